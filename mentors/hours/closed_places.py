"""Meetings at a place that is closed then: it closed after they were booked, and they were kept.

A meeting that the place has agreed to (`Meeting.is_let_in`) is none of them.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from mentors.hours.clock import clock_day
from mentors.hours.days import closed_days, date_of
from mentors.hours.house_rules import house_rules
from mentors.hours.opening import Opening, openings
from mentors.hours.weeks import Between, on_the_wall
from mentors.meetings.models import Booking, Meeting
from mentors.meetings.people import without_a_room
from mentors.places.models import Place

#: Of meetings: those that somebody comes to who needs to get in without steps.
NEED_NO_STEPS = Q(holder__needs_card__needs_step_free=True) | Q(
    bookings__role=Booking.Role.LEARNER, bookings__person__needs_card__needs_step_free=True
)


@dataclass(frozen=True)
class ThatDay:
    """A place on the day of a meeting: its hours, none where it has said nothing; and whether it is closed then.

    `has_no_room`: the room of the meeting is gone, and it has no other.
    """

    hours: list[Between]
    is_closed: bool
    has_no_room: bool = False


def fits(start: int, end: int, opening: Opening, is_closed: Callable[[datetime.date], bool]) -> bool:
    """Whether a place with that `opening` is open from quarter `start` to `end`, or has said nothing."""
    day = date_of(start)
    spans = opening.on(day, is_closed)
    return spans is None or any(start in clock_day(day).starts(*span, end - start, 1) for span in spans)


def is_open_for(place: Place, start: int, end: int) -> bool:
    """Whether `place` is open from quarter `start` to `end`. Where it has said nothing: on days that are not closed."""
    day, is_closed = date_of(start), closed_days(house_rules())
    opening = openings([place.pk], day, day).get(place.pk, Opening())
    if opening.on(day, is_closed) is None:
        return not is_closed(day)
    return fits(start, end, opening, is_closed)


def closed_then(meetings: Iterable[Meeting]) -> set[uuid.UUID]:
    """Those of `meetings`, by their keys, at whose place nobody is let in then. Two queries; places come with them."""
    there = [one for one in meetings if one.place_id is not None]
    if not there:
        return set()
    days = sorted(date_of(one.start_quarter) for one in there)
    known = openings({one.place_id for one in there if one.place_id}, days[0], days[-1])
    is_closed = closed_days(house_rules())
    return {one.pk for one in there if _is_shut_out(one, known.get(one.place_id or 0, Opening()), is_closed)}


def that_day(meeting: Meeting) -> ThatDay:
    """The place of `meeting` on its day; nothing by phone or video. Two queries, one more where it has no room."""
    if meeting.place_id is None:
        return ThatDay([], is_closed=False)
    day = date_of(meeting.start_quarter)
    opening = openings([meeting.place_id], day, day).get(meeting.place_id, Opening())
    is_closed = closed_days(house_rules())
    spans = opening.on(day, is_closed) or []
    hours = [Between(on_the_wall(opens), on_the_wall(closes)) for opens, closes in spans]
    return ThatDay(
        hours,
        is_closed=_is_shut_out(meeting, opening, is_closed),
        has_no_room=meeting.pk in without_a_room([meeting]),
    )


def _is_shut_out(meeting: Meeting, opening: Opening, is_closed: Callable[[datetime.date], bool]) -> bool:
    """Whether nobody is let in at the place of `meeting` then: closed, or not used any more."""
    if meeting.place is None or meeting.is_let_in:
        return False
    is_open = fits(meeting.start_quarter, meeting.end_quarter, opening, is_closed)
    return not meeting.place.is_open or not is_open
