"""When people are taken: by which meeting, where, and the pauses around it."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Max, Min

from mentors.meetings.models import OccupiedQuarter


@dataclass(slots=True)
class Taken:
    """One person's time: every quarter that is taken, and (start, end, place) of each meeting itself.

    `led`: when the meetings begin that the person leads. `days` and `led_on` are there after `lay_out`.
    """

    quarters: set[int] = field(default_factory=set)
    meetings: list[tuple[int, int, int | None]] = field(default_factory=list)
    led: list[int] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    led_on: Counter[int] = field(default_factory=Counter)
    _away: dict[int, set[int]] = field(default_factory=dict)

    def lay_out(self, midnights: list[int], before: int, after: int) -> None:
        """Say on which days (each by the quarter it begins with) something is near, and how much is led on each.

        Near is what begins so many quarters after a day, or ends so many before it.
        """

        def nth(quarter: int) -> int:
            return max(0, bisect_right(midnights, quarter) - 1)

        for start, end, _place in self.meetings:
            self.days.update(midnights[nth(start - after) : nth(end + before) + 1])
        self.led_on.update(midnights[nth(start)] for start in self.led if start >= midnights[0])

    def away_from(self, place_id: int, travel: int) -> set[int]:
        """Quarters in which the person cannot be at a place: elsewhere, or on the way between the two."""
        if place_id not in self._away:
            away: set[int] = set()
            if travel:
                for start, end, where in self.meetings:
                    if where is not None and where != place_id:
                        away.update(range(start - travel, end + travel))
            self._away[place_id] = away
        return self._away[place_id]


def taken_times(
    person_ids: Iterable[int], first_quarter: int, last_quarter: int, but_for: uuid.UUID | None = None
) -> defaultdict[int, Taken]:
    """By person, what is taken between two quarters. One query, with a row for each meeting of each person.

    What a meeting occupies of a person lies together, from the first quarter to the last. `but_for`: a meeting that
    does not count, because it is to be moved.
    """
    taken: defaultdict[int, Taken] = defaultdict(Taken)
    rows = (
        OccupiedQuarter.objects.filter(
            person_id__in=list(person_ids), quarter__gte=first_quarter, quarter__lt=last_quarter
        )
        .values("person_id", "meeting_id")
        .annotate(
            first=Min("quarter"),
            last=Max("quarter"),
            start=F("meeting__start_quarter"),
            end=F("meeting__end_quarter"),
            place=F("meeting__place_id"),
            leader=F("meeting__mentor_id"),
        )
        .values_list("person_id", "first", "last", "start", "end", "place", "leader")
    )
    if but_for is not None:
        rows = rows.exclude(meeting=but_for)
    for person_id, first, last, start, end, place, leader in rows:
        one = taken[person_id]
        one.quarters.update(range(first, last + 1))
        one.meetings.append((start, end, place))
        if leader == person_id:
            one.led.append(start)
    return taken
