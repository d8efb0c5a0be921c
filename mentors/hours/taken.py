"""When people are taken: by which meeting, where, and the pauses around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Max, Min

from mentors.meetings.models import OccupiedQuarter


@dataclass(slots=True)
class Taken:
    """One person's time: every quarter that is taken, and (start, end, place) of each meeting itself."""

    quarters: set[int] = field(default_factory=set)
    meetings: list[tuple[int, int, int]] = field(default_factory=list)
    led: list[int] = field(default_factory=list)

    def meetings_on(self, first: int, after: int) -> int:
        """How many meetings that the person leads start between two quarters."""
        return sum(first <= start < after for start in self.led)

    def away_from(self, place_id: int, travel: int) -> set[int]:
        """Quarters in which the person cannot be at a place: elsewhere, or on the way between the two."""
        away: set[int] = set()
        if travel:
            for start, end, where in self.meetings:
                if where != place_id:
                    away.update(range(start - travel, end + travel))
        return away


def taken_times(person_ids: Iterable[int], first_quarter: int, last_quarter: int) -> defaultdict[int, Taken]:
    """By person, what is taken between two quarters. One query, with a row for each meeting of each person.

    What a meeting occupies of a person lies together, from the first quarter to the last.
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
    for person_id, first, last, start, end, place, leader in rows:
        one = taken[person_id]
        one.quarters.update(range(first, last + 1))
        one.meetings.append((start, end, place))
        if leader == person_id:
            one.led.append(start)
    return taken
