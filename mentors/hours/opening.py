"""When places are open and which of their rooms are free, read once for all that are asked about."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import FilteredRelation, Max, Min, Q, Value

from mentors.hours.clock import ORDINARY_DAY, wall_span
from mentors.hours.days import NO_PLACE, Stretch, Weekly
from mentors.places.models import PlaceDays, PlaceHours, Room

#: In the place of a weekday: the row is about certain days.
_CERTAIN_DAYS = 7

#: From one quarter of the wall clock to another, half-open.
Span = tuple[int, int]


@dataclass(frozen=True)
class Opening:
    """When one place is open. `weekly`: what comes back; `days`: (first, last, span or None for closed)."""

    weekly: Collection[Weekly] = ()
    days: Collection[tuple[datetime.date, datetime.date, Span | None]] = ()

    def on(self, day: datetime.date, is_closed: Callable[[datetime.date], bool]) -> list[Span] | None:
        """The hours of `day`; None where the place has said nothing, so that it is open whenever people are.

        What is said of certain days holds before the week, and before the municipality's closed days. A place that has
        hours for a part of the year is closed in the rest of it.
        """
        certain = [span for first, last, span in self.days if first <= day <= last]
        if certain:
            return [] if None in certain else sorted(span for span in certain if span)
        if not self.weekly:
            return None
        if is_closed(day):
            return []
        holding = (rule.stretch for rule in self.weekly if rule.is_on(day))
        return sorted((stretch.opens, stretch.closes) for stretch in holding)


@dataclass(frozen=True)
class Rooms:
    """The rooms of one place that are in use: how many seats each has, and the quarters in which it is taken."""

    seats: dict[int, int] = field(default_factory=dict)
    taken: dict[int, set[int]] = field(default_factory=dict)

    @cached_property
    def most_seats(self) -> int:
        """How many seats the largest has."""
        return max(self.seats.values(), default=0)

    def seats_all_day(self, start: int, end: int) -> int:
        """How many seats the largest room has that is free from `start` to `end`, a day or more. May say too few."""
        days = range(start // ORDINARY_DAY, (end - 1) // ORDINARY_DAY + 1)
        return self._most_seats_free(self._days_taken, days)

    def seats_for(self, start: int, end: int) -> int:
        """How many seats the largest room has that is free from `start` to `end`; 0 where none is."""
        return self._most_seats_free(self.taken, range(start, end))

    def _most_seats_free(self, taken: dict[int, set[int]], span: range) -> int:
        return max(
            (seats for room, seats in self.seats.items() if taken.get(room, _NONE).isdisjoint(span)),
            default=0,
        )

    @cached_property
    def _days_taken(self) -> dict[int, set[int]]:
        """By room, the days of 96 quarters (they begin at midnight in UTC) in which it is taken at all."""
        return {room: {quarter // ORDINARY_DAY for quarter in taken} for room, taken in self.taken.items()}


_NONE: frozenset[int] = frozenset()


def weekly_of(
    weekday: int,
    span: Span,
    every: int = 1,
    first_day: datetime.date | None = None,
    last_day: datetime.date | None = None,
) -> Weekly:
    """Opening hours that come back, by the rules of the hours of mentors."""
    return Weekly(weekday, Stretch(*span, NO_PLACE), every, first_day, last_day)


def openings(place_ids: Iterable[int], first: datetime.date, last: datetime.date) -> dict[int, Opening]:
    """By place, what is said about when it is open from `first` to `last`. One query."""
    whose = Q(place__in=set(place_ids))
    columns = ("place_id", "first_day", "last_day", "starts", "ends", "weekday", "every")
    every_week = PlaceHours.objects.filter(whose)
    certain = PlaceDays.objects.filter(whose, first_day__lte=last, last_day__gte=first).annotate(
        weekday=Value(_CERTAIN_DAYS), every=Value(1)
    )
    weekly: defaultdict[int, list[Weekly]] = defaultdict(list)
    days: defaultdict[int, list[tuple[datetime.date, datetime.date, Span | None]]] = defaultdict(list)
    rows = (
        certain.order_by().values_list(*columns).union(every_week.order_by().values_list(*columns), all=True)
    )
    for place_id, first_day, last_day, starts, ends, weekday, every in rows:
        span = wall_span(starts, ends) if starts and ends else None
        if weekday == _CERTAIN_DAYS:
            days[place_id].append((first_day, last_day, span))
        elif span:
            weekly[place_id].append(weekly_of(weekday, span, every, first_day, last_day))
    return {place_id: Opening(weekly[place_id], days[place_id]) for place_id in {*weekly, *days}}


def rooms_of(
    place_ids: Iterable[int], first_quarter: int, last_quarter: int, but_for: uuid.UUID | None = None
) -> dict[int, Rooms]:
    """By place, rooms and when they are taken between two quarters. Places without rooms are left out. One query.

    `but_for`: a meeting whose room does not count, because it is to be moved.
    """
    rows = (
        Room.objects.filter(place__in=set(place_ids), is_in_use=True)
        .annotate(
            taking=FilteredRelation(
                "occupied",
                condition=Q(occupied__quarter__gte=first_quarter, occupied__quarter__lt=last_quarter),
            )
        )
        .order_by()
        .values("place_id", "pk", "seats", "taking__meeting_id")
        .annotate(first=Min("taking__quarter"), last=Max("taking__quarter"))
        .values_list("place_id", "pk", "seats", "taking__meeting_id", "first", "last")
    )
    found: dict[int, Rooms] = {}
    for place_id, room_id, seats, meeting_id, first, last in rows:
        rooms = found.setdefault(place_id, Rooms())
        rooms.seats[room_id] = seats
        if first is not None and (but_for is None or meeting_id != but_for):
            rooms.taken.setdefault(room_id, set()).update(range(first, last + 1))
    return found
