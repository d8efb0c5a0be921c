"""How late a paper is: the fixture of the project's source text, every length of month, and properties."""

import datetime
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.papers.calendar import (
    Late,
    UsualDay,
    day_in_month,
    lateness,
    month_ahead,
    months_later,
    next_month_due,
    outlook,
)
from courses.papers.holidays import DayOff, day_off

pytestmark = pytest.mark.one_database

DAYS = st.integers(1, 31)
DATES = st.dates(datetime.date(2026, 1, 1), datetime.date(2035, 12, 31))
MONTHS = DATES.map(lambda date: date.replace(day=1))
ALL_MONTHS = [datetime.date(year, month, 1) for year in range(2026, 2036) for month in range(1, 13)]
NOVEMBER = datetime.date(2026, 11, 1)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize("month", ALL_MONTHS)
def test_the_rent_slip_on_the_17th_is_7_and_the_electricity_bill_8_days_late_in_every_month(month):
    assert [lateness(10, usual, month) for usual in (17, 18, 5, 10)] == [7, 8, 0, 0]


@pytest.mark.parametrize(
    ("due_day", "usual_day", "month", "months_after", "days_late"),
    [
        (28, 3, "2026-11-01", 1, 5),  # over a month of 30 days
        (28, 3, "2026-12-01", 1, 6),  # over the year's end
        (28, 3, "2027-02-01", 1, 3),  # over a February
        (28, 3, "2028-02-01", 1, 4),  # over a leap day
        (28, 31, "2026-12-01", 0, 3),
        (28, 31, "2026-11-01", 0, 2),  # November has no 31st
        (28, 31, "2027-02-01", 0, 0),
        (28, 31, "2028-02-01", 0, 1),
        (28, 29, "2028-02-01", 0, 1),
        (28, 29, "2027-02-01", 0, 0),
        (30, 31, "2027-02-01", 0, 0),  # both are the last day
        (31, 30, "2027-04-01", 0, 0),
        (31, 1, "2026-12-01", 1, 1),
        (31, 31, "2027-01-01", 1, 28),
        (5, 25, "2027-01-01", 0, 20),
        (5, 25, "2027-01-01", -1, 0),  # it came already, before the year's end
    ],
)
def test_lateness_over_the_ends_of_months(due_day, usual_day, month, months_after, days_late):
    assert lateness(due_day, usual_day, day(month), months_after) == days_late


@given(DAYS, DAYS, MONTHS)
def test_a_paper_in_the_same_month_is_late_when_its_day_is_later_and_never_by_more_than_the_days_between(
    due_day, usual_day, month
):
    days_late = lateness(due_day, usual_day, month)
    assert 0 <= days_late <= max(0, usual_day - due_day)
    if max(due_day, usual_day) <= 28:
        assert days_late == max(0, usual_day - due_day)


@given(DAYS, DAYS, MONTHS)
def test_a_paper_in_the_month_after_is_always_late(due_day, usual_day, month):
    assert 1 <= lateness(due_day, usual_day, month, 1) <= 61


@given(DAYS, DAYS, DAYS, MONTHS)
def test_a_later_day_is_never_less_late(due_day, one_day, other_day, month):
    earlier, later = sorted((one_day, other_day))
    assert lateness(due_day, earlier, month) <= lateness(due_day, later, month)


@given(DAYS, MONTHS)
def test_a_day_stands_in_its_month_and_moves_only_to_the_months_last_day(number, month):
    date = day_in_month(number, month)
    assert (date.year, date.month) == (month.year, month.month)
    assert date.day == number or (date.day < number and date.day == monthrange(month.year, month.month)[1])


@pytest.mark.parametrize("number", [0, 32, -1])
def test_a_number_that_is_no_day_is_refused(number):
    with pytest.raises(ValueError, match="no day of a month"):
        day_in_month(number, NOVEMBER)


@given(MONTHS, st.integers(0, 40))
def test_months_later_counts_months(month, number):
    later = months_later(month, number)
    assert (later.year * 12 + later.month) - (month.year * 12 + month.month) == number
    assert later.day == 1


@given(DAYS, DATES)
def test_the_next_due_day_has_not_passed_and_is_the_first_such(due_day, today):
    month = next_month_due(due_day, today)
    assert day_in_month(due_day, month) >= today
    assert day_in_month(due_day, months_later(month, 0)) >= today
    before = (month - datetime.timedelta(days=1)).replace(day=1)
    assert day_in_month(due_day, before) < today


@pytest.mark.parametrize(
    ("today", "months"),
    [
        ("2026-11-10", ["2026-11-10", "2026-12-10", "2027-01-10"]),  # the last day itself has not passed
        ("2026-11-11", ["2026-12-10", "2027-01-10", "2027-02-10"]),
    ],
)
def test_three_months_are_shown_over_the_years_end(today, months):
    seen = outlook(10, [UsualDay("rent", 17)], day(today))
    assert [month.due for month in seen.months] == [day(each) for each in months]


