"""Read what mentors have said about when, a fixed number of queries however many they are."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast

from mentors.cards.models import MentorCard
from mentors.hours.clock import wall_span
from mentors.hours.days import LAST_DAY, NO_PLACE, Stretch, Timetable, Weekly
from mentors.hours.models import HoursOnDate, TimeOff, WeeklyHours
from mentors.hours.rest import Limits

#: In the place of how often: these hours hold on one date, or these days are off.
_ON_ONE_DATE, _OFF = 0, 9
#: In the place of a weekday: these hours hold on one date.
_NO_WEEKDAY = 7


@dataclass(frozen=True)
class MentorTime:
    """One mentor's timetable, and the limits on the card."""

    mentor_id: int
    timetable: Timetable
    limits: Limits


def mentor_times(
    mentor_ids: Iterable[int] | None, first: datetime.date, last: datetime.date
) -> dict[int, MentorTime]:
    """By mentor, what was said about `first` to `last`. One query.

    Of those asked for, or of all who can be matched; mentors of whom nothing is said are left out.
    """
    whose = _whose(mentor_ids)
    weekly: defaultdict[int, list[Weekly]] = defaultdict(list)
    on_date: defaultdict[int, dict[datetime.date, list[Stretch]]] = defaultdict(dict)
    off: defaultdict[int, list[tuple[datetime.date, datetime.date]]] = defaultdict(list)
    cards: dict[int, tuple[int, Limits]] = {}
    columns = (
        "card_id",
        "card__mentor_id",
        "card__rest_days",
        "card__meetings_a_week",
        "starts",
        "ends",
        "place_id",
        "place__is_staffed",
        "book_directly",
        "place__is_public",
        "place__is_open",
        "place__is_step_free",
    )
    bounds = Q() if (last - first).days >= 6 else Q(weekday__in=_weekdays(first, last))
    bounds &= (Q(first_day=None) | Q(first_day__lte=last)) & (Q(last_day=None) | Q(last_day__gte=first))
    when = ("weekday", "every", "first_day", "last_day")
    every_week = WeeklyHours.objects.filter(whose, bounds).values_list(*columns, *when)
    single_days = (
        HoursOnDate.objects.filter(whose, day__gte=first, day__lte=last)
        .annotate(weekday=Value(0), every=Value(_ON_ONE_DATE), first_day=F("day"), last_day=F("day"))
        .values_list(*columns, *when)
    )
    days_off = (
        TimeOff.objects.filter(whose, first_day__lte=last, last_day__gte=first)
        .annotate(
            no_time=Cast(Value(None), models.TimeField()),
            no_place=Cast(Value(None), models.BigIntegerField()),
            no=Value(False),
            weekday=Value(0),
            every=Value(_OFF),
        )
        .values_list(*columns[:4], "no_time", "no_time", "no_place", *["no"] * 5, *when)
    )
    everything = every_week.order_by().union(single_days.order_by(), days_off.order_by(), all=True)
    for *row, weekday, every, first_day, last_day in everything:
        card_id, stretch = _read(row, cards)
        if stretch is None:
            off[card_id].append((first_day, last_day))
        elif every == _ON_ONE_DATE:
            on_date[card_id].setdefault(first_day, []).append(stretch)
        else:
            weekly[card_id].append(Weekly(weekday, stretch, every, first_day, last_day))
    return {
        mentor_id: MentorTime(mentor_id, Timetable(weekly[card_id], on_date[card_id], off[card_id]), limits)
        for card_id, (mentor_id, limits) in sorted(cards.items(), key=lambda one: one[1][0])
    }


def hours_beyond(
    mentor_ids: Iterable[int] | None, last: datetime.date
) -> list[tuple[int, datetime.date, datetime.time, int]]:
    """What begins after the day `last`: mentor, the first day that it holds, from when, place. One query."""
    whose = _whose(mentor_ids)
    columns = ("card__mentor_id", "weekday", "first_day", "last_day", "starts", "place_id")
    begins = Q(first_day__gt=last, first_day__lte=LAST_DAY)
    every_week = WeeklyHours.objects.filter(whose, begins).values_list(*columns)
    single_days = (
        HoursOnDate.objects.filter(whose, day__gt=last, day__lte=LAST_DAY)
        .annotate(weekday=Value(_NO_WEEKDAY), first_day=F("day"), last_day=F("day"))
        .values_list(*columns)
    )
    found: list[tuple[int, datetime.date, datetime.time, int]] = []
    for mentor_id, weekday, first_day, last_day, starts, place_id in every_week.order_by().union(
        single_days.order_by(), all=True
    ):
        ahead = 0 if weekday == _NO_WEEKDAY else (weekday - first_day.weekday()) % 7
        day = first_day + datetime.timedelta(days=ahead)
        if last_day is None or day <= last_day:
            found.append((mentor_id, day, starts, place_id or NO_PLACE))
    return found


def _whose(mentor_ids: Iterable[int] | None) -> Q:
    if mentor_ids is None:
        return Q(card__in=MentorCard.objects.can_be_matched())
    return Q(card__mentor__in=set(mentor_ids), card__mentor__is_active=True)


def _weekdays(first: datetime.date, last: datetime.date) -> list[int]:
    return [(first.weekday() + ahead) % 7 for ahead in range((last - first).days + 1)]


def stretch_of(hours: WeeklyHours | HoursOnDate) -> Stretch:
    """A row, saved or not, as a plain stretch."""
    return Stretch(
        *wall_span(hours.starts, hours.ends),
        hours.place_id or NO_PLACE,
        hours.book_directly and hours.place is not None and hours.place.is_staffed,
        hours.place is None or hours.place.is_public,
        is_step_free=hours.place is not None and hours.place.is_step_free,
    )


def timetable_of(
    weekly: Iterable[WeeklyHours], on_dates: Iterable[HoursOnDate], off: Iterable[TimeOff]
) -> Timetable:
    """Rows, saved or not, as a timetable: also of hours that are only thought of."""
    dates: defaultdict[datetime.date, list[Stretch]] = defaultdict(list)
    for one in on_dates:
        dates[one.day].append(stretch_of(one))
    return Timetable(
        [Weekly(one.weekday, stretch_of(one), one.every, one.first_day, one.last_day) for one in weekly],
        dict(dates),
        [(one.first_day, one.last_day) for one in off],
    )


def _read(row: list, cards: dict[int, tuple[int, Limits]]) -> tuple[int, Stretch | None]:
    """The card, which is remembered, and the stretch; none for days off."""
    card_id, mentor_id, rest_days, a_week, starts, ends, place_id, *of_place = row
    if card_id not in cards:
        cards[card_id] = (mentor_id, Limits(rest_days, a_week))
    if starts is None:
        return card_id, None
    is_staffed, book_directly, is_public, is_used, is_step_free = map(bool, of_place)
    opens, closes = wall_span(starts, ends)
    if place_id is None:
        return card_id, Stretch(opens, closes, NO_PLACE)
    is_direct = book_directly and is_staffed
    return card_id, Stretch(opens, closes, place_id, is_direct, is_public, is_used, is_step_free)
