"""What we tell people about their meetings, whichever way it reaches them.

Phones are shared and lie on tables: a notice names no topic, no authority and no other person. It says when,
and what to do now. Times carry their date, because a notice may be read another day. Who has no way to the site
gets a number to call, as the register has it when the message leaves.
"""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.models import Municipality
from mentors.cards.choices import MeetingWay
from mentors.meetings.earlier import sequence_of
from mentors.meetings.models import Booking, Meeting, SeatWait
from mentors.meetings.remote import how_they_meet
from mentors.meetings.times import day_before, with_date
from messaging import outbox
from messaging.models import Message
from messaging.quotes import LINK
from users.models import User


class Notice(models.TextChoices):
    """What there is to tell. The values stand in `Message.kind`."""

    REQUEST = "request", _("the mentor is asked")
    BOOKED = "booked", _("the learner's meeting stands")
    TIME_BOOKED = "time_booked", _("a mentor's time was booked directly")
    NEXT_ASKED = "next_asked", _("the next mentor is asked")
    CHOOSE_AGAIN = "choose_again", _("the time did not suit")
    IN_LINE = "in_line", _("nobody free: in line")
    REMINDER = "reminder", _("reminder the day before")
    CANCELLED = "cancelled", _("the meeting is cancelled")
    WITHDRAWN = "withdrawn", _("the request was taken back")
    SERIES_ASKED = "series_asked", _("the mentor is asked for a series")
    SERIES_BOOKED = "series_booked", _("a series stands")
    SERIES_CANCELLED = "series_cancelled", _("the rest of a series is cancelled")
    MOVED = "moved", _("the meeting is moved")
    MOVE_ASKED = "move_asked", _("another time is asked for")
    PARTED = "parted", _("the two do not go on")
    HANDED_OVER = "handed_over", _("somebody else takes the meeting")
    SOMEBODY_ELSE = "somebody_else", _("somebody else comes to the meeting")
    PLACE_CLOSED = "place_closed", _("the place is closed then")
    ROOM_GONE = "room_gone", _("the room is not free any more")
    PLACE_OPEN = "place_open", _("the place or the room is open again")
    OTHER_ROOM = "other_room", _("the meeting has another room")
    SEAT_OFFERED = "seat_offered", _("a seat in a group is offered")
    SUGGESTED = "suggested", _("a suggestion for somebody in the line")


