"""When a mentor is free: the one function that shows, suggests and books."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from mentors.cards.models import MentorCard
from mentors.hours.clock import clock_day, wall_quarter
from mentors.hours.house_rules import buffer_quarters, house_rules, meeting_quarters
from mentors.hours.models import PairingSettings, TimeOff, WeeklyHours
from mentors.hours.rest import Limits, resting_days
from mentors.meetings.models import OccupiedQuarter
from mentors.meetings.quarters import QUARTER_SECONDS, quarter_of, quarter_start

#: A time that is booked directly starts at the earliest this long from now.
DIRECT_NOTICE = datetime.timedelta(hours=1)
#: A time that needs a yes starts later than this: nothing is held within three hours of its start.
ANSWER_NOTICE = datetime.timedelta(hours=3)
#: Meetings start every half hour from the beginning of the mentor's hours.
START_STEP_QUARTERS = 2


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that can be chosen. Quarters are half-open [start, end); `is_direct` times need no answer."""

    mentor_id: int
    start_quarter: int
    end_quarter: int
    place_id: int
    is_direct: bool

    @property
    def starts_at(self) -> datetime.datetime:
        """The start, aware, in the municipality's zone."""
        return timezone.localtime(quarter_start(self.start_quarter))


def free_times(
    mentor_ids: Iterable[int] | None = None, *, now: datetime.datetime | None = None
) -> dict[int, list[FreeTime]]:
    """Every free time of the mentors (people, not cards), earliest first, by mentor.

    Weekly hours on the wall clock, less time off, less occupied quarters with the pause after each meeting,
    from the shortest notice to the furthest day of the municipality's rules. Without `mentor_ids`: of all who
    can be matched. Days of rest and full weeks, as the mentor asked, have none. Four queries however many mentors
    there are, five where somebody has such limits. A mentor asked for who has no time gets an
    empty list.
    """
    now = now or timezone.now()
    rules = house_rules()
    today = timezone.localdate(now, timezone.get_default_timezone())
    days = [today + datetime.timedelta(days=ahead) for ahead in range(rules.furthest_days + 1)]
    return _free_on(days, mentor_ids, now, rules)


def is_free(
    mentor_id: int, start_quarter: int, place_id: int, *, now: datetime.datetime | None = None
) -> FreeTime | None:
    """The free time of `mentor_id` that starts at `start_quarter` at that place; None where there is none."""
    now = now or timezone.now()
    rules = house_rules()
    zone = timezone.get_default_timezone()
    last_day = timezone.localdate(now, zone) + datetime.timedelta(days=rules.furthest_days)
    if not quarter_of(now) < start_quarter < clock_day(last_day + datetime.timedelta(days=1)).midnight:
        return None
    day = quarter_start(start_quarter).astimezone(zone).date()
    for time in _free_on([day], [mentor_id], now, rules)[mentor_id]:
        if (time.start_quarter, time.place_id) == (start_quarter, place_id):
            return time
    return None


def _free_on(
    days: Sequence[datetime.date],
    mentor_ids: Iterable[int] | None,
    now: datetime.datetime,
    rules: PairingSettings,
) -> dict[int, list[FreeTime]]:
    asked = None if mentor_ids is None else set(mentor_ids)
    hours = _weekly_hours(asked)
    off = _time_off([row[0] for row in hours], days)
    length, buffer = meeting_quarters(rules), buffer_quarters(rules)
    taken = _taken({row[1] for row in hours}, days, length + buffer)
    earliest_direct = -(-int((now + DIRECT_NOTICE).timestamp()) // QUARTER_SECONDS)
    earliest_other = int((now + ANSWER_NOTICE).timestamp()) // QUARTER_SECONDS + 1
    days_of = defaultdict(list)
    for day in days:
        days_of[day.weekday()].append(day)

    found: dict[int, dict[tuple[int, int], FreeTime]] = {mentor_id: {} for mentor_id in asked or ()}
    resting = resting_days({row[1]: Limits(row[8], row[9]) for row in hours}, days)
    for card_id, mentor_id, weekday, starts, ends, place_id, is_staffed, book_directly, *_limits in hours:
        is_direct = book_directly and is_staffed
        earliest = earliest_direct if is_direct else earliest_other
        times = found.setdefault(mentor_id, {})
        of_mentor = taken[mentor_id]
        for day in days_of[weekday]:
            if any(first <= day <= last for first, last in off[card_id]) or day in resting.get(mentor_id, ()):
                continue
            for start in clock_day(day).starts(
                wall_quarter(starts), wall_quarter(ends), length, START_STEP_QUARTERS
            ):
                if start < earliest or not of_mentor.isdisjoint(range(start, start + length + buffer)):
                    continue
                known = times.get((start, place_id))
                if known is None or not known.is_direct:
                    times[start, place_id] = FreeTime(mentor_id, start, start + length, place_id, is_direct)
    return {mentor_id: [times[at] for at in sorted(times)] for mentor_id, times in found.items()}


def _weekly_hours(mentor_ids: set[int] | None) -> list[tuple]:
    hours = WeeklyHours.objects.filter(place__is_open=True)
    if mentor_ids is None:
        hours = hours.filter(card__in=MentorCard.objects.can_be_matched())
    else:
        hours = hours.filter(card__mentor__in=mentor_ids, card__mentor__is_active=True)
    return list(
        hours.order_by("card__mentor_id", "weekday", "starts").values_list(
            "card_id",
            "card__mentor_id",
            "weekday",
            "starts",
            "ends",
            "place_id",
            "place__is_staffed",
            "book_directly",
            "card__rest_days",
            "card__meetings_a_week",
        )
    )


def _time_off(
    card_ids: list[int], days: Sequence[datetime.date]
) -> defaultdict[int, list[tuple[datetime.date, datetime.date]]]:
    off = defaultdict(list)
    rows = TimeOff.objects.filter(card_id__in=set(card_ids), first_day__lte=days[-1], last_day__gte=days[0])
    for card_id, first, last in rows.values_list("card_id", "first_day", "last_day"):
        off[card_id].append((first, last))
    return off


def _taken(mentor_ids: set[int], days: Sequence[datetime.date], reach: int) -> defaultdict[int, set[int]]:
    """Occupied quarters by person; `reach` is how far past midnight a last meeting and its pause can go."""
    taken = defaultdict(set)
    after = clock_day(days[-1] + datetime.timedelta(days=1)).midnight + reach
    rows = OccupiedQuarter.objects.filter(
        person_id__in=mentor_ids, quarter__gte=clock_day(days[0]).midnight, quarter__lt=after
    )
    for person_id, quarter in rows.values_list("person_id", "quarter"):
        taken[person_id].add(quarter)
    return taken
