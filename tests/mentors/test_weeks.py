"""A week as a list of days: hours, closed days, days off and what is booked; and which week an address says."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from mentors.hours.days import Stretch, Timetable, Weekly, closed_days
from mentors.hours.models import PairingSettings
from mentors.hours.opening import Opening, weekly_of
from mentors.hours.weeks import Line, laid_out, monday_said, quarters_of, said_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TODAY = datetime.date(2026, 12, 23)


@pytest.mark.parametrize(
    ("said", "monday"),
    [
        ("2026-53", "2026-12-28"),
        ("2027-1", "2027-01-04"),
        ("2027-53", "2026-12-21"),  # 2027 has no week 53
        ("2026-0", "2026-12-21"),
        ("2031-10", "2026-12-21"),  # too far ahead
        ("2020-10", "2026-12-21"),  # too far back
        ("nu", "2026-12-21"),
        ("2026-٤٨", "2026-12-21"),
        ("", "2026-12-21"),
    ],
)
def test_the_week_of_an_address(said: str, monday: str) -> None:
    assert monday_said(said, TODAY) == datetime.date.fromisoformat(monday)


def test_an_address_leads_back_to_its_week_over_a_year_of_53_weeks() -> None:
    for number in range(60):
        monday = datetime.date(2026, 12, 21) + datetime.timedelta(weeks=number - 30)
        assert monday_said(said_of(monday + datetime.timedelta(days=6)), TODAY) == monday


def test_a_week_in_which_the_clock_changes_has_an_hour_less_or_more() -> None:
    quarters = [
        end - first
        for first, end in (
            quarters_of(datetime.date(2027, 3, 22), 1),
            quarters_of(datetime.date(2027, 10, 25), 1),
            quarters_of(datetime.date(2027, 4, 5), 2),
        )
    ]
    assert quarters == [7 * 96 - 4, 7 * 96 + 4, 14 * 96]


def test_days_with_hours_what_is_booked_and_what_takes_them_away() -> None:
    timetable = Timetable(
        weekly=[
            Weekly(2, Stretch(56, 64, 7)),
            Weekly(2, Stretch(36, 44, 8)),
            Weekly(4, Stretch(36, 44, 7)),
            Weekly(0, Stretch(36, 44, 7)),
        ],
        off=[(datetime.date(2026, 12, 28), datetime.date(2026, 12, 28))],
    )

    def at(day: int, hour: int) -> datetime.datetime:
        return datetime.datetime(2026, 12, day, hour, tzinfo=STOCKHOLM)

    lines = [
        Line(at(23, 15), at(23, 16), "later"),
        Line(at(23, 9), at(23, 10), "first"),
        Line(at(31, 9), at(31, 10), "eve"),
    ]
    first, second = laid_out(
        datetime.date(2026, 12, 21),
        2,
        lines,
        today=TODAY,
        is_closed=closed_days(PairingSettings()),
        timetable=timetable,
        places={7: "Biblioteket"},
        closed_word="shut",
    )
    assert (first.number, second.number) == (52, 53)
    assert [day.day.day for day in second.days] == [28, 29, 30, 31, 1, 2, 3]
    wednesday = first.days[2]
    assert wednesday.is_today
    assert [line.of for line in wednesday.lines] == ["first", "later"]
    assert [(str(some.opens), some.place) for some in wednesday.hours] == [
        ("09:00:00", ""),
        ("14:00:00", "Biblioteket"),
    ]
    # Christmas Day is a Friday: closed, and its hours do not hold. A meeting on an eve is shown all the same.
    assert (first.days[4].closed, first.days[4].hours) == ("juldagen", [])
    assert (second.days[0].is_off, second.days[0].hours) == (True, [])
    assert [line.of for line in second.days[3].lines] == ["eve"]


def test_a_place_has_its_opening_hours_or_why_it_is_closed() -> None:
    days = [
        (datetime.date(2026, 12, 25), datetime.date(2026, 12, 25), (48, 56)),
        (datetime.date(2026, 12, 28), datetime.date(2026, 12, 28), None),
    ]
    opening = Opening(
        weekly=[weekly_of(0, (40, 76)), weekly_of(4, (60, 76)), weekly_of(4, (40, 48))], days=days
    )
    first, second = laid_out(
        datetime.date(2026, 12, 21),
        2,
        [],
        today=TODAY,
        is_closed=closed_days(PairingSettings()),
        opening=opening,
        closed_word="shut",
    )
    said = {
        day.day.day: (day.closed, [(f"{some.opens:%H}", f"{some.closes:%H}") for some in day.hours])
        for day in (*first.days, *second.days)
        if day.day.weekday() in {0, 1, 4}
    }
    # What is said of certain days holds before the week, and before a holiday.
    assert said == {
        21: ("", [("10", "19")]),
        22: ("shut", []),
        25: ("", [("12", "14")]),
        28: ("shut", []),
        29: ("shut", []),
        1: ("nyårsdagen", []),
    }
    (silent,) = laid_out(
        datetime.date(2026, 12, 21),
        1,
        [],
        today=TODAY,
        is_closed=closed_days(PairingSettings()),
        opening=Opening(),
        closed_word="shut",
    )
    # A place that says nothing is open whenever people are: no hours, and only the municipality's days are closed.
    assert [(day.closed, day.hours) for day in silent.days[2:5]] == [
        ("", []),
        ("julafton", []),
        ("juldagen", []),
    ]
