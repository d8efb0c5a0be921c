"""The same careless code with and without its constraint: with it nothing is given twice, without it things are.

Look whether it is free, then write, as if nobody came between. If nothing were given twice without the constraint, the
races of seats, waiting lists, rooms and devices would prove little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from mentors.booking.opening import open_meeting
from mentors.loans.models import DeviceKind, Loan
from mentors.meetings.models import Booking, OccupiedRoom, SeatWait
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Room
from tests.factories import CoordinatorFactory, DeviceFactory, PersonFactory, PlaceFactory
from tests.races.running import RACERS, Racers, start_anew, without

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 3
Orders = Callable[[], list[dict[str, Any]]]


def wanting_a_seat() -> Orders:
    people, place = [PersonFactory() for _ in range(RACERS)], PlaceFactory()
    mentor, coordinator = PersonFactory(), CoordinatorFactory()
    start = quarter_of(timezone.now()) + 3 * 96

    def orders() -> list[dict[str, Any]]:
        group = open_meeting(mentor, place, start, start + 8, by=coordinator, seats=RACERS)
        return [
            {"how": "take_seat_carelessly", "learner": one.pk, "meeting": str(group.pk)} for one in people
        ]

    return orders


def wanting_an_offer() -> Orders:
    people, place = [PersonFactory() for _ in range(RACERS)], PlaceFactory()
    mentor, coordinator = PersonFactory(), CoordinatorFactory()
    start = quarter_of(timezone.now()) + 3 * 96

    def orders() -> list[dict[str, Any]]:
        group = open_meeting(mentor, place, start, start + 8, by=coordinator, seats=RACERS)
        waits = [SeatWait.objects.create(meeting=group, person=one) for one in people]
        return [{"how": "offer_carelessly", "wait": wait.pk} for wait in waits]

    return orders


def wanting_a_room() -> Orders:
    place = PlaceFactory()
    for number in range(RACERS):
        Room.objects.create(place=place, name=f"Rum {number}", seats=2)
    start, mentors = quarter_of(timezone.now()) + 3 * 96, [PersonFactory() for _ in range(RACERS)]
    return lambda: [
        {"how": "take_room_carelessly", "mentor": one.pk, "place": place.pk, "start": start}
        for one in mentors
    ]


def wanting_a_device() -> Orders:
    people = [PersonFactory() for _ in range(RACERS)]
    for _ in range(RACERS):
        DeviceFactory()
    kind = DeviceKind.SMARTPHONE.value
    return lambda: [{"how": "borrow_carelessly", "learner": one.pk, "kind": kind} for one in people]


@pytest.mark.parametrize(
    ("wanting", "model", "rule", "what"),
    [
        (wanting_a_seat, Booking, "one_person_on_a_seat", "seat"),
        (wanting_an_offer, SeatWait, "a_free_seat_is_offered_once", "offered_seat"),
        (wanting_a_room, OccupiedRoom, "one_meeting_in_a_room_at_a_time", "room"),
        (wanting_a_device, Loan, "one_open_loan_of_a_device", "device"),
    ],
    ids=["seats", "offers", "rooms", "devices"],
)
def test_negative_control(
    eight: Racers, wanting: Callable[[], Orders], model: type[Model], rule: str, what: str
) -> None:
    orders = wanting()

    def given_twice(*, may_fail: bool) -> tuple[int, int]:
        said = eight.race(orders())
        refused = sum("IntegrityError" in one.get("error", "") for one in said)
        assert may_fail or not refused, [one.get("error") for one in said]
        given = Counter(model._default_manager.exclude(**{what: None}).values_list(what, flat=True))
        start_anew()
        return sum(number - 1 for number in given.values()), refused

    with_it = [given_twice(may_fail=True) for _ in range(TIMES)]
    assert sum(double for double, _refused in with_it) == 0
    assert sum(refused for _double, refused in with_it) > 0
    with without(model, rule):
        without_it = [given_twice(may_fail=False) for _ in range(TIMES)]
    assert sum(double for double, _refused in without_it) > 0
