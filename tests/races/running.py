"""Real processes that are given orders for one moment, and what they said.

`MEDLOTS_ROUNDS=1000` makes a soak of every race.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from typing import Any

from django.utils import timezone

from mentors.cards.models import AnswerWay
from mentors.hours.free_times import FreeTime, free_times
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, OccupiedQuarter
from tests.factories import (
    MentorCardFactory,
    NeedsCardFactory,
    PlaceFactory,
    SuggestionFactory,
    WeeklyHoursFactory,
)
from tests.races.children import PROJECT, environment
from users.models import User

RACERS = 8
ROUNDS = int(os.environ.get("MEDLOTS_ROUNDS", "50"))
FEWER_ROUNDS = max(10, ROUNDS // 5)
#: Until all have read their order; they then start within a millisecond of each other.
HEAD_START_SECONDS = 0.03


class Racers:
    """The processes, each with its order book."""

    def __init__(self) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.races.racer"],
                env=environment(),
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(RACERS)
        ]
        for process in self._processes:
            assert self._hear(process) == {"outcome": "ready"}

    def race(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Give each process one order for the same moment, and hear what came of it."""
        at = time.time() + HEAD_START_SECONDS
        for process, order in zip(self._processes, orders, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps({"at": at, "key": str(uuid.uuid4()), **order}) + "\n")
            process.stdin.flush()
        return [self._hear(process) for process in self._processes]

    def go_home(self) -> None:
        """End those that we started."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.close()
        for process in self._processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            assert process.stdout is not None
            process.stdout.close()

    @staticmethod
    def _hear(process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "a racer died"
        said: dict[str, Any] = json.loads(line)
        return said


def start_anew() -> None:
    """What a round left behind goes, people and cards stay."""
    Meeting.objects.all().delete()
    Pairing.objects.all().delete()


def mentor_at_all_hours(**hours: Any) -> User:
    card = MentorCardFactory(capacity=RACERS)
    place = PlaceFactory()
    for weekday in range(7):
        WeeklyHoursFactory(
            card=card, weekday=weekday, starts=datetime.time(8), ends=datetime.time(20), place=place, **hours
        )
    return card.mentor


def learners_who_may_choose(*mentors: User) -> list[User]:
    cards = [NeedsCardFactory(answer_way=AnswerWay.HERE) for _ in range(RACERS)]
    for card in cards:
        for rank, mentor in enumerate(mentors, start=1):
            SuggestionFactory(card=card, mentor=mentor, rank=rank)
    return [card.learner for card in cards]


def times_from_the_day_after_tomorrow(mentor: User) -> list[FreeTime]:
    soonest = timezone.now() + datetime.timedelta(days=2)
    return [time for time in free_times([mentor.pk])[mentor.pk] if time.starts_at > soonest]


def doubles() -> int:
    """Quarters of an hour that somebody is taken in more than once."""
    taken = Counter(OccupiedQuarter.objects.values_list("person_id", "quarter"))
    return sum(times - 1 for times in taken.values())
