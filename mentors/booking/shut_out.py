"""Tell the people of a meeting that they cannot meet where it is booked, and that they can after all. Each once.

It stands all the same until somebody moves it. Whatever closed the place (a day, other hours, the municipality's
closed days, a place or a room that is used no more) the worker finds it, so nobody has to think of it where something
is saved. A room that is deleted leaves nothing behind to be found: `tell_of_lost_rooms` is told about it, and
`tell_of_other_rooms` where the meeting has got another one instead.
"""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from mentors.hours.closed_places import closed_then
from mentors.meetings.models import Meeting
from mentors.meetings.notices import (
    Notice,
    forget_news_of_place,
    remind_about_place,
    subject_of_place,
    tell_about_place,
)
from mentors.meetings.people import is_good_for
from mentors.meetings.quarters import quarter_of
from messaging.models import Message
from users.models import User

logger = logging.getLogger(__name__)

_GONE = (Notice.PLACE_CLOSED.value, Notice.ROOM_GONE.value)
_NOT_LEFT = (Message.State.QUEUED, Message.State.CANCELLED, Message.State.EXPIRED, Message.State.FAILED)


@dataclass(frozen=True)
class _Told:
    """The latest news about where one meeting is: the how manieth, what it says, and who has it."""

    number: int = 0
    kind: str = ""
    people: frozenset[int] = frozenset()

    @property
    def is_gone(self) -> bool:
        """Whether the people know, or are about to, that they cannot meet there."""
        return self.kind in _GONE


def tell_of_shut_places(now: datetime.datetime | None = None) -> int:
    """Tell whoever meets where nobody gets in any more, and whom we told so where they do. Returns how many meetings.

    A few queries where nothing changed. Two workers may do it at once; one that fails (logged) keeps no other back.
    """
    now = now or timezone.now()
    coming = list(_coming(now))
    shut, told = closed_then(coming), _told_about(coming)
    changed = 0
    for one in coming:
        known = told.get(subject_of_place(one), _Told())
        why = _why_not_there(one, shut, known)
        if (why is not None) != known.is_gone and _can_be_told(one):
            changed += _tell_safely(one, why, now)
    return changed


def tell_of_lost_rooms(meeting_ids: Collection[uuid.UUID], *, now: datetime.datetime | None = None) -> int:
    """Tell the people of these meetings that their room is gone, if they do not know it. Returns how many meetings."""
    now = now or timezone.now()
    losing = _coming(now).filter(pk__in=meeting_ids)
    return sum(_tell(one, Notice.ROOM_GONE, now) for one in losing)


def tell_of_other_rooms(
    meeting_ids: Collection[uuid.UUID], *, had_rooms: bool = True, now: datetime.datetime | None = None
) -> int:
    """Tell the people of these meetings that they have another room than they had. Returns how many meetings.

    Without `had_rooms` only those who were told that it was gone. Not where the place is closed then: there the room
    makes no difference.
    """
    now = now or timezone.now()
    return sum(_tell_of_other_room(one, had_rooms, now) for one in _coming(now).filter(pk__in=meeting_ids))


def _coming(now: datetime.datetime) -> QuerySet[Meeting]:
    at_places = Meeting.objects.standing().filter(start_quarter__gt=quarter_of(now), place__isnull=False)
    return at_places.select_related("place", "room").order_by("start_quarter", "pk")


def _why_not_there(meeting: Meeting, shut: Collection[uuid.UUID], known: _Told) -> Notice | None:
    if meeting.pk in shut:
        return Notice.PLACE_CLOSED
    room = meeting.room
    if room is None:
        # Deleted: that is known only from what was told.
        return Notice.ROOM_GONE if known.kind == Notice.ROOM_GONE else None
    return None if is_good_for(room, meeting) else Notice.ROOM_GONE


def _can_be_told(meeting: Meeting) -> bool:
    """Whether anybody can be reached. Where nobody can, nothing is written, and there is nothing to lock for."""
    return _people_of(meeting).filter(contact_points__isnull=False).exists()


def _tell_safely(meeting: Meeting, why: Notice | None, now: datetime.datetime) -> int:
    try:
        return _tell(meeting, why, now)
    except Exception:
        logger.exception("Nobody could be told about the place of meeting %s.", meeting.pk)
        return 0


def _tell(meeting: Meeting, why: Notice | None, now: datetime.datetime) -> int:
    """Write it down, unless the meeting was changed or the news was told meanwhile. Returns 1 where it was written.

    The reminder of the day before says the same as the news: nobody is reminded of a place where they do not get in.
    """
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
        if (locked.state, locked.version) != (meeting.state, meeting.version):
            return 0
        known = _told_about([locked]).get(subject_of_place(locked), _Told())
        if (why is not None) == known.is_gone:
            return 0
        _write(why or Notice.PLACE_OPEN, locked, known, now, only_who_know=why is None)
    return 1


def _tell_of_other_room(meeting: Meeting, had_room: bool, now: datetime.datetime) -> int:
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
        known = _told_about([locked]).get(subject_of_place(locked), _Told())
        if locked.state != Meeting.State.STANDS or known.kind == Notice.PLACE_CLOSED:
            return 0
        if not had_room and known.kind != Notice.ROOM_GONE:
            return 0
        _write(Notice.OTHER_ROOM, locked, known, now)
    return 1


def _write(
    news: Notice, meeting: Meeting, known: _Told, now: datetime.datetime, *, only_who_know: bool = False
) -> None:
    """The news, to everybody or to those only who were told the last, and the reminders of the day before."""
    forget_news_of_place(meeting)
    number = known.number + 1
    for person in _people_of(meeting):
        remind_about_place(news if news in _GONE else Notice.REMINDER, meeting, person, number, now=now)
        if not only_who_know or person.pk in known.people:
            tell_about_place(news, meeting, person, number, now=now)


def _people_of(meeting: Meeting) -> QuerySet[User]:
    """Whoever comes: with a place in it, as its mentor, or along from the desk."""
    alone = Q(pk__in={meeting.mentor_id, meeting.coordinator_id} - {None})
    return User.objects.filter(Q(bookings__meeting=meeting) | alone).distinct().order_by("pk")


def _told_about(meetings: Collection[Meeting]) -> dict[str, _Told]:
    """By subject. What was stopped before it left was not told, and reminders are no news. One query."""
    found: dict[str, _Told] = {}
    subjects = [subject_of_place(one) for one in meetings]
    rows = Message.objects.filter(subject__in=subjects).order_by("version")
    for subject, number, kind, state, person in rows.values_list(
        "subject", "version", "kind", "state", "person"
    ):
        before = found.get(subject, _Told())
        known = before if before.number == number else _Told(number)
        if state != Message.State.CANCELLED and kind != Notice.REMINDER:
            had = known.people if state in _NOT_LEFT else known.people | {person}
            known = _Told(number, kind, had)
        found[subject] = known
    return found