def test_the_last_day_of_february_stands_in_with_a_word_about_it():
    seen = outlook(30, [], day("2028-01-31"))
    assert [(month.due, month.is_shortened) for month in seen.months] == [
        (day("2028-02-29"), True),
        (day("2028-03-30"), False),
        (day("2028-04-30"), False),
    ]


@pytest.mark.parametrize(
    ("month", "due_day", "off", "working_day"),
    [
        ("2026-12-01", 10, None, None),
        ("2027-01-01", 10, DayOff.SUNDAY, "2027-01-08"),
        ("2027-01-01", 6, DayOff.EPIPHANY, "2027-01-05"),
        ("2026-12-01", 25, DayOff.CHRISTMAS_DAY, "2026-12-23"),
        ("2027-03-01", 29, DayOff.EASTER_MONDAY, "2027-03-25"),
        ("2027-05-01", 1, DayOff.MAY_DAY, "2027-04-30"),
    ],
)
def test_a_due_day_on_a_day_off_is_said_and_stays(month, due_day, off, working_day):
    ahead = month_ahead(due_day, [], day(month))
    assert ahead.due == day(month).replace(day=due_day)
    assert ahead.off == off
    assert ahead.working_day == (day(working_day) if working_day else None)


def test_a_paper_on_a_weekend_keeps_its_date_and_the_working_day_after_is_named():
    (rent,) = month_ahead(10, [UsualDay("rent", 17)], day("2027-01-01")).papers
    assert (rent.date, rent.days_late, rent.off, rent.working_day) == (
        day("2027-01-17"),
        7,
        DayOff.SUNDAY,
        day("2027-01-18"),
    )


def test_a_paper_in_good_time_says_nothing_of_its_weekend():
    (rent,) = month_ahead(10, [UsualDay("rent", 5)], day("2026-12-01")).papers
    assert (rent.date.weekday(), rent.off, rent.working_day, rent.days_late) == (5, None, None, 0)


def test_a_paper_that_a_weekend_may_push_past_the_last_day_says_so():
    # 9 January 2027 is a Saturday, the 10th a Sunday: on Monday the last day has passed.
    (rent,) = month_ahead(10, [UsualDay("rent", 9)], day("2027-01-01")).papers
    assert (rent.off, rent.working_day, rent.days_late) == (DayOff.SATURDAY, day("2027-01-11"), 0)


def test_a_paper_on_the_last_day_itself_is_not_late():
    (rent,) = month_ahead(10, [UsualDay("rent", 10)], NOVEMBER).papers
    assert (rent.days_late, rent.is_on_the_day) == (0, True)


def test_late_papers_stand_in_the_order_given_and_those_in_time_apart():
    rent, power, insurance = UsualDay("rent", 17), UsualDay("electricity", 18), UsualDay("insurance", 5)
    seen = outlook(10, [rent, insurance, power], day("2026-11-21"))
    assert seen.late == (Late(rent, 7, 7), Late(power, 8, 8))
    assert seen.in_time == (insurance,)


def test_a_paper_on_the_5th_gives_nothing():
    assert outlook(10, [UsualDay("rent", 5)], day("2026-11-21")).late == ()


def test_a_paper_that_is_late_in_long_months_only_is_late_by_none_to_one_day():
    seen = outlook(30, [UsualDay("rent", 31)], day("2026-11-21"))
    assert [month.papers[0].days_late for month in seen.months] == [0, 1, 1]
    assert seen.late == (Late(UsualDay("rent", 31), 0, 1),)


PAPERS = st.lists(
    st.builds(UsualDay, st.sampled_from(["rent", "electricity", "other"]), DAYS, st.integers(0, 1)),
    max_size=4,
)


@given(DAYS, PAPERS, DATES)
def test_every_paper_is_late_or_in_time_and_its_months_say_the_same(due_day, papers, today):
    seen = outlook(due_day, papers, today)
    assert len(seen.months) == 3
    assert sorted([*(late.usual for late in seen.late), *seen.in_time], key=repr) == sorted(papers, key=repr)
    for number, usual in enumerate(papers):
        days = [month.papers[number].days_late for month in seen.months]
        assert days == [
            lateness(due_day, usual.day, month.due.replace(day=1), usual.months_after)
            for month in seen.months
        ]
        assert (Late(usual, min(days), max(days)) in seen.late) == any(days)


@given(DAYS, PAPERS, DATES)
def test_no_date_is_moved_for_a_day_off(due_day, papers, today):
    for month in outlook(due_day, papers, today).months:
        assert month.due == day_in_month(due_day, month.due.replace(day=1))
        assert month.off == day_off(month.due)
        assert (month.working_day is not None) == (month.off is not None)
        for coming in month.papers:
            comes_in = months_later(month.due.replace(day=1), coming.usual.months_after)
            assert coming.date == day_in_month(coming.usual.day, comes_in)
            assert coming.days_late == max(0, (coming.date - month.due).days)
