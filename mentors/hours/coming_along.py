"""Who from the desk can come along to a first meeting: the third of the three whose time it takes."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from mentors.hours.clock import clock_day, wall_quarter
from mentors.hours.days import date_of
from mentors.hours.models import DeskHours
from mentors.meetings.models import OccupiedQuarter
from mentors.meetings.quarters import quarter_of
from users.models import User


class ComingAlong:
    """The hours of those at the desk, less what they are in, read when it is first asked for: two queries.

    `but_for`: a meeting that is to be moved, as if it were not there.
    """

    def __init__(
        self,
        now: datetime.datetime,
        is_closed: Callable[[datetime.date], bool],
        but_for: uuid.UUID | None = None,
    ) -> None:
        self._now, self._is_closed, self._but_for = now, is_closed, but_for
        self._known: dict[tuple[int, int], list[int]] = {}

    def who(self, start: int, end: int) -> list[int]:
        """Those who can come along from quarter `start` to `end`, who has the fewest meetings to come first."""
        if (start, end) not in self._known:
            self._known[start, end] = self._find(start, end)
        return self._known[start, end]

    def _find(self, start: int, end: int) -> list[int]:
        day = date_of(start)
        if self._is_closed(day):
            return []
        clock, span = clock_day(day), range(start, end)
        able = {
            person
            for person, opens, closes in self._hours[day.weekday()]
            if start in clock.starts(opens, closes, end - start, 1) and self._taken[person].isdisjoint(span)
        }
        return sorted(able, key=lambda person: (len(self._taken[person]), person))

    @cached_property
    def _hours(self) -> defaultdict[int, list[tuple[int, int, int]]]:
        """By weekday: (person, opens, closes). Only of those who still work here."""
        found: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        rows = DeskHours.objects.filter(person__is_active=True, person__is_staff=True)
        for person, weekday, starts, ends in rows.values_list("person", "weekday", "starts", "ends"):
            found[weekday].append((person, wall_quarter(starts), wall_quarter(ends)))
        return found

    @cached_property
    def _taken(self) -> defaultdict[int, set[int]]:
        people = {person for some in self._hours.values() for person, _opens, _closes in some}
        taken: defaultdict[int, set[int]] = defaultdict(set)
        rows = OccupiedQuarter.objects.filter(person__in=people, quarter__gte=quarter_of(self._now))
        if self._but_for is not None:
            rows = rows.exclude(meeting=self._but_for)
        for person, quarter in rows.values_list("person", "quarter"):
            taken[person].add(quarter)
        return taken


def hours_in_order(person: User) -> list[DeskHours]:
    """What somebody has said, in the order of the week."""
    return list(DeskHours.objects.filter(person=person).order_by("weekday", "starts"))


def lock_hours() -> None:
    """Whoever takes somebody along waits for the one who does so at the same moment. After the mentors' cards."""
    list(DeskHours.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
