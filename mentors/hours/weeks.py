"""A week as a list of days: what is booked, within which hours, what is closed and what is off. Plain values.

A mentor's week, a place's and the desk's are laid out here and shown by one template (`mentors/week.html`).
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.papers.holidays import day_off
from mentors.hours.clock import clock_day
from mentors.hours.days import ONE_DAY, ORDINARY, Stretch, Timetable, monday_of
from mentors.hours.opening import Opening
from mentors.meetings.quarters import QUARTER_MINUTES

#: The address of a week, as people number weeks: 2026-48. Years with 53 weeks have a 53rd.
_SAID = re.compile(r"(?a:(20\d\d)-(\d{1,2}))")
#: So far back and ahead there is something to look at.
WEEKS_BACK, WEEKS_AHEAD = 52, 52


@dataclass(frozen=True)
class Line:
    """Something booked: from and to, and what it is (`of`), which the page puts into words."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    of: Any


@dataclass(frozen=True)
class Between:
    """Hours of a day on the wall clock, and where; `place` can be empty."""

    opens: datetime.time
    closes: datetime.time
    place: str = ""


@dataclass(frozen=True)
class WeekDay:
    """One day. `closed` says in words why nothing is open; empty where it is. `hours` are those that hold."""

    day: datetime.date
    is_today: bool
    is_off: bool
    closed: str
    hours: list[Between] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday."""

    days: list[WeekDay]

    @property
    def monday(self) -> datetime.date:
        """Its first day."""
        return self.days[0].day

    @property
    def sunday(self) -> datetime.date:
        """Its last day."""
        return self.days[-1].day

    @property
    def number(self) -> int:
        """As people number weeks in Sweden (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def said(self) -> str:
        """What stands for it in an address."""
        return said_of(self.monday)

    @property
    def before(self) -> str:
        """What stands for the week before it in an address."""
        return said_of(self.monday - ONE_DAY)

    @property
    def after(self) -> str:
        """What stands for the week after it in an address."""
        return said_of(self.sunday + ONE_DAY)

    @property
    def is_now(self) -> bool:
        """Whether today is in it."""
        return any(one.is_today for one in self.days)

    @property
    def lines(self) -> list[Line]:
        """All that is booked in it."""
        return [line for one in self.days for line in one.lines]


def monday_said(said: str, today: datetime.date) -> datetime.date:
    """The Monday of the week in an address, such as 2026-48; of this week where it says none that can be looked at."""
    this = monday_of(today)
    found = _SAID.fullmatch(said)
    if found is None:
        return this
    try:
        monday = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return this
    return monday if this - 7 * WEEKS_BACK * ONE_DAY <= monday <= this + 7 * WEEKS_AHEAD * ONE_DAY else this


def said_of(day: datetime.date) -> str:
    """What stands for the week of `day` in an address."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-{week}"


def days_of(monday: datetime.date, weeks: int) -> list[datetime.date]:
    """The days of so many weeks."""
    return [monday + number * ONE_DAY for number in range(7 * weeks)]


def quarters_of(monday: datetime.date, weeks: int) -> tuple[int, int]:
    """The quarters of so many weeks, half-open, also where the clock changes in them."""
    return clock_day(monday).midnight, clock_day(monday + 7 * weeks * ONE_DAY).midnight


def laid_out(
    monday: datetime.date,
    weeks: int,
    lines: Iterable[Line],
    *,
    today: datetime.date,
    is_closed: Callable[[datetime.date], bool],
    timetable: Timetable | None = None,
    opening: Opening | None = None,
    places: Mapping[int, str] | None = None,
    closed_word: str = "",
) -> list[Week]:
    """Weeks with what is booked in them, each day in the order of the clock.

    `timetable`: the mentor whose hours are shown too; or `opening`: the place whose. `closed_word` stands where a day
    is closed and has no name of its own, as squeeze days have none.
    """
    on_day: defaultdict[datetime.date, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: (one.starts_at, one.ends_at)):
        on_day[line.starts_at.date()].append(line)
    said = timetable or Timetable()
    names = places or {}

    def one(day: datetime.date) -> WeekDay:
        hours = [_between(stretch, names) for stretch in sorted(said.on(day, is_closed), key=_opens)]
        is_shut = is_closed(day)
        spans = opening.on(day, is_closed) if opening else None
        if spans is not None:
            hours = [Between(on_the_wall(opens), on_the_wall(closes)) for opens, closes in spans]
            is_shut = not spans
        return WeekDay(
            day=day,
            is_today=day == today,
            is_off=said.is_off(day),
            closed=_why_closed(day, closed_word) if is_shut else "",
            hours=hours,
            lines=on_day[day],
        )

    every = [one(day) for day in days_of(monday, weeks)]
    return [Week(every[begin : begin + 7]) for begin in range(0, len(every), 7)]


def _why_closed(day: datetime.date, otherwise: str) -> str:
    """The name of a holiday or an eve; of any other day `otherwise`."""
    why = day_off(day)
    return str(why.label) if why and why not in ORDINARY else otherwise


def _opens(stretch: Stretch) -> tuple[int, int]:
    return stretch.opens, stretch.closes


def _between(stretch: Stretch, names: Mapping[int, str]) -> Between:
    return Between(on_the_wall(stretch.opens), on_the_wall(stretch.closes), names.get(stretch.place_id, ""))


def on_the_wall(quarter: int) -> datetime.time:
    """A quarter of the wall clock as a time; the end of the day is midnight."""
    minutes = quarter * QUARTER_MINUTES % (24 * 60)
    return datetime.time(minutes // 60, minutes % 60)
