"""When places are open and which of their rooms are free, read once for all that are asked about."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, FilteredRelation, Max, Min, Q, Value
from django.db.models.functions import Cast

from mentors.hours.clock import ORDINARY_DAY, wall_quarter
from mentors.places.models import PlaceDays, PlaceHours, Room

#: In the place of a weekday: the row is about certain days.
_CERTAIN_DAYS = 7
#: In the place of the days of what holds every week.
_NO_DAY = datetime.date(1970, 1, 1)

#: From one quarter of the wall clock to another, half-open.
Span = tuple[int, int]


@dataclass(frozen=True)
class Opening:
    """When one place is open. `weekly`: (weekday, opens, closes); `days`: (first, last, span or None for closed)."""

    weekly: Collection[tuple[int, int, int]] = ()
    days: Collection[tuple[datetime.date, datetime.date, Span | None]] = ()

    def on(self, day: datetime.date, is_closed: Callable[[datetime.date], bool]) -> list[Span] | None:
        """The hours of `day`; None where the place has said nothing, so that it is open whenever people are.

        What is said of certain days holds before the week, and before the municipality's closed days.
        """
        certain = [span for first, last, span in self.days if first <= day <= last]
        if certain:
            return [] if None in certain else sorted(span for span in certain if span)
        if not self.weekly:
            return None
        if is_closed(day):
            return []
        return sorted((opens, closes) for weekday, opens, closes in self.weekly if weekday == day.weekday())


@dataclass(frozen=True)
class Rooms:
    """The rooms of one place that are in use: how many seats each has, and the quarters in which it is taken."""

    seats: dict[int, int] = field(default_factory=dict)
    taken: dict[int, set[int]] = field(default_factory=dict)

    def has_one_all_day(self, people: int, start: int, end: int) -> bool:
        """Whether a room with so many seats is free from `start` to `end`, a day or more. False is not certain."""
        days = range(start // ORDINARY_DAY, (end - 1) // ORDINARY_DAY + 1)
        return any(
            seats >= people and self._days_taken.get(room, _NONE).isdisjoint(days)
            for room, seats in self.seats.items()
        )

    @cached_property
    def _days_taken(self) -> dict[int, set[int]]:
        """By room, the days of 96 quarters (they begin at midnight in UTC) in which it is taken at all."""
        return {room: {quarter // ORDINARY_DAY for quarter in taken} for room, taken in self.taken.items()}

    def has_one_for(self, people: int, start: int, end: int) -> bool:
        """Whether a room with so many seats is free from `start` to `end`."""
        span = range(start, end)
        return any(
            seats >= people and self.taken.get(room, _NONE).isdisjoint(span)
            for room, seats in self.seats.items()
        )


_NONE: frozenset[int] = frozenset()


def openings(place_ids: Iterable[int], first: datetime.date, last: datetime.date) -> dict[int, Opening]:
    """By place, what is said about when it is open from `first` to `last`. One query."""
    whose = Q(place__in=set(place_ids))
    columns = ("place_id", "day_of_week", "from_day", "to_day", "starts", "ends")
    every_week = PlaceHours.objects.filter(whose).annotate(
        day_of_week=F("weekday"), from_day=_date(_NO_DAY), to_day=_date(_NO_DAY)
    )
    certain = PlaceDays.objects.filter(whose, first_day__lte=last, last_day__gte=first).annotate(
        day_of_week=Value(_CERTAIN_DAYS), from_day=F("first_day"), to_day=F("last_day")
    )
    weekly: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    days: defaultdict[int, list[tuple[datetime.date, datetime.date, Span | None]]] = defaultdict(list)
    rows = (
        certain.order_by().values_list(*columns).union(every_week.order_by().values_list(*columns), all=True)
    )
    for place_id, weekday, from_day, to_day, starts, ends in rows:
        span = (wall_quarter(starts), wall_quarter(ends)) if starts and ends else None
        if weekday == _CERTAIN_DAYS:
            days[place_id].append((from_day, to_day, span))
        elif span:
            weekly[place_id].append((weekday, *span))
    return {place_id: Opening(weekly[place_id], days[place_id]) for place_id in {*weekly, *days}}


def rooms_of(place_ids: Iterable[int], first_quarter: int, last_quarter: int) -> dict[int, Rooms]:
    """By place, rooms and when they are taken between two quarters. Places without rooms are left out. One query."""
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
        .values_list("place_id", "pk", "seats", "first", "last")
    )
    found: dict[int, Rooms] = {}
    for place_id, room_id, seats, first, last in rows:
        rooms = found.setdefault(place_id, Rooms())
        rooms.seats[room_id] = seats
        if first is not None:
            rooms.taken.setdefault(room_id, set()).update(range(first, last + 1))
    return found


def _date(day: datetime.date) -> Cast:
    return Cast(Value(day.isoformat()), PlaceDays._meta.get_field("first_day"))
