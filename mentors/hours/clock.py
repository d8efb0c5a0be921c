"""A day on the wall clock in quarters of an hour, also on the two days a year when the clock changes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from mentors.meetings.quarters import QUARTER_MINUTES, quarter_of, quarter_start

#: Quarters in a day on which the clock does not change.
ORDINARY_DAY = 96
#: Quarters in the day on which an hour comes twice.
LONGEST_DAY = 100


@dataclass(frozen=True)
class ClockDay:
    """One date of the municipality.

    `midnight` is the quarter that the day begins with. `walls` is empty on an ordinary day; on the others it
    gives, for each quarter that really passes (92 or 100 of them), which quarter the clock on the wall shows
    (0 to 95).
    """

    midnight: int
    walls: tuple[int, ...] = ()

    def shows(self, wall: int) -> bool:
        """Whether the clock on the wall comes to the quarter `wall` that day."""
        return not self.walls or wall in self.walls

    def starts(self, opens: int, closes: int, length: int, step: int) -> list[int]:
        """When something of `length` can start between the wall-clock quarters `opens` and `closes`.

        A time that does not exist on the wall clock that day is left out. One that comes twice is the first,
        as Python's `fold=0` does.
        """
        if not self.walls:
            return [self.midnight + wall for wall in range(opens, closes - length + 1, step)]
        found = []
        for wall in range(opens, closes, step):
            if not self.shows(wall):
                continue
            first = self.walls.index(wall)
            passing = self.walls[first : first + length]
            if len(passing) == length and all(opens <= one < closes for one in passing):
                found.append(self.midnight + first)
        return found


def wall_quarter(time: datetime.time) -> int:
    """The quarter of the wall clock (0 to 95) that `time` lies in."""
    return (time.hour * 60 + time.minute) // QUARTER_MINUTES


def wall_span(starts: datetime.time, ends: datetime.time) -> tuple[int, int]:
    """The quarters of the wall clock from `starts` to `ends`, half-open. An end of 00:00 is that of the day: 96."""
    return wall_quarter(starts), wall_quarter(ends) or ORDINARY_DAY


def clock_day(day: datetime.date) -> ClockDay:
    """`day` in the municipality's zone."""
    return _clock_day(day, timezone.get_default_timezone())


@lru_cache(maxsize=512)
def _clock_day(day: datetime.date, zone: datetime.tzinfo) -> ClockDay:
    midnight, after = (
        quarter_of(datetime.datetime.combine(date, datetime.time.min, tzinfo=zone))
        for date in (day, day + datetime.timedelta(days=1))
    )
    if after - midnight == ORDINARY_DAY:
        return ClockDay(midnight)
    shown = (quarter_start(quarter).astimezone(zone).time() for quarter in range(midnight, after))
    return ClockDay(midnight, tuple(wall_quarter(time) for time in shown))
