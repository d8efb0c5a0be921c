"""What is wrong with the place of a meeting: closed then, steps where one needs none, no room, or too few seats."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentors.hours.closed_places import closed_then
from mentors.meetings.models import Booking, Meeting
from mentors.meetings.people import people_in, without_a_room
from users.models import User


def learners_of(meeting: Meeting) -> list[User]:
    """Who comes to learn; for a held time the one whom it is held for. `meeting` comes with its bookings prefetched."""
    seated = [one.person for one in meeting.bookings.all() if one.role == Booking.Role.LEARNER]
    if not seated and meeting.holder and meeting.state == Meeting.State.HELD:
        return [meeting.holder]
    return seated


def place_marks(meetings: Sequence[Meeting]) -> dict[uuid.UUID, list[str]]:
    """By meeting that takes somebody's time, each problem as a sentence; those without are left out.

    At most three queries. The meetings come with places and rooms; their bookings, people and cards are prefetched.
    """
    live = [one for one in meetings if one.state in {Meeting.State.HELD, Meeting.State.STANDS}]
    closed, roomless = closed_then(live), without_a_room(live)
    found = {}
    for one in live:
        marks = [
            *([_("The place is closed then.")] if one.pk in closed else []),
            *_steps_in_the_way(one),
            *([_("The room is not free any more.")] if one.pk in roomless else _too_few_seats(one)),
        ]
        if marks:
            found[one.pk] = marks
    return found


def _steps_in_the_way(meeting: Meeting) -> list[str]:
    if meeting.place is None or meeting.place.is_step_free:
        return []
    return [
        _("%(alias)s needs to get in without steps, and there are steps.") % {"alias": learner.alias}
        for learner in learners_of(meeting)
        if _needs_step_free(learner)
    ]


def _too_few_seats(meeting: Meeting) -> list[str]:
    """Somebody more comes than when the room was taken, and no larger one is free (`booking/other_rooms.py`)."""
    if meeting.room is None or (people := people_in(meeting)) <= meeting.room.seats:
        return []
    return [
        _(
            "%(number)d people come, and the room has %(seats)d seats. They get a larger one as soon as it is free."
        )
        % {"number": people, "seats": meeting.room.seats}
    ]


def _needs_step_free(person: User) -> bool:
    card = getattr(person, "needs_card", None)
    return card is not None and card.needs_step_free
