"""Who from the desk can come along to a first meeting: the third of the three whose time it takes."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from mentors.hours.clock import clock_day, wall_span
from mentors.hours.days import NO_PLACE, Stretch, Timetable, Weekly, date_of
from mentors.hours.models import DeskDaysOff, DeskHours
from mentors.meetings.models import Meeting, OccupiedQuarter
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
            if not any(first <= day <= last for first, last in self._off[person])
            and start in clock.starts(opens, closes, end - start, 1)
            and self._taken[person].isdisjoint(span)
        }
        return sorted(able, key=lambda person: (len(self._taken[person]), person))

    @property
    def _hours(self) -> defaultdict[int, list[tuple[int, int, int]]]:
        """By weekday: (person, opens, closes). Only of those who still work here."""
        return self._said[0]

    @property
    def _off(self) -> defaultdict[int, list[tuple[datetime.date, datetime.date]]]:
        """By person: first and last day of each time off."""
        return self._said[1]

    @cached_property
    def _said(
        self,
    ) -> tuple[
        defaultdict[int, list[tuple[int, int, int]]],
        defaultdict[int, list[tuple[datetime.date, datetime.date]]],
    ]:
        """Hours and days off, in one query."""
        hours: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        off: defaultdict[int, list[tuple[datetime.date, datetime.date]]] = defaultdict(list)
        works_here = Q(person__is_active=True, person__is_staff=True)
        columns = ("person_id", "weekday", "starts", "ends", "first_day", "last_day")
        no_time, no_day = Cast(Value(None), models.TimeField()), Cast(Value(None), models.DateField())
        said = DeskHours.objects.filter(works_here).annotate(first_day=no_day, last_day=no_day)
        away = DeskDaysOff.objects.filter(works_here, last_day__gte=timezone.localdate(self._now)).annotate(
            weekday=Value(0), starts=no_time, ends=no_time
        )
        rows = said.order_by().values_list(*columns)
        for person, weekday, starts, ends, first_day, last_day in rows.union(
            away.order_by().values_list(*columns), all=True
        ):
            if starts is None:
                off[person].append((first_day, last_day))
            else:
                hours[weekday].append((person, *wall_span(starts, ends)))
        return hours, off

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


def meetings_in(gone: DeskHours, *, now: datetime.datetime | None = None) -> list[Meeting]:
    """Meetings to come that the person comes along to, in the hours `gone` and in no others. Earliest first."""
    live = [Meeting.State.HELD, Meeting.State.STANDS]
    coming = Meeting.objects.filter(coordinator=gone.person_id, state__in=live)
    rows = hours_in_order(gone.person)
    before, after = _week_of(rows), _week_of(row for row in rows if row.pk != gone.pk)

    def lies_in(week: Timetable, one: Meeting) -> bool:
        return week.covers(one.start_quarter, one.end_quarter, None, lambda _day: False)

    ahead = coming.ending_after(now or timezone.now()).order_by("start_quarter", "pk")
    return [one for one in ahead if lies_in(before, one) and not lies_in(after, one)]


def meetings_on(person: User, first: datetime.date, last: datetime.date) -> list[Meeting]:
    """Meetings to come on these days that the person comes along to. Earliest first."""
    live = [Meeting.State.HELD, Meeting.State.STANDS]
    coming = Meeting.objects.filter(coordinator=person, state__in=live).ending_after(timezone.now())
    ahead = coming.order_by("start_quarter", "pk")
    return [one for one in ahead if first <= date_of(one.start_quarter) <= last]


def _week_of(rows: Iterable[DeskHours]) -> Timetable:
    return Timetable(
        [Weekly(row.weekday, Stretch(*wall_span(row.starts, row.ends), NO_PLACE)) for row in rows]
    )


def lock_hours() -> None:
    """Whoever takes somebody along waits for the one who does so at the same moment. After the mentors' cards."""
    list(DeskHours.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