_TEXTS = {
    Notice.REQUEST: _(
        "You are asked for a meeting: %(when)s. Say yes or no on the site before %(until)s. "
        "It is fine to say no."
    ),
    Notice.SERIES_ASKED: _(
        "You are asked for %(number)d meetings, the first %(when)s. Say yes or no on the site before %(until)s. "
        "It is fine to say no."
    ),
    Notice.SERIES_BOOKED: _(
        "%(number)d meetings are booked, the first %(when)s. All of them are on the site."
    ),
    Notice.SERIES_CANCELLED: _(
        "Your meeting %(when)s and those after it are cancelled. You can choose a new time on the site, or call "
        "[[municipality.phone]]."
    ),
    Notice.BOOKED: _("Your meeting is booked: %(when)s. The place is on the site: sign in with your card."),
    Notice.TIME_BOOKED: _("One of your times is booked: %(when)s. You can see the place on the site."),
    Notice.NEXT_ASKED: _(
        "The first time did not work out. We have asked the next person you were shown: %(when)s. "
        "If it does not suit you, change it on the site."
    ),
    Notice.CHOOSE_AGAIN: _(
        "%(when)s did not work out. You can choose another time on the site, or call [[municipality.phone]]."
    ),
    Notice.IN_LINE: _(
        "%(when)s did not work out, and nobody else is free right now. You have a place in the line. "
        "Call [[municipality.phone]] if you want to know more."
    ),
    Notice.REMINDER: _("Your meeting is %(when)s. The place is on the site: sign in with your card."),
    Notice.CANCELLED: _(
        "Your meeting %(when)s is cancelled. You can choose a new time on the site, or call "
        "[[municipality.phone]]."
    ),
    Notice.MOVED: _(
        "Your meeting is moved. It is now %(when)s. The place is on the site: sign in with your card."
    ),
    Notice.MOVE_ASKED: _(
        "Your meeting %(when)s: the other person would like another time. It stands until you choose one on the site."
    ),
    Notice.PARTED: _(
        "One of those you meet has gone on to something new. You need not do anything. Thank you for your time."
    ),
    Notice.SUGGESTED: _(
        "There is a person who can show you now. Sign in and choose a time. "
        "The place is kept for you until %(until)s."
    ),
    Notice.HANDED_OVER: _("Somebody else takes your meeting %(when)s. The time is yours again."),
    Notice.SOMEBODY_ELSE: _(
        "Your meeting %(when)s stands. Somebody else comes to meet you. You can see more on the site."
    ),
    Notice.SEAT_OFFERED: _(
        "There is a seat for you: %(when)s. It is kept for you until %(until)s. It is fine to say no."
    ),
    Notice.PLACE_CLOSED: _(
        "Your meeting %(when)s: the place is closed then. It needs another time or place. Look on the site, or call "
        "[[municipality.phone]]."
    ),
    Notice.ROOM_GONE: _(
        "Your meeting %(when)s: the room is not free any more. It needs another time or place. Look on the site, or "
        "call [[municipality.phone]]."
    ),
    Notice.PLACE_OPEN: _("Your meeting %(when)s is where it was booked, after all."),
    Notice.OTHER_ROOM: _(
        "Your meeting %(when)s: same time and place, but another room. You see which one on the site, or can ask there."
    ),
    Notice.WITHDRAWN: _("You need not answer about %(when)s any more. Your time is free again."),
}

#: The same where two meet by phone or video: at no place. Then follows who calls, or where the link is.
_TEXTS_REMOTE = {
    Notice.BOOKED: _("Your meeting is booked: %(when)s, %(way)s."),
    Notice.TIME_BOOKED: _("One of your times is booked: %(when)s, %(way)s."),
    Notice.REMINDER: _("Your meeting is %(when)s, %(way)s."),
    Notice.MOVED: _("Your meeting is moved. It is now %(when)s, %(way)s."),
}

#: The same for whoever leads it or comes along from the desk: they choose no new time.
_TEXTS_FOR_LEADERS = {
    Notice.CANCELLED: _("Your meeting %(when)s is cancelled. The time is yours again."),
    Notice.SERIES_CANCELLED: _(
        "Your meeting %(when)s and those after it are cancelled. The time is yours again."
    ),
}

#: What can be done about without signing in; the link is made when the message leaves (`mentors.links`).
_WITH_LINK = {
    Notice.REQUEST,
    Notice.SERIES_ASKED,
    Notice.BOOKED,
    Notice.TIME_BOOKED,
    Notice.NEXT_ASKED,
    Notice.REMINDER,
    Notice.MOVED,
    Notice.MOVE_ASKED,
    Notice.SEAT_OFFERED,
    Notice.SOMEBODY_ELSE,
    Notice.PLACE_CLOSED,
    Notice.ROOM_GONE,
}

#: After which the learner of two can choose the next time by a link, whether or not there is one: that shows there.
_WITH_NEXT = {Notice.CANCELLED, Notice.SERIES_CANCELLED, Notice.CHOOSE_AGAIN}

#: How long it is worth knowing that one is in line.
_LINE_NEWS = datetime.timedelta(days=3)


def subject_of(meeting: Meeting) -> str:
    """What the outbox calls this meeting."""
    return f"meeting:{meeting.pk}"


def subject_of_seat(seat: Booking) -> str:
    """What the outbox calls one person's seat in a group: it can be given back and taken anew."""
    return f"seat:{seat.pk}"


def subject_of_place(meeting: Meeting) -> str:
    """What the outbox calls where a meeting is: whether one gets in there. Another one once the meeting is moved."""
    return f"place:{meeting.pk}:{meeting.version}"


