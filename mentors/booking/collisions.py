"""When two people want the same thing in the same moment.

Which rule stopped the second, and when to try again.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection

Result = TypeVar("Result")


class Rule(enum.Enum):
    """The unique constraints that bookings meet."""

    ONE_MEETING_AT_A_TIME = enum.auto()
    ONE_OPEN_HOLD = enum.auto()
    SAME_FORM_AGAIN = enum.auto()
    ONE_PAIRING = enum.auto()
    ONE_SEAT = enum.auto()
    ONE_PLACE_IN_A_WEEK = enum.auto()
    ONE_ROOM = enum.auto()
    ONE_WAIT = enum.auto()


#: PostgreSQL names the constraint, SQLite the columns.
_TRACES = {
    Rule.ONE_MEETING_AT_A_TIME: ("nobody_is_in_two_meetings_at_once", "mentors_occupiedquarter.person_id"),
    Rule.ONE_ROOM: ("one_meeting_in_a_room_at_a_time", "mentors_occupiedroom.room_id"),
    Rule.ONE_WAIT: (
        "one_place_in_a_waiting_list_each",
        "a_free_seat_is_offered_once",
        "mentors_seatwait.meeting_id",
    ),
    Rule.ONE_OPEN_HOLD: ("one_open_hold_per_learner", "mentors_meeting.holder_id"),
    Rule.SAME_FORM_AGAIN: ("idempotency_key",),
    Rule.ONE_PAIRING: ("two_people_are_paired_once", "mentors_pairing.learner_id"),
    Rule.ONE_PLACE_IN_A_WEEK: ("a_place_in_a_week_is_taken_once", "mentors_weekplace.mentor_id"),
    Rule.ONE_SEAT: ("one_person_on_a_seat", "one_place_in_a_meeting_each", "mentors_booking.meeting_id"),
}

#: PostgreSQL: serialisation failure, deadlock, lock timeout. SQLite has only words.
_PASSING_STATES = {"40001", "40P01", "55P03"}


def broken_rule(error: IntegrityError) -> Rule:
    """Which rule `error` comes from.

    Raises `error` again when it is none of ours: that is a fault, not a race.
    """
    said = str(error)
    for rule, traces in _TRACES.items():
        if any(trace in said for trace in traces):
            return rule
    raise error


def once_more(attempt: Callable[[], Result]) -> Result:
    """The result of `attempt`, a whole transaction.

    Tried a second time where the first met a passing obstacle.

    A deadlock, a serialisation failure, a lock that took too long, or a pairing or a place in a waiting list that
    appeared in the same moment are gone when one looks again. Inside a larger transaction there is no second try:
    that one is lost already.
    """
    if connection.in_atomic_block:
        return attempt()
    try:
        return attempt()
    except OperationalError as error:
        if not _passes(error):
            raise
    except IntegrityError as error:
        if broken_rule(error) not in {Rule.ONE_PAIRING, Rule.ONE_WAIT}:
            raise
    return attempt()


def _passes(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _PASSING_STATES or "locked" in str(error)
