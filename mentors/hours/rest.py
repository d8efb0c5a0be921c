"""Days on which a mentor rests: after each meeting, and when a week is full. What the mentor asked for on the card."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from mentors.hours.clock import clock_day
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_start

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a mentor said: days of rest after a meeting (0: none), and meetings a week (None: any number)."""

    rest_days: int
    meetings_a_week: int | None

    @property
    def are_none(self) -> bool:
        """Whether there is nothing to keep to."""
        return not self.rest_days and self.meetings_a_week is None


def resting_days(
    limits: Mapping[int, Limits], days: Sequence[datetime.date], but_for: uuid.UUID | None = None
) -> dict[int, set[datetime.date]]:
    """By mentor, those of `days` on which nothing more fits. One query, none where nobody has limits.

    `but_for`: a meeting that does not count, because it is to be moved.

    A rest works both ways: a day is off when a meeting lies in the days of rest before it, or when a meeting
    that is booked already would lie in its own days of rest. A week is one of the calendar, Monday to Sunday.
    """
    limited = {mentor_id: one for mentor_id, one in limits.items() if not one.are_none}
    if not limited or not days:
        return {}
    return {
        mentor_id: {day for day in days if _is_full(day, met, limited[mentor_id])}
        for mentor_id, met in _days_met(limited, days, but_for).items()
    }


def _is_full(day: datetime.date, met: Counter[datetime.date], limits: Limits) -> bool:
    near = (day + _DAY * away for away in range(-limits.rest_days, limits.rest_days + 1) if away)
    if any(met[other] for other in near):
        return True
    monday = day - _DAY * day.weekday()
    this_week = sum(met[monday + _DAY * number] for number in range(7))
    return limits.meetings_a_week is not None and this_week >= limits.meetings_a_week


def _days_met(
    mentor_ids: Iterable[int], days: Sequence[datetime.date], but_for: uuid.UUID | None
) -> defaultdict[int, Counter[datetime.date]]:
    """How many meetings each has on each day, a fortnight before and after `days` as well."""
    zone = timezone.get_default_timezone()
    first, last = clock_day(min(days) - 15 * _DAY), clock_day(max(days) + 16 * _DAY)
    rows = Meeting.objects.filter(
        mentor__in=list(mentor_ids),
        state__in=[Meeting.State.HELD, Meeting.State.STANDS],
        start_quarter__gte=first.midnight,
        start_quarter__lt=last.midnight,
    ).values_list("mentor_id", "start_quarter", "pk")
    met: defaultdict[int, Counter[datetime.date]] = defaultdict(Counter)
    for mentor_id, start, pk in rows:
        if pk == but_for:
            continue
        met[mentor_id][quarter_start(start).astimezone(zone).date()] += 1
    return met