def subject_of_wait(wait: SeatWait) -> str:
    """What the outbox calls somebody's place in the waiting list of a group."""
    return f"wait:{wait.pk}"


def text_of(
    notice: Notice,
    meeting: Meeting,
    language: str,
    *,
    person: User | None = None,
    until: datetime.datetime | None = None,
    number: int = 1,
) -> str:
    """The words, in `language`, with the site's own neutral name in front. `until`: the end of what is offered.

    With `person`, what that one does when it is time, where they meet by phone or video, or has to do no more.
    """
    until = until or meeting.held_until
    with override(language):
        times: dict[str, object] = {"when": with_date(meeting.starts_at), "number": number}
        if until:
            times["until"] = with_date(until)
        name = Municipality.objects.values_list("site_name", flat=True).first() or "Medlots"
        if meeting.is_remote and notice in _TEXTS_REMOTE:
            text = f"{name}: {_TEXTS_REMOTE[notice] % {**times, 'way': meeting.get_way_display()}}"
            if meeting.way == MeetingWay.VIDEO:
                text += " " + str(_("The link is on the site."))
            if person is not None:
                text += " " + how_they_meet(meeting, person)
        else:
            leads = person is not None and person.pk in {meeting.mentor_id, meeting.coordinator_id}
            said = _TEXTS | _TEXTS_FOR_LEADERS if leads else _TEXTS
            text = f"{name}: {said[notice] % times}"
        if notice in _WITH_LINK:
            text += " " + _("Answer, move or cancel without signing in: %(link)s") % {"link": LINK}
        elif notice in _WITH_NEXT and person is not None and _is_learner_of_two(meeting, person):
            text += " " + _("Choose without signing in: %(link)s") % {"link": LINK}
        elif notice == Notice.HANDED_OVER:
            text += " " + _("Take it out of your calendar: %(link)s") % {"link": LINK}
        return text


def _is_learner_of_two(meeting: Meeting, person: User) -> bool:
    return meeting.format == Meeting.Format.ONE_TO_ONE and person.pk == meeting.holder_id


def tell(
    notice: Notice,
    meeting: Meeting,
    person: User,
    *,
    now: datetime.datetime | None = None,
    seat: Booking | None = None,
    number: int = 1,
) -> list[Message]:
    """Write `notice` about `meeting`, or about one seat in it, to `person`, in the person's language.

    `number`: of meetings, where it is the first of several. Nothing where nobody can be reached.
    """
    now = now or timezone.now()
    useful_until = meeting.starts_at
    if notice in {Notice.REQUEST, Notice.SERIES_ASKED} and meeting.held_until:
        useful_until = meeting.held_until
    if notice in {Notice.IN_LINE, Notice.CHOOSE_AGAIN}:
        useful_until = now + _LINE_NEWS
    send_after = now
    if notice == Notice.REMINDER:
        send_after = day_before(meeting.starts_at)
        if send_after <= now:
            return []
    return outbox.write(
        subject=subject_of_seat(seat) if seat else subject_of(meeting),
        # Somebody from the desk can lose one meeting twice at the same version.
        version=sequence_of(meeting) + 1 if notice == Notice.HANDED_OVER else meeting.version,
        kind=notice.value,
        person=person,
        language=person.language,
        text=text_of(notice, meeting, person.language, person=person, number=number),
        useful_until=useful_until,
        send_after=send_after,
    )


def tell_about_place(
    notice: Notice, meeting: Meeting, person: User, number: int, *, now: datetime.datetime
) -> list[Message]:
    """Tell `person` whether one gets in where `meeting` is; the `number`th news about it."""
    return _write_about_place(notice, notice, meeting, person, number, now)


def remind_about_place(
    notice: Notice, meeting: Meeting, person: User, number: int, *, now: datetime.datetime
) -> list[Message]:
    """The reminder the day before, in the words of `notice`. Nothing where that day has come."""
    day = day_before(meeting.starts_at)
    return _write_about_place(Notice.REMINDER, notice, meeting, person, number, day) if day > now else []


