"""Swedish days off, against dates worked out by hand from wall calendars for 2026 to 2030."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.papers.holidays import (
    DayOff,
    day_off,
    easter_sunday,
    is_squeeze_day,
    public_holidays,
    working_day_after,
    working_day_before,
)

pytestmark = pytest.mark.one_database

YEARS = range(2026, 2036)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2035, 12, 31))

#: What moves from year to year: (month, day) of each, in the order of the names.
MOVING_NAMES = (
    "good_friday",
    "easter_sunday",
    "easter_monday",
    "ascension_day",
    "whit_sunday",
    "midsummer_day",
    "all_saints_day",
)
MOVING = {
    2026: ((4, 3), (4, 5), (4, 6), (5, 14), (5, 24), (6, 20), (10, 31)),
    2027: ((3, 26), (3, 28), (3, 29), (5, 6), (5, 16), (6, 26), (11, 6)),
    2028: ((4, 14), (4, 16), (4, 17), (5, 25), (6, 4), (6, 24), (11, 4)),
    2029: ((3, 30), (4, 1), (4, 2), (5, 10), (5, 20), (6, 23), (11, 3)),
    2030: ((4, 19), (4, 21), (4, 22), (5, 30), (6, 9), (6, 22), (11, 2)),
}
FIXED = {
    "new_years_day": (1, 1),
    "epiphany": (1, 6),
    "may_day": (5, 1),
    "national_day": (6, 6),
    "christmas_day": (12, 25),
    "second_day_of_christmas": (12, 26),
}


@pytest.mark.parametrize("year", MOVING)
def test_public_holidays_are_those_of_the_wall_calendar(year):
    expected = {**FIXED, **dict(zip(MOVING_NAMES, MOVING[year], strict=True))}
    assert {why.value: (day.month, day.day) for why, day in public_holidays(year).items()} == expected


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_thirteen_public_holidays_on_thirteen_days(year):
    days = public_holidays(year).values()
    assert len(days) == len(set(days)) == 13
    assert {day.year for day in days} == {year}


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2031, 4, 13),
        (2032, 3, 28),
        (2033, 4, 17),
        (2034, 4, 9),
        (2035, 3, 25),
        (2019, 4, 21),
        (2024, 3, 31),
        (2038, 4, 25),
    ],
)
def test_easter_of_further_years_the_latest_there_can_be_among_them(year, month, day):
    assert easter_sunday(year) == datetime.date(year, month, day)


@given(st.integers(1600, 2400))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert datetime.date(year, 3, 22) <= easter <= datetime.date(year, 4, 25)


@pytest.mark.parametrize(
    ("date", "why"),
    [
        (datetime.date(2026, 12, 24), DayOff.CHRISTMAS_EVE),
        (datetime.date(2026, 12, 31), DayOff.NEW_YEARS_EVE),
        (datetime.date(2027, 6, 25), DayOff.MIDSUMMERS_EVE),
        (datetime.date(2027, 6, 26), DayOff.MIDSUMMER_DAY),  # a Saturday: the name says more
        (datetime.date(2027, 3, 28), DayOff.EASTER_SUNDAY),  # a Sunday
        (datetime.date(2027, 1, 9), DayOff.SATURDAY),
        (datetime.date(2027, 1, 10), DayOff.SUNDAY),
        (datetime.date(2027, 1, 11), None),
        (datetime.date(2026, 4, 2), None),  # Maundy Thursday
    ],
)
def test_a_day_off_is_named(date, why):
    assert day_off(date) == why


def test_eves_are_told_from_public_holidays():
    assert {day for day in DayOff if day.is_eve} == set(DayOff) - set(public_holidays(2026)) - {
        DayOff.SATURDAY,
        DayOff.SUNDAY,
    }


@pytest.mark.parametrize(
    ("date", "before", "after"),
    [
        # Christmas 2026: the 24th is a Thursday, the 27th a Sunday.
        (datetime.date(2026, 12, 26), datetime.date(2026, 12, 23), datetime.date(2026, 12, 28)),
        # New Year: Thursday and Friday, then a weekend.
        (datetime.date(2027, 1, 1), datetime.date(2026, 12, 30), datetime.date(2027, 1, 4)),
        # Easter 2027, from Thursday to Tuesday.
        (datetime.date(2027, 3, 28), datetime.date(2027, 3, 25), datetime.date(2027, 3, 30)),
        # The leap day of 2032 is a Sunday.
        (datetime.date(2032, 2, 29), datetime.date(2032, 2, 27), datetime.date(2032, 3, 1)),
    ],
)
def test_the_working_days_around_a_day_off(date, before, after):
    assert (working_day_before(date), working_day_after(date)) == (before, after)


@given(DAYS)
def test_the_nearest_working_day_is_one_and_only_days_off_lie_between(date):
    before, after = working_day_before(date), working_day_after(date)
    assert before < date < after
    assert day_off(before) is None
    assert day_off(after) is None
    between = [before + datetime.timedelta(days=n) for n in range(1, (after - before).days)]
    assert [day for day in between if day != date and not day_off(day)] == []
    # The longest stretch: a weekend, Christmas Eve on the Monday, two days of Christmas.
    assert (date - before).days <= 6
    assert (after - date).days <= 6


#: Read off wall calendars, year by year: single working days with a day off on either side. The holidays are those of
#: lag (1989:253) om allmänna helgdagar, the eves those of lag (1930:173) om beräkning av lagstadgad tid, 2 §.
SQUEEZE_DAYS = {
    2026: ((1, 2), (1, 5), (5, 15)),
    2027: ((5, 7),),
    2028: ((1, 7), (5, 26), (6, 5)),
    2029: ((4, 30), (5, 11)),
    2030: ((5, 31), (6, 7), (12, 23), (12, 27), (12, 30)),
}


@pytest.mark.parametrize("year", SQUEEZE_DAYS)
def test_squeeze_days_are_those_of_the_wall_calendar(year):
    days = (datetime.date(year, 1, 1) + datetime.timedelta(days=number) for number in range(366))
    found = [(day.month, day.day) for day in days if day.year == year and is_squeeze_day(day)]
    assert found == list(SQUEEZE_DAYS[year])
