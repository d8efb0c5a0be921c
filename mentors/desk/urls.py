"""The desk's addresses, below /admin/desk/. A name or a number of a person is never part of one."""

from django.urls import path

from mentors.desk.views import (
    doors,
    learners,
    loans,
    meetings,
    mentors,
    pairs,
    people,
    portraits,
    rights,
    supply,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("sent/", today.sent, name="sent"),
    path("pairing/<int:pk>/release/", today.release_pairing, name="release"),
    path("pairing/<int:pk>/suggest-another/", today.suggest_another, name="suggest_another"),
    path("pairing/<int:pk>/", pairs.pair, name="pair"),
    path("meeting/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meeting/<uuid:pk>/answer/", meetings.answer, name="answer"),
    path("meeting/<uuid:pk>/cancel/", meetings.cancel_meeting, name="cancel"),
    path("seat/<int:pk>/give-back/", meetings.give_back, name="give_back"),
    path("find/", people.find, name="find"),
    path("person/<uuid:public_id>/", people.person, name="person"),
    path("person/<uuid:public_id>/why/", people.why, name="why"),
    path("person/<uuid:public_id>/number/", people.show_contact, name="show_contact"),
    path("person/<uuid:public_id>/card/", people.login_card, name="login_card"),
    path("person/<uuid:public_id>/needs/", learners.needs, name="needs"),
    path("person/<uuid:public_id>/picture/", portraits.picture, name="picture"),
    path("person/<uuid:public_id>/suggestions/", learners.suggestions, name="suggestions"),
    path("person/<uuid:public_id>/line/", learners.line, name="line"),
    path("person/<uuid:public_id>/mentor/", mentors.mentor_card, name="mentor_card"),
    path("person/<uuid:public_id>/mentor/standing/", mentors.standing, name="mentor_standing"),
    path("person/<uuid:public_id>/hours/", mentors.hours, name="hours"),
    path("person/<uuid:public_id>/copy/", rights.copy, name="copy"),
    path("person/<uuid:public_id>/erase/", rights.erase, name="erase"),
    path("new-learner/", learners.new_learner, name="new_learner"),
    path("new-mentor/", mentors.new_mentor, name="new_mentor"),
    path("person/<uuid:public_id>/borrow/", loans.reserve, name="reserve"),
    path("supply/", supply.supply, name="supply"),
    path("equipment/", loans.loans, name="loans"),
    path("equipment/<int:pk>/lend/", loans.hand_over, name="hand_over"),
    path("equipment/<int:pk>/", loans.act_on_loan, name="act_on_loan"),
    path("equipment/device/<int:pk>/", loans.act_on_device, name="act_on_device"),
    path("open-to-all/", doors.doors, name="doors"),
    path("open-to-all/new/", doors.new_door, name="new_door"),
]