def _write_about_place(
    kind: Notice,
    words: Notice,
    meeting: Meeting,
    person: User,
    number: int,
    send_after: datetime.datetime,
) -> list[Message]:
    return outbox.write(
        subject=subject_of_place(meeting),
        version=number,
        kind=kind.value,
        person=person,
        language=person.language,
        text=text_of(words, meeting, person.language, person=person),
        useful_until=meeting.starts_at,
        send_after=send_after,
    )


def tell_parted(pairing_id: int, person: User, *, now: datetime.datetime) -> list[Message]:
    """Tell one of two that they do not go on: no name, no topic and no reason."""
    with override(person.language):
        name = Municipality.objects.values_list("site_name", flat=True).first() or "Medlots"
        text = f"{name}: {_TEXTS[Notice.PARTED]}"
    return outbox.write(
        subject=f"pairing:{pairing_id}",
        version=1,
        kind=Notice.PARTED.value,
        person=person,
        language=person.language,
        text=text,
        useful_until=now + _LINE_NEWS,
        send_after=now,
    )


def subject_of_proposal(proposal_id: int) -> str:
    """What the outbox calls a suggestion that a round has for somebody."""
    return f"proposal:{proposal_id}"


def tell_suggested(
    proposal_id: int, person: User, until: datetime.datetime, *, now: datetime.datetime
) -> list[Message]:
    """Tell somebody in the line that there is a suggestion for them, kept `until`: no name and no topic."""
    with override(person.language):
        name = Municipality.objects.values_list("site_name", flat=True).first() or "Medlots"
        text = f"{name}: {_TEXTS[Notice.SUGGESTED] % {'until': with_date(until)}}"
        text += " " + _("Choose without signing in: %(link)s") % {"link": LINK}
    return outbox.write(
        subject=subject_of_proposal(proposal_id),
        version=1,
        kind=Notice.SUGGESTED.value,
        person=person,
        language=person.language,
        text=text,
        useful_until=until,
        send_after=now,
    )


def tell_offered(wait: SeatWait, until: datetime.datetime, *, now: datetime.datetime) -> list[Message]:
    """Tell somebody in a waiting list that a seat is kept for them `until`."""
    person = wait.person
    return outbox.write(
        subject=subject_of_wait(wait),
        version=wait.meeting.version,
        kind=Notice.SEAT_OFFERED.value,
        person=person,
        language=person.language,
        text=text_of(Notice.SEAT_OFFERED, wait.meeting, person.language, until=until),
        useful_until=until,
        send_after=now,
    )


def forget_unsent_about_wait(wait: SeatWait) -> int:
    """Stop what was written about somebody's waiting and has not left; returns how many."""
    return outbox.cancel_about(subject_of_wait(wait))


def forget_unsent(meeting: Meeting) -> int:
    """Stop what was written about `meeting`, its place and its seats and has not left; returns how many."""
    stopped = outbox.cancel_about(subject_of(meeting)) + outbox.cancel_about(subject_of_place(meeting))
    if meeting.format == Meeting.Format.GROUP:
        stopped += sum(forget_unsent_about_seat(seat) for seat in meeting.bookings.exclude(seat=None))
    return stopped


def forget_news_of_place(meeting: Meeting) -> None:
    """Stop what was written about where `meeting` is, and every reminder of it, that has not left."""
    outbox.cancel_about(subject_of_place(meeting))
    seats = meeting.bookings.exclude(seat=None) if meeting.format == Meeting.Format.GROUP else ()
    for subject in (subject_of(meeting), *map(subject_of_seat, seats)):
        outbox.cancel_about(subject, Notice.REMINDER.value)


def forget_unsent_about_seat(seat: Booking) -> int:
    """Stop what was written about one seat and has not left; returns how many."""
    return outbox.cancel_about(subject_of_seat(seat))
