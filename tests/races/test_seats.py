"""Seats in a group, wanted by several in the same moment: sat on once, and offered once to whoever waits."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter

import pytest
from django.utils import timezone

from mentors.booking.opening import open_meeting
from mentors.booking.seats import take_seat
from mentors.booking.waiting_list import join
from mentors.meetings.models import Booking
from mentors.meetings.quarters import quarter_of
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.races.running import Racers, reasons, start_anew

pytestmark = pytest.mark.django_db(transaction=True)


def test_last_seat_is_taken_once(racers: Racers) -> None:
    learners = [PersonFactory() for _ in range(racers.number)]
    coordinator, mentor, place = CoordinatorFactory(), PersonFactory(), PlaceFactory()
    start = quarter_of(timezone.now() + datetime.timedelta(days=3))
    for number in range(racers.rounds):
        group = open_meeting(mentor, place, start, start + 8, by=coordinator, seats=3)
        said = racers.race(
            [{"how": "take_seat", "learner": one.pk, "meeting": str(group.pk)} for one in learners]
        )
        outcomes = Counter(one["outcome"] for one in said)
        assert outcomes == {"won": 3, "taken": racers.number - 3}, (
            number,
            [one.get("error") for one in said],
        )
        assert reasons(said) == {"TimeTaken"}
        assert set(Booking.objects.exclude(seat=None).values_list("seat", flat=True)) == {1, 2, 3}
        start_anew()


def test_seats_given_back_go_to_the_first_two_who_wait(racers: Racers) -> None:
    """Two give their seats back while others want one and two workers pass on; then the two who are first say yes."""
    people = [PersonFactory() for _ in range(racers.number)]
    sitting, waiting, others = people[:2], people[2:5], people[4:]
    coordinator, mentor, place = CoordinatorFactory(), PersonFactory(), PlaceFactory()
    start = quarter_of(timezone.now() + datetime.timedelta(days=3))
    for number in range(racers.rounds):
        group = open_meeting(mentor, place, start, start + 8, by=coordinator, seats=2)
        seats = [take_seat(group, one, key=uuid.uuid4(), by=one) for one in sitting]
        waits = [join(group, one, by=one) for one in waiting]
        wanting = [{"how": "take_seat", "learner": one.pk, "meeting": str(group.pk)} for one in others]
        said = racers.race(
            [{"how": "give_back", "seat": seat.pk} for seat in seats] + wanting + [{"how": "pass_on"}] * 2
        )
        outcomes = [one["outcome"] for one in said]
        assert outcomes == ["won"] * 2 + ["taken"] * len(others) + ["won"] * 2, [
            one.get("error") for one in said
        ]
        assert reasons(said) == {"TimeTaken"}
        offers = dict(group.waits.filter(state="offered").values_list("pk", "offered_seat"))
        assert (set(offers), set(offers.values())) == ({waits[0].pk, waits[1].pk}, {1, 2}), number
        said = racers.race(
            [{"how": "take_offer", "wait": wait.pk} for wait in waits[:2]] * 2
            + wanting[1:-1]
            + [{"how": "pass_on"}] * 2
        )
        outcomes = [one["outcome"] for one in said]
        assert outcomes == ["won"] * 4 + ["taken"] * (len(others) - 2) + ["won"] * 2, [
            one.get("error") for one in said
        ]
        sat = group.bookings.exclude(seat=None).order_by("seat").values_list("seat", "person")
        assert dict(sat) == {offers[wait.pk]: wait.person_id for wait in waits[:2]}
        assert [wait.state for wait in group.waits.all()] == ["taken", "taken", "waiting"]
        start_anew()
