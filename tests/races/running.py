"""Real processes that are given orders for one moment, and what they said.

Eight at once, `ROUNDS` times. `make soak` makes a thousand rounds of that (`MEDLOTS_ROUNDS=1000`), and one round with a
hundred at once: then each process has twelve or thirteen threads, each with a connection of its own.
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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from mentors.cards.models import AnswerWay
from mentors.hours.free_times import FreeTime, free_times
from mentors.loans.models import Loan
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
from tests.services import DIES_WITH_US
from users.models import User

#: Processes, and how many race at once in `make test`.
RACERS = 8
#: How many race at once in one round of `make soak`.
CROWD = 100
ROUNDS = int(os.environ.get("MEDLOTS_ROUNDS", "50"))
#: Of what no booking hangs on: full weeks, one form pressed again, rounds of matching, codes, numbers in a queue.
FEWER_ROUNDS = max(10, ROUNDS // 5)
#: Until all have read their order; they then start within a millisecond of each other. A crowd connects first.
HEAD_START_SECONDS, CROWD_HEAD_START_SECONDS = 0.03, 1.5


class Processes:
    """They start once, and read orders."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [*DIES_WITH_US, sys.executable, "-m", "tests.races.racer", str(RACERS)],
            env=environment(),
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._hear() == ["ready"] * RACERS

    def race(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Have all orders carried out in the same moment, and hear what came of each, in their order."""
        at = time.time() + (HEAD_START_SECONDS if len(orders) <= RACERS else CROWD_HEAD_START_SECONDS)
        whole = [{"at": at, "key": str(uuid.uuid4()), **order} for order in orders]
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps([whole[nth::RACERS] for nth in range(RACERS)]) + "\n")
        self._program.stdin.flush()
        said: list[dict[str, Any]] = [{} for _ in orders]
        for nth, of_one in enumerate(self._hear()):
            said[nth::RACERS] = of_one
        return said

    def go_home(self) -> None:
        """End those that we started."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        try:
            self._program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
        self._program.stdout.close()

    def _hear(self) -> list[Any]:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the racers died"
        said: list[Any] = json.loads(line)
        return said


@dataclass(frozen=True)
class Racers:
    """So many at once, and how often."""

    processes: Processes
    number: int = RACERS
    rounds: int = ROUNDS

    def race(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Give each racer one order for the same moment, and hear what came of it."""
        assert len(orders) == self.number
        return self.processes.race(orders)


def start_anew() -> None:
    """What a round left behind goes, people and cards stay."""
    Loan.objects.all().delete()
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


def learners_who_may_choose(*mentors: User, number: int = RACERS) -> list[User]:
    cards = [NeedsCardFactory(answer_way=AnswerWay.HERE) for _ in range(number)]
    for card in cards:
        for rank, mentor in enumerate(mentors, start=1):
            SuggestionFactory(card=card, mentor=mentor, rank=rank)
    return [card.learner for card in cards]


def times_from_the_day_after_tomorrow(mentor: User) -> list[FreeTime]:
    soonest = timezone.now() + datetime.timedelta(days=2)
    return [time for time in free_times([mentor.pk])[mentor.pk] if time.starts_at > soonest]


@contextmanager
def without(model: type[Model], name: str) -> Iterator[None]:
    """The table as it would be if nobody had thought of races: the negative control of a constraint."""
    rules = model._meta.constraints
    (rule,) = (one for one in rules if one.name == name)
    # SQLite makes the table anew from the model, so the model must forget the rule as well.
    model._meta.constraints = [one for one in rules if one is not rule]
    try:
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, rule)
        yield
    finally:
        start_anew()
        model._meta.constraints = rules
        with connection.schema_editor() as editor:
            editor.add_constraint(model, rule)


def reasons(said: list[dict[str, Any]]) -> set[str]:
    """What those who did not get it were told, by the names of the problems: a wrong one is as bad as an error."""
    return {one["why"] for one in said if one["outcome"] == "taken"}


def doubles() -> int:
    """Quarters of an hour that somebody is taken in more than once."""
    taken = Counter(OccupiedQuarter.objects.values_list("person_id", "quarter"))
    return sum(times - 1 for times in taken.values())
