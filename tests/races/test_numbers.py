"""Numbers of a drop-in, wanted by several in the same moment: each given once, and one is called at a time."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from django.utils import timezone

from mentors.booking.opening import open_meeting
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from mentors.queues.models import Ticket
from mentors.queues.tickets import take
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.races.running import FEWER_ROUNDS, RACERS, Racers, start_anew

pytestmark = pytest.mark.django_db(transaction=True)


def drop_in() -> Meeting:
    """One that begins within a quarter of an hour: numbers are given."""
    start = quarter_of(timezone.now()) + 1
    return open_meeting(
        PersonFactory(), PlaceFactory(), start, start + 8, by=CoordinatorFactory(), format="drop_in"
    )


def test_each_number_is_given_once_and_one_is_called_however_many_press(eight: Racers) -> None:
    for number in range(FEWER_ROUNDS // 2):
        queue = drop_in()
        said = eight.race([{"how": "take_number", "meeting": str(queue.pk)}] * RACERS)
        assert [one["outcome"] for one in said] == ["won"] * RACERS, [one.get("error") for one in said]
        assert sorted(int(one["meeting"]) for one in said) == list(range(1, RACERS + 1)), number
        said = eight.race(
            [{"how": "call_next", "meeting": str(queue.pk), "by": queue.mentor_id, "seen": 0}] * RACERS
        )
        assert Counter(one["meeting"] for one in said) == {"1": RACERS}, [one.get("error") for one in said]
        assert Ticket.objects.filter(state="called").count() == 1
        start_anew()


def test_negative_control_without_the_lock_only_the_constraint_keeps_numbers_apart(eight: Racers) -> None:
    stopped = 0
    for _number in range(3):
        queue = drop_in()
        take(queue, key=uuid.uuid4())
        said = eight.race([{"how": "take_number_carelessly", "meeting": str(queue.pk)}] * RACERS)
        numbers = list(Ticket.objects.values_list("number", flat=True))
        assert len(numbers) == len(set(numbers))
        stopped += sum("IntegrityError" in one.get("error", "") for one in said)
        start_anew()
    assert stopped > 0
