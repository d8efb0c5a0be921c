"""Weeks, every other week, single dates and days off, as plain values."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentors.hours.clock import clock_day
from mentors.hours.days import Stretch, Timetable, Weekly, weeks_between

AFTERNOON, EVENING = Stretch(56, 64, 1), Stretch(60, 70, 1)
TUESDAY = datetime.date(2026, 12, 1)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2031, 1, 1))
WEEKLY = st.builds(
    Weekly,
    st.integers(0, 1),
    st.sampled_from([AFTERNOON, EVENING, Stretch(70, 80, 1)]),
    st.sampled_from([1, 2]),
    st.dates(datetime.date(2026, 12, 1), datetime.date(2027, 1, 31)),
    st.none() | st.dates(datetime.date(2026, 12, 1), datetime.date(2027, 3, 1)),
)


@given(DAYS, DAYS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_days_of_one_weekday_are_whole_weeks_apart(first, day):
    weeks = weeks_between(first, day)
    assert weeks_between(first, day + datetime.timedelta(days=7)) == weeks + 1
    every_other = Weekly(day.weekday(), AFTERNOON, 2, min(first, day))
    assert every_other.is_on(day) == (weeks_between(min(first, day), day) % 2 == 0)
    # Of two weeks in a row one counts, over the end of any year.
    assert every_other.is_on(day) != every_other.is_on(day + datetime.timedelta(days=7))


@pytest.mark.parametrize(("day", "is_on"), [(-1, False), (0, True), (7, True), (14, True), (21, False)])
def test_a_week_holds_from_its_first_to_its_last_day(day, is_on):
    last = TUESDAY + datetime.timedelta(days=14)
    weekly = Weekly((TUESDAY.weekday()), AFTERNOON, 1, TUESDAY, last)
    assert weekly.is_on(TUESDAY + datetime.timedelta(days=day)) is is_on


@given(WEEKLY, WEEKLY)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_rules_meet_when_some_day_has_both(one, other):
    overlap = one.stretch.opens < other.stretch.closes and other.stretch.opens < one.stretch.closes
    days = (datetime.date(2026, 12, 1) + datetime.timedelta(days=number) for number in range(120))
    assert one.meets(other) == (overlap and any(one.is_on(day) and other.is_on(day) for day in days))
    assert one.meets(other) == other.meets(one)


def test_where_the_calendar_ends_nothing_is_raised():
    never, over = (
        Weekly(0, AFTERNOON, first_day=datetime.date.max),
        Weekly(0, EVENING, last_day=datetime.date.min),
    )
    assert not never.meets(Weekly(0, EVENING))
    assert over.meets(Weekly(0, AFTERNOON))
    assert not over.meets(never)


def test_a_meeting_is_covered_by_one_whole_stretch_at_its_place_and_by_no_day_off():
    start = clock_day(TUESDAY).midnight + 56
    week = Timetable([Weekly(1, AFTERNOON)])

    def covers(table, closed=False, length=4, place=1, at=start):
        return table.covers(at, at + length, place, lambda _day: closed)

    assert covers(week)
    assert covers(week, length=8)
    assert not covers(week, length=9)
    assert not covers(week, place=2)
    assert not covers(week, at=start - 1)
    assert not covers(week, closed=True)
    assert not covers(Timetable(week.weekly, off=[(TUESDAY, TUESDAY)]))
    # What was said for the date holds instead, on a closed day too.
    other = Timetable(week.weekly, {TUESDAY: [Stretch(56, 60, 1)]})
    assert covers(other, closed=True)
    assert not covers(other, length=8)
