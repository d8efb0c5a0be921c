"""Times that are lost name the rule that took them."""

from __future__ import annotations

import datetime

import pytest

from mentors.hours.days import date_of
from mentors.hours.free_times import Wishes, free_times
from mentors.hours.lost import Lost, Rule
from mentors.hours.models import HoursOnDate
from mentors.meetings.quarters import quarter_of
from tests.factories import TimeOffFactory, WeeklyHoursFactory
from tests.mentors.wall_clock import NOW, STOCKHOLM, occupy

pytestmark = pytest.mark.django_db


def test_each_time_that_is_lost_names_the_rule_that_took_it() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(13))
    TimeOffFactory(card=hours.card, first_day=datetime.date(2026, 12, 8))
    HoursOnDate.objects.create(
        card=hours.card,
        day=datetime.date(2026, 12, 3),
        starts=datetime.time(9),
        ends=datetime.time(9, 30),
        place=hours.place,
    )
    WeeklyHoursFactory(card=hours.card, weekday=4, starts=datetime.time(15), place=hours.place)
    occupy(hours.card.mentor, datetime.datetime(2026, 12, 15, 14, tzinfo=STOCKHOLM), 5)
    lost: list[Lost] = []
    now = datetime.datetime(2026, 12, 1, 10, tzinfo=STOCKHOLM)
    wishes = Wishes(
        day_parts=["afternoon"], busy={quarter_of(datetime.datetime(2026, 12, 4, 15, tzinfo=STOCKHOLM))}
    )
    free = free_times([hours.card.mentor.pk], now=now, wishes=wishes, lost=lost)[hours.card.mentor.pk]
    by_day = {(date_of(one.start_quarter).day, one.rule) for one in lost}
    assert by_day == {
        (1, Rule.TOO_SOON),
        (3, Rule.TOO_SHORT),
        (4, Rule.LEARNER_BUSY),
        (8, Rule.DAY_OFF),
        (15, Rule.TAKEN),
        (25, Rule.CLOSED_DAY),
    }
    assert free == free_times([hours.card.mentor.pk], now=now, wishes=wishes)[hours.card.mentor.pk]
    elsewhere: list[Lost] = []
    wishes = Wishes(places={hours.place_id + 1})
    assert free_times([hours.card.mentor.pk], now=now, wishes=wishes, lost=elsewhere) == {
        hours.card.mentor.pk: []
    }
    assert Rule.LEARNER_PLACE in {one.rule for one in elsewhere}


def test_hours_that_begin_after_the_furthest_day_say_so() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(15), first_day=datetime.date(2027, 2, 1))
    # A year that was mistyped, once: a Friday, and the last day of all.
    WeeklyHoursFactory(card=hours.card, weekday=4, first_day=datetime.date.max)
    lost: list[Lost] = []
    assert free_times([hours.card.mentor.pk], now=NOW, lost=lost) == {hours.card.mentor.pk: []}
    first = quarter_of(datetime.datetime(2027, 2, 2, 15, tzinfo=STOCKHOLM))
    assert lost == [Lost(hours.card.mentor.pk, first, hours.place_id, Rule.TOO_FAR)]
