"""Addresses for learners and mentors: Swedish, neutral words, for the history of shared computers."""

from django.urls import path

from mentors.booking import moving_views as moving
from mentors.booking import pair_views as pairs
from mentors.booking import series_views as series
from mentors.booking import views as booking
from mentors.booking import waiting_views as waiting
from mentors.calendars import views as calendars
from mentors.cards import contact
from mentors.cards import views as cards
from mentors.hours import views as hours
from mentors.links import suggested_views as suggested
from mentors.links import views as links
from mentors.loans import views as loans
from mentors.matching import views as matching
from mentors.meetings import place_day_views as place_days
from mentors.meetings import views as meetings
from mentors.portrait import views as portrait
from mentors.queues import views as queues
from mentors.safety import views as safety

app_name = "mentors"

urlpatterns = [
    path("traffa/", cards.want_help, name="want_help"),
    path("traffa/sprak/", cards.want_languages, name="want_languages"),
    path("traffa/nar/", cards.want_when, name="want_when"),
    path("traffa/glom/", cards.forget_answers, name="forget_answers"),
    path("traffa/forslag/", matching.suggestions, name="suggestions"),
    path("traffa/forslag/inte/", matching.none_of_these, name="none_of_these"),
    path("traffa/forslag/fler/", matching.wider, name="wider"),
    path("traffa/forslag/hur/", matching.how_we_suggest, name="how_we_suggest"),
    path("traffa/forslag/varfor/", matching.why_not, name="why_not"),
    path("traffa/min-bild/", portrait.my_picture, name="my_picture"),
    path("traffa/min-bild/andra/", portrait.change_list, name="picture_list"),
    path("traffa/min-bild/vill/", portrait.new_wishes, name="picture_wishes"),
    path("traffa/min-bild/kan/", portrait.can_do, name="picture_can"),
    path("traffa/min-bild/pa-papper/", portrait.on_paper, name="picture_on_paper"),
    path("traffa/min-bild/ta-bort/", portrait.take_away, name="picture_take_away"),
    path("traffa/min-bild/del/<slug:name>/", portrait.part, name="picture_part"),
    path("traffa/ko/", matching.line, name="line"),
    path("traffa/valj/", booking.choose_time, name="choose"),
    path("traffa/plats/<uuid:meeting_id>/", booking.take_a_seat, name="take_seat"),
    path("traffa/plats/<uuid:meeting_id>/vanta/", waiting.wait_for_seat, name="wait_for_seat"),
    path("mina-moten/", meetings.my_meetings, name="my_meetings"),
    path("mina-moten/vi-tva/<int:pairing_id>/", pairs.pair, name="pair"),
    path("mina-moten/nummer/", contact.my_contact, name="my_contact"),
    path("mina-moten/namn/", cards.my_alias, name="my_alias"),
    path("mina-moten/vem/", safety.whom_i_meet, name="whom_i_meet"),
    path("mina-moten/vem/<uuid:public_id>/", safety.what_i_show, name="what_i_show"),
    path("mina-moten/vem/<uuid:public_id>/inte/", safety.do_not_meet, name="do_not_meet"),
    path("mina-moten/vem/igen/<int:pk>/", safety.can_meet_again, name="can_meet_again"),
    path("mote/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("mote/<uuid:meeting_id>/flytta/", moving.move_meeting, name="move_meeting"),
    path("mote/<uuid:meeting_id>/fem-veckor/", series.series, name="series"),
    path("mote/<uuid:meeting_id>/avboka/", booking.cancel_meeting, name="cancel_meeting"),
    path("mote/<uuid:meeting_id>/blev-inte-av/", booking.not_held, name="not_held"),
    path("mote/<uuid:meeting_id>/mote.ics", calendars.meeting_file, name="meeting_file"),
    path("mote/bort/<str:token>/mote.ics", calendars.gone_file, name="gone_file"),
    path("m/forslag/<str:token>/", suggested.suggested_by_link, name="suggested_by_link"),
    path("m/<str:token>/", links.by_link, name="by_link"),
    path("m/<str:token>/flytta/", links.move_by_link, name="move_by_link"),
    path("m/<str:token>/avboka/", links.cancel_by_link, name="cancel_by_link"),
    path("m/<str:token>/ny-tid/", links.next_by_link, name="next_by_link"),
    path("mina-moten/kalender/", calendars.my_calendar, name="my_calendar"),
    path("kalender/<str:secret>.ics", calendars.feed, name="calendar_feed"),
    path("plats/<str:place>/", place_days.place_day, name="place_day"),
    path("nummer/", queues.drop_ins, name="drop_ins"),
    path("nummer/<uuid:meeting_id>/", queues.queue, name="queue"),
    path("nummer/mitt/<str:ticket>/", queues.ticket, name="ticket"),
    path("mote/<uuid:meeting_id>/ko/", queues.call, name="call"),
    path("lana/", loans.to_borrow, name="to_borrow"),
    path("lana/mitt/<int:pk>/", loans.my_loan, name="my_loan"),
    path("mentor/", meetings.mentor_home, name="mentor_home"),
    path("mentor/vecka/", hours.mentor_week, name="mentor_week"),
    path("mentor/paus/", cards.mentor_pause, name="mentor_pause"),
    path("mentor/kort/", cards.mentor_card, name="mentor_card"),
    path("mentor/tider/", hours.mentor_hours, name="mentor_hours"),
    path("mentor/tider/varfor/", hours.why_no_time, name="why_no_time"),
    path("mentor/tider/<int:pk>/", hours.change_hours, name="change_hours"),
    path("mentor/svar/<uuid:meeting_id>/", booking.answer, name="answer"),
]
