"""Which hours hold on which date: weekly, every other week, for a time, on one date, and days off. Plain values."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.papers.holidays import DayOff, day_off, is_squeeze_day
from mentors.hours.clock import clock_day
from mentors.meetings.quarters import quarter_start

if TYPE_CHECKING:  # Its form in the admin asks which days are closed.
    from mentors.hours.models import PairingSettings

#: Days off that come every week: a mentor says for herself whether she meets on them.
ORDINARY = {DayOff.SATURDAY, DayOff.SUNDAY}
ONE_DAY = datetime.timedelta(days=1)
#: What begins later begins never. The calendar ends a month after it.
LAST_DAY = datetime.date(9999, 11, 30)
#: In the place of a place, where two meet by phone or video.
NO_PLACE = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one quarter of the wall clock to another, half-open, at a place; at `NO_PLACE` only by phone or video.

    `is_direct`: needs no answer. `is_public`: the place is open to everybody. `is_used`: nobody meets there any more
    where it is not. `is_step_free`: one gets in without steps.
    """

    opens: int
    closes: int
    place_id: int
    is_direct: bool = False
    is_public: bool = True
    is_used: bool = True
    is_step_free: bool = False

    def overlaps(self, other: Stretch) -> bool:
        """Whether there is a quarter in both, wherever they are."""
        return self.opens < other.closes and other.opens < self.closes


@dataclass(frozen=True, slots=True)
class Weekly:
    """A stretch that comes back every week, or `every` second one, on `weekday` (0 is Monday).

    `first_day` and `last_day` bound it, both included. The week of `first_day` is the first that counts: weeks are
    counted in days from its Monday, so that years with 53 weeks change nothing.
    """

    weekday: int
    stretch: Stretch
    every: int = 1
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None

    def is_on(self, day: datetime.date) -> bool:
        """Whether it holds on `day`."""
        if day.weekday() != self.weekday:
            return False
        if self.first_day is not None and day < self.first_day:
            return False
        if self.last_day is not None and day > self.last_day:
            return False
        return (
            self.every == 1 or self.first_day is None or weeks_between(self.first_day, day) % self.every == 0
        )

    def meets(self, other: Weekly) -> bool:
        """Whether there is a day on which both hold and overlap. What comes back does so within two weeks."""
        if not self.stretch.overlaps(other.stretch):
            return False
        firsts = [one.first_day for one in (self, other) if one.first_day]
        lasts = [one.last_day for one in (self, other) if one.last_day]
        begins = max(firsts).toordinal() if firsts else (min(lasts).toordinal() - 13 if lasts else 1)
        return any(self.is_on(day) and other.is_on(day) for day in days_from(begins, 14))


@dataclass(frozen=True)
class Timetable:
    """Everything that a mentor has said about when. `on_date` holds instead of the week; `off` above all."""

    weekly: Sequence[Weekly] = ()
    on_date: Mapping[datetime.date, Sequence[Stretch]] = field(default_factory=dict)
    off: Sequence[tuple[datetime.date, datetime.date]] = ()

    @property
    def places(self) -> set[int]:
        """Where any of it is."""
        stretches = [stretch for some in self.on_date.values() for stretch in some]
        every = (*(rule.stretch for rule in self.weekly), *stretches)
        return {stretch.place_id for stretch in every} - {NO_PLACE}

    def is_off(self, day: datetime.date) -> bool:
        """Whether the mentor has the day off."""
        return any(first <= day <= last for first, last in self.off)

    def said_for(self, day: datetime.date) -> list[Stretch]:
        """The hours of `day`, whether or not something else takes them away."""
        if day in self.on_date:
            return list(self.on_date[day])
        return [rule.stretch for rule in self.weekly if rule.is_on(day)]

    def on(self, day: datetime.date, is_closed: Callable[[datetime.date], bool]) -> list[Stretch]:
        """The hours that hold on `day`. A closed day has none, unless they were said for that very date.

        Those of one date hold instead of the week's also where their place is no longer used.
        """
        if self.is_off(day) or (day not in self.on_date and is_closed(day)):
            return []
        return [stretch for stretch in self.said_for(day) if stretch.is_used]

    def covers(
        self,
        start_quarter: int,
        end_quarter: int,
        place_id: int | None,
        is_closed: Callable[[datetime.date], bool],
    ) -> bool:
        """Whether a meeting at that time and place lies within one stretch. By phone or video any place will do."""
        day = date_of(start_quarter)
        length = end_quarter - start_quarter
        return any(
            place_id in {None, stretch.place_id}
            and start_quarter in clock_day(day).starts(stretch.opens, stretch.closes, length, 1)
            for stretch in self.on(day, is_closed)
        )


def days_from(first: int, number: int) -> Iterator[datetime.date]:
    """So many days in a row, the first by its ordinal number; without those outside of the calendar's years."""
    begins, ends = max(first, 1), min(first + number - 1, datetime.date.max.toordinal())
    return (datetime.date.fromordinal(one) for one in range(begins, ends + 1))


def weeks_between(first: datetime.date, day: datetime.date) -> int:
    """How many weeks of the calendar, Monday to Sunday, `day` lies after `first`."""
    return (monday_of(day) - monday_of(first)).days // 7


def monday_of(day: datetime.date) -> datetime.date:
    """The Monday of its week."""
    return day - day.weekday() * ONE_DAY


def date_of(quarter: int) -> datetime.date:
    """The municipality's date on which a quarter begins."""
    return quarter_start(quarter).astimezone(timezone.get_default_timezone()).date()


def quarters_on(day: datetime.date) -> tuple[int, int]:
    """The quarters of a date, half-open."""
    return clock_day(day).midnight, clock_day(day + ONE_DAY).midnight


def closed_days(rules: PairingSettings) -> Callable[[datetime.date], bool]:
    """The municipality's rule on holidays, eves and squeeze days."""
    kinds = (rules.closed_on_holidays, rules.closed_on_eves, rules.closed_on_squeeze_days)
    return lambda day: _is_closed(day, *kinds)


@lru_cache(maxsize=2048)
def _is_closed(day: datetime.date, on_holidays: bool, on_eves: bool, on_squeeze_days: bool) -> bool:
    why = day_off(day)
    if why is None:
        return on_squeeze_days and is_squeeze_day(day)
    if why in ORDINARY:
        return False
    return on_eves if why.is_eve else on_holidays
