"""kill -9 in the middle of booking: what was acknowledged is there, and what is there is whole."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import time
import uuid
from typing import Any

import pytest
from django.db import connection

from mentors.booking.choosing import choose
from mentors.hours.free_times import free_times
from mentors.meetings.models import Booking, Meeting, OccupiedRoom
from mentors.places.models import Room
from tests.factories import CoordinatorFactory, MentorCardFactory, PlaceFactory, WeeklyHoursFactory
from tests.mentors.scenes import learner_with_card
from tests.races.children import PROJECT, environment
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

BOOKERS = 4
ROUNDS = max(1, int(os.environ.get("MEDLOTS_ROUNDS", "50")) // 50)
#: So many have been acknowledged when everybody is killed at once.
BOOKED_BEFORE = 3


@pytest.fixture
def pairs(db: None) -> list[tuple[User, User]]:
    """Each booker's mentor and learner, all at one place with rooms enough."""
    place = PlaceFactory()
    Room.objects.bulk_create(Room(place=place, name=f"Rum {number}", seats=2) for number in range(BOOKERS))
    found = []
    for _ in range(BOOKERS):
        card = MentorCardFactory()
        for weekday in range(7):
            WeeklyHoursFactory(
                card=card,
                weekday=weekday,
                starts=datetime.time(8),
                ends=datetime.time(20),
                place=place,
                book_directly=True,
            )
        found.append((card.mentor, learner_with_card()))
    return found


def kill_in_the_middle(pairs: list[tuple[User, User]], *, too_early: bool) -> list[uuid.UUID]:
    """Let them book, kill all at once, and return the keys that were acknowledged."""
    coordinator = CoordinatorFactory()
    bookers = []
    for mentor, learner in pairs:
        order: dict[str, Any] = {
            "learner": learner.pk,
            "mentor": mentor.pk,
            "by": coordinator.pk,
            "too_early": too_early,
            # Every third, so that none is in the way of the next.
            "times": [(one.start_quarter, one.place_id) for one in free_times([mentor.pk])[mentor.pk][::3]],
        }
        bookers.append((_begin(), order))
    for process, order in bookers:
        assert process.stdin is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
    first = bookers[0][0].stdout
    assert first is not None
    said = [first.readline() for _ in range(1 + BOOKED_BEFORE)]
    time.sleep(0.01)
    for process, _order in bookers:
        process.kill()
    acknowledged = said[1:]
    for process, _order in bookers:
        assert process.stdout is not None
        assert process.stdin is not None
        acknowledged += process.stdout.read().splitlines()
        process.stdin.close()
        process.stdout.close()
        process.wait()
    assert "done" not in acknowledged
    return [uuid.UUID(line.strip()) for line in acknowledged if line.strip() != "ready"]


def _begin() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.races.dying_booker"],
        env=environment(),
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def lost_of(acknowledged: list[uuid.UUID]) -> set[uuid.UUID]:
    there = set(Booking.objects.exclude(idempotency_key=None).values_list("idempotency_key", flat=True))
    return set(acknowledged) - there


def test_what_was_acknowledged_is_there_and_whole(pairs: list[tuple[User, User]]) -> None:
    for _round in range(ROUNDS):
        acknowledged = kill_in_the_middle(pairs, too_early=False)
        assert len(acknowledged) >= BOOKED_BEFORE
        assert lost_of(acknowledged) == set()
        for meeting in Meeting.objects.all():
            # Two people, their quarters with the mentor's pause, a room, and a history: all or nothing.
            assert (meeting.bookings.count(), meeting.occupied_quarters.count()) == (2, 4 + 4 + 1)
            assert OccupiedRoom.objects.filter(meeting=meeting, room=meeting.room).count() == 4
            assert meeting.events.count() == 1
        # Nobody holds anything: the next one books at once.
        mentor, learner = pairs[0]
        time_left = free_times([mentor.pk])[mentor.pk][-1]
        by = CoordinatorFactory()
        assert choose(
            learner, mentor, time_left.start_quarter, time_left.place_id, key=uuid.uuid4(), by=by
        ).pk
        Meeting.objects.all().delete()


def test_negative_control_who_says_yes_too_early_loses_some(pairs: list[tuple[User, User]]) -> None:
    lost = sum(len(lost_of(kill_in_the_middle(pairs, too_early=True))) for _round in range(2))
    assert lost > 0, connection.vendor
