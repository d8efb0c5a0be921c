"""Times in words beside the figures."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from mentors.cards.models import DayPart
from mentors.meetings.times import day_and_part, day_before, day_part, in_figures, in_words, with_date

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=STOCKHOLM)


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-25 14:00", "today at 14:00"),
        ("2026-11-26 14:00", "tomorrow, Thursday at 14:00"),
        ("2026-11-27 09:15", "Friday 27 November at 09:15"),
        ("2027-01-04 18:30", "Monday 4 January at 18:30"),
    ],
)
def test_in_words(moment: str, said: str) -> None:
    assert in_words(at(moment), now=NOW) == said


def test_tomorrow_is_the_municipalitys_tomorrow() -> None:
    late = datetime.datetime(2026, 11, 25, 23, 30, tzinfo=datetime.UTC)
    assert in_words(at("2026-11-26 14:00"), now=late) == "today at 14:00"


def test_a_moment_in_utc_is_said_in_local_time() -> None:
    moment = datetime.datetime(2027, 7, 1, 12, tzinfo=datetime.UTC)
    assert with_date(moment) == "Thursday 1 July at 14:00"
    assert in_figures(moment) == "2027-07-01 14:00"


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("00:00", DayPart.MORNING),
        ("11:45", DayPart.MORNING),
        ("12:00", DayPart.AFTERNOON),
        ("16:45", DayPart.AFTERNOON),
        ("17:00", DayPart.EVENING),
    ],
)
def test_day_part(clock: str, part: DayPart) -> None:
    assert day_part(at(f"2026-11-26 {clock}")) == part


def test_day_and_part_has_a_date_when_the_day_is_not_the_nearest_of_its_name() -> None:
    assert day_and_part(at("2026-12-01 14:00"), now=NOW) == "Tuesday afternoon"
    assert day_and_part(at("2026-12-02 09:00"), now=NOW) == "Wednesday morning, 2 December"


@pytest.mark.parametrize(
    ("start", "hours_between"),
    [("2027-03-27 14:00", 24), ("2027-03-28 14:00", 23), ("2027-10-31 14:00", 25), ("2027-11-01 14:00", 24)],
)
def test_day_before_is_the_same_time_on_the_wall(start: str, hours_between: int) -> None:
    before = day_before(at(start))
    assert f"{before:%H:%M}" == "14:00"
    assert (at(start).timestamp() - before.timestamp()) / 3600 == hours_between


def test_swedish_names_of_days_and_months() -> None:
    with translation.override("sv"):
        said = with_date(at("2026-11-26 14:00"))
    assert "torsdag" in said
    assert "november" in said
    assert "14:00" in said
