"""Which papers come after the day an application must be in, and by how many days.

People know both days as numbers: "by the 10th", "around the 17th". What the numbers mean in a month depends
on its length; a day that the month lacks is its last day. No date is moved for a weekend or a holiday: it is
said, and the nearest working day is shown beside it. A month is written as the date of its first day.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from courses.papers.holidays import DayOff, day_off, working_day_after, working_day_before

DAYS = range(1, 32)
MONTHS_SHOWN = 3


@dataclass(frozen=True)
class UsualDay:
    """When a paper usually comes: its code, the day, and how many months after the month of the due day.

    -1: already in the month before, such as the slip of the 25th for an application by the 5th.
    """

    paper: str
    day: int
    months_after: int = 0


@dataclass(frozen=True)
class Coming:
    """One paper and one application.

    `off` and `working_day` (the first one after) are said where `date` is a day off and the paper is late, or
    would be if it came on that working day. `is_on_the_day`: it comes on the last day itself, not late and
    nothing to spare.
    """

    usual: UsualDay
    date: datetime.date
    days_late: int
    is_on_the_day: bool
    off: DayOff | None
    working_day: datetime.date | None
    is_shortened: bool

    @property
    def paper(self) -> str:
        """The code of the paper."""
        return self.usual.paper


@dataclass(frozen=True)
class MonthAhead:
    """One application: its last day and what comes when. `working_day` is the last before a day off.

    `is_shortened` tells, here and in `Coming`, that the month lacks the day and its last day stands in for
    it.
    """

    due: datetime.date
    off: DayOff | None
    working_day: datetime.date | None
    is_shortened: bool
    papers: tuple[Coming, ...]


@dataclass(frozen=True)
class Late:
    """A paper that comes too late in at least one of the months looked at: by `fewest` to `most` days."""

    usual: UsualDay
    fewest: int
    most: int


@dataclass(frozen=True)
class Outlook:
    """What the coming months hold: `late` papers in the order they were given, and those `in_time`."""

    months: tuple[MonthAhead, ...]
    late: tuple[Late, ...]
    in_time: tuple[UsualDay, ...]


def day_in_month(day: int, month: datetime.date) -> datetime.date:
    """Day `day` of `month`, or its last day where it is shorter. `ValueError` for no day of any month."""
    if day not in DAYS:
        raise ValueError(f"{day} is no day of a month")
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def months_later(month: datetime.date, months: int) -> datetime.date:
    """The first day of the month that lies `months` after `month`."""
    years, index = divmod(month.month - 1 + months, 12)
    return datetime.date(month.year + years, index + 1, 1)


def lateness(due_day: int, usual_day: int, month: datetime.date, months_after: int = 0) -> int:
    """How many days after the due day of `month` the paper comes; 0 when it comes in time.

    A paper comes in the month of the due day, or `months_after` later (-1: in the one before).
    """
    due = day_in_month(due_day, month)
    comes = day_in_month(usual_day, months_later(month, months_after))
    return max(0, (comes - due).days)


def next_month_due(due_day: int, today: datetime.date) -> datetime.date:
    """The month of the first due day that has not passed; today's has not."""
    month = today.replace(day=1)
    return month if today <= day_in_month(due_day, month) else months_later(month, 1)


def month_ahead(due_day: int, papers: Iterable[UsualDay], month: datetime.date) -> MonthAhead:
    """The application of `month`, and each paper that belongs to it."""
    due = day_in_month(due_day, month)
    off = day_off(due)
    return MonthAhead(
        due=due,
        off=off,
        working_day=working_day_before(due) if off else None,
        is_shortened=due.day != due_day,
        papers=tuple(_coming(due_day, usual, month) for usual in papers),
    )


def _coming(due_day: int, usual: UsualDay, month: datetime.date) -> Coming:
    due = day_in_month(due_day, month)
    date = day_in_month(usual.day, months_later(month, usual.months_after))
    off, working_day = day_off(date), working_day_after(date)
    if working_day <= due:
        off = None
    return Coming(
        usual=usual,
        date=date,
        days_late=lateness(due_day, usual.day, month, usual.months_after),
        is_on_the_day=date == due,
        off=off,
        working_day=working_day if off else None,
        is_shortened=date.day != usual.day,
    )


def outlook(
    due_day: int, papers: Iterable[UsualDay], today: datetime.date, months: int = MONTHS_SHOWN
) -> Outlook:
    """The next `months` applications from `today` on, and which papers are late in any of them."""
    papers = tuple(papers)
    first = next_month_due(due_day, today)
    ahead = tuple(month_ahead(due_day, papers, months_later(first, number)) for number in range(months))
    late, in_time = [], []
    for number, usual in enumerate(papers):
        days = [month.papers[number].days_late for month in ahead]
        if any(days):
            late.append(Late(usual, min(days), max(days)))
        else:
            in_time.append(usual)
    return Outlook(ahead, tuple(late), tuple(in_time))
