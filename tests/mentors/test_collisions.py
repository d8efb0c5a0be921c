"""Which rule stopped the second, and when it is worth trying again."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.matching.models import Pairing
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from tests.factories import PersonFactory, PlaceFactory


def meeting(**fields: Any) -> Meeting:
    return Meeting.objects.create(
        **{
            "state": Meeting.State.HELD,
            "start_quarter": 1,
            "end_quarter": 5,
            "place": PlaceFactory(),
            "mentor": PersonFactory(),
            **fields,
        }
    )


def twice(make: Any) -> IntegrityError:
    """What the database raises when the same thing is made a second time."""
    make()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make()
    return refused.value


@pytest.mark.django_db
def test_each_rule_is_known_by_its_constraint_on_this_database() -> None:
    person, other, one, two = PersonFactory(), PersonFactory(), meeting(), meeting()
    key = uuid.uuid4()

    def taken() -> None:
        OccupiedQuarter.objects.create(person=person, meeting=one, quarter=1)

    def hold() -> None:
        meeting(holder=person)

    def pair() -> None:
        Pairing.objects.create(learner=person, mentor=other)

    def seat() -> None:
        Booking.objects.create(meeting=one, person=PersonFactory(), role="learner", seat=1)

    def place_in_meeting() -> None:
        Booking.objects.create(meeting=two, person=person, role="learner")

    def form() -> None:
        Booking.objects.create(meeting=meeting(), person=PersonFactory(), role="learner", idempotency_key=key)

    assert {
        make.__name__: broken_rule(twice(make)) for make in (taken, hold, pair, seat, place_in_meeting, form)
    } == {
        "taken": Rule.ONE_MEETING_AT_A_TIME,
        "hold": Rule.ONE_OPEN_HOLD,
        "pair": Rule.ONE_PAIRING,
        "seat": Rule.ONE_SEAT,
        "place_in_meeting": Rule.ONE_SEAT,
        "form": Rule.SAME_FORM_AGAIN,
    }


@pytest.mark.django_db
def test_fault_that_is_no_race_is_not_taken_for_one() -> None:
    person = PersonFactory()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Pairing.objects.create(learner=person, mentor=person)
    with pytest.raises(IntegrityError):
        broken_rule(refused.value)


class Flaky:
    """Fails as often as told, then gives 1."""

    def __init__(self, error: Exception, times: int) -> None:
        self.error, self.times, self.tries = error, times, 0

    def __call__(self) -> int:
        self.tries += 1
        if self.tries <= self.times:
            raise self.error
        return 1


class Deadlock(Exception):
    """As psycopg gives it."""

    sqlstate = "40P01"


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "error",
    [
        deadlock(),
        OperationalError("database is locked"),
        IntegrityError('duplicate key value violates unique constraint "two_people_are_paired_once"'),
    ],
)
def test_what_passes_is_tried_once_more_and_not_twice(error: Exception) -> None:
    passes = Flaky(error, times=1)
    assert (once_more(passes), passes.tries) == (1, 2)
    stays = Flaky(error, times=2)
    with pytest.raises(type(error)):
        once_more(stays)
    assert stays.tries == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "error",
    [
        OperationalError("no such table: x"),
        IntegrityError("UNIQUE constraint failed: mentors_occupiedquarter.person_id"),
    ],
)
def test_what_does_not_pass_is_not_tried_again(error: Exception) -> None:
    fails = Flaky(error, times=1)
    with pytest.raises(type(error)):
        once_more(fails)
    assert fails.tries == 1


@pytest.mark.django_db(transaction=True)
def test_inside_a_larger_transaction_there_is_one_try() -> None:
    fails = Flaky(deadlock(), times=1)
    with pytest.raises(OperationalError), transaction.atomic():
        once_more(fails)
    assert fails.tries == 1
