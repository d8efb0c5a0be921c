"""Free times: the wall clock, both clock changes, what is taken, notice, furthest day, queries."""

from __future__ import annotations

import datetime
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.hours.free_times import FreeTime, Wishes, free_times, is_free, next_free_time
from mentors.hours.lost import Lost, Rule
from mentors.hours.models import HoursOnDate, PairingSettings
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place
from tests.factories import MentorCardFactory, PlaceFactory, TimeOffFactory, WeeklyHoursFactory
from tests.mentors.wall_clock import NOW, STOCKHOLM, first_days, occupy, on_the_clock

pytestmark = pytest.mark.django_db

TUESDAY, SUNDAY = 1, 6


def test_weekly_hours_become_times_every_half_hour() -> None:
    mentor = WeeklyHoursFactory().card.mentor
    assert first_days(mentor, 7) == [
        "2026-12-01 14:00-15:00",
        "2026-12-01 14:30-15:30",
        "2026-12-01 15:00-16:00",
    ]


def test_length_of_a_meeting_is_the_municipalitys() -> None:
    PairingSettings.objects.create(meeting_minutes=85)
    mentor = WeeklyHoursFactory().card.mentor
    assert first_days(mentor, 7) == ["2026-12-01 14:00-15:30", "2026-12-01 14:30-16:00"]


def test_hours_too_short_for_a_meeting_give_no_time() -> None:
    mentor = WeeklyHoursFactory(ends=datetime.time(14, 45)).card.mentor
    assert free_times([mentor.pk], now=NOW) == {mentor.pk: []}


def test_times_end_at_the_furthest_day() -> None:
    PairingSettings.objects.create(furthest_days=8)
    mentor = WeeklyHoursFactory(starts=datetime.time(15)).card.mentor
    assert on_the_clock(free_times([mentor.pk], now=NOW)[mentor.pk]) == [
        "2026-12-01 15:00-16:00",
        "2026-12-08 15:00-16:00",
    ]


def test_time_off_takes_whole_days_first_and_last_included() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(15))
    TimeOffFactory(card=hours.card, first_day=datetime.date(2026, 12, 1), last_day=datetime.date(2026, 12, 8))
    assert first_days(hours.card.mentor, 16) == ["2026-12-15 15:00-16:00"]


def test_time_off_of_one_mentor_is_not_anothers() -> None:
    mine, other = WeeklyHoursFactory(starts=datetime.time(15)), WeeklyHoursFactory(starts=datetime.time(15))
    TimeOffFactory(card=other.card)
    assert first_days(mine.card.mentor, 7) == ["2026-12-01 15:00-16:00"]
    assert first_days(other.card.mentor, 7) == []


def test_occupied_quarters_and_the_pause_after_them_are_left_out() -> None:
    mentor = WeeklyHoursFactory(starts=datetime.time(12), ends=datetime.time(17)).card.mentor
    # A meeting 14:00-15:00 with its pause of a quarter.
    occupy(mentor, datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM), 5)
    assert first_days(mentor, 7) == [
        "2026-12-01 12:00-13:00",
        "2026-12-01 12:30-13:30",
        # 13:00-14:00 would leave no pause before the meeting at 14:00; 15:00 lies in the pause after it.
        "2026-12-01 15:30-16:30",
        "2026-12-01 16:00-17:00",
    ]


def test_without_a_pause_meetings_can_follow_each_other() -> None:
    PairingSettings.objects.create(buffer_minutes=0)
    mentor = WeeklyHoursFactory(starts=datetime.time(13), ends=datetime.time(16)).card.mentor
    occupy(mentor, datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM), 4)
    assert first_days(mentor, 7) == ["2026-12-01 13:00-14:00", "2026-12-01 15:00-16:00"]


def test_pause_of_a_late_meeting_reaches_over_midnight() -> None:
    mentor = WeeklyHoursFactory(starts=datetime.time(22, 30), ends=datetime.time(23, 45)).card.mentor
    occupy(mentor, datetime.datetime(2026, 12, 2, 0, 0, tzinfo=STOCKHOLM), 4)
    PairingSettings.objects.create(buffer_minutes=30)
    # 22:30-23:30 and its pause to 00:00 just fit.
    assert first_days(mentor, 7) == ["2026-12-01 22:30-23:30"]
    PairingSettings.objects.update(buffer_minutes=45)
    assert first_days(mentor, 7) == []


def test_times_just_after_midnight_belong_to_their_own_day() -> None:
    mentor = WeeklyHoursFactory(starts=datetime.time(0), ends=datetime.time(1)).card.mentor
    # 23:00 UTC on Monday is midnight on Tuesday in Stockholm.
    (time,) = (time for time in free_times([mentor.pk], now=NOW)[mentor.pk] if time.starts_at.day == 1)
    assert time.start_quarter == quarter_of(datetime.datetime(2026, 11, 30, 23, tzinfo=datetime.UTC))
    assert is_free(mentor.pk, time.start_quarter, time.place_id, now=NOW) == time


def test_day_of_now_is_the_municipalitys_day() -> None:
    mentor = WeeklyHoursFactory(starts=datetime.time(15)).card.mentor
    # Still Monday in UTC, Tuesday in Stockholm.
    now = datetime.datetime(2026, 11, 30, 23, 30, tzinfo=datetime.UTC)
    assert first_days(mentor, 3, now) == ["2026-12-01 15:00-16:00"]


@pytest.fixture
def open_on_holidays(db: None) -> None:
    """The clock changes on Easter Sunday in 2027."""
    PairingSettings.objects.create(closed_on_holidays=False)


def test_wall_clock_stays_over_the_change_to_summer_time(open_on_holidays: None) -> None:
    mentor = WeeklyHoursFactory(weekday=SUNDAY, starts=datetime.time(14), ends=datetime.time(15)).card.mentor
    now = datetime.datetime(2027, 3, 20, 10, tzinfo=STOCKHOLM)
    times = free_times([mentor.pk], now=now)[mentor.pk]
    assert on_the_clock(times)[:3] == [
        "2027-03-21 14:00-15:00",
        "2027-03-28 14:00-15:00",
        "2027-04-04 14:00-15:00",
    ]
    # Between the first two the night had 23 hours.
    assert times[1].start_quarter - times[0].start_quarter == 7 * 96 - 4
    assert times[2].start_quarter - times[1].start_quarter == 7 * 96


def test_wall_clock_stays_over_the_change_to_winter_time() -> None:
    mentor = WeeklyHoursFactory(weekday=SUNDAY, starts=datetime.time(14), ends=datetime.time(15)).card.mentor
    now = datetime.datetime(2027, 10, 23, 10, tzinfo=STOCKHOLM)
    times = free_times([mentor.pk], now=now)[mentor.pk]
    assert on_the_clock(times)[:2] == ["2027-10-24 14:00-15:00", "2027-10-31 14:00-15:00"]
    assert times[1].start_quarter - times[0].start_quarter == 7 * 96 + 4


def test_hour_that_does_not_exist_is_never_offered(open_on_holidays: None) -> None:
    mentor = WeeklyHoursFactory(weekday=SUNDAY, starts=datetime.time(1), ends=datetime.time(5)).card.mentor
    now = datetime.datetime(2027, 3, 26, 10, tzinfo=STOCKHOLM)
    # 02:00 to 03:00 is skipped that night: 01:30 goes on at 03:00.
    assert first_days(mentor, 3, now) == [
        "2027-03-28 01:00-03:00",
        "2027-03-28 01:30-03:30",
        "2027-03-28 03:00-04:00",
        "2027-03-28 03:30-04:30",
        "2027-03-28 04:00-05:00",
    ]
    assert all(
        time.end_quarter - time.start_quarter == 4 for time in free_times([mentor.pk], now=now)[mentor.pk]
    )


def test_hours_that_lie_in_the_hour_that_does_not_exist_give_no_time(open_on_holidays: None) -> None:
    mentor = WeeklyHoursFactory(weekday=SUNDAY, starts=datetime.time(2), ends=datetime.time(3)).card.mentor
    assert first_days(mentor, 3, datetime.datetime(2027, 3, 26, 10, tzinfo=STOCKHOLM)) == []


def test_hour_that_comes_twice_is_offered_once_as_its_first_coming() -> None:
    mentor = WeeklyHoursFactory(weekday=SUNDAY, starts=datetime.time(2), ends=datetime.time(3)).card.mentor
    now = datetime.datetime(2027, 10, 29, 10, tzinfo=STOCKHOLM)
    times = [time for time in free_times([mentor.pk], now=now)[mentor.pk] if time.starts_at.day == 31]
    assert [time.start_quarter for time in times] == [
        quarter_of(datetime.datetime(2027, 10, 31, 0, 0, tzinfo=datetime.UTC)),
        quarter_of(datetime.datetime(2027, 10, 31, 0, 30, tzinfo=datetime.UTC)),
    ]
    # 01:30 UTC is the second 02:30.
    again = quarter_of(datetime.datetime(2027, 10, 31, 1, 30, tzinfo=datetime.UTC))
    assert is_free(mentor.pk, again, times[0].place_id, now=now) is None


@pytest.mark.parametrize(
    ("book_directly", "is_staffed", "now", "expected"),
    [
        # A time to be answered starts later than three hours from now.
        (False, True, "2026-12-01 10:59", ["14:00", "14:30", "15:00"]),
        (False, True, "2026-12-01 11:00", ["14:30", "15:00"]),
        (False, True, "2026-12-01 11:01", ["14:30", "15:00"]),
        # A direct time starts one hour from now or later.
        (True, True, "2026-12-01 13:00", ["14:00", "14:30", "15:00"]),
        (True, True, "2026-12-01 13:01", ["14:30", "15:00"]),
        # Without staff a time is not direct, whatever its row says.
        (True, False, "2026-12-01 13:00", []),
    ],
)
def test_notice(book_directly: bool, is_staffed: bool, now: str, expected: list[str]) -> None:
    hours = WeeklyHoursFactory(book_directly=book_directly, place__is_staffed=is_staffed)
    moment = datetime.datetime.fromisoformat(now).replace(tzinfo=STOCKHOLM)
    found = free_times([hours.card.mentor.pk], now=moment)[hours.card.mentor.pk]
    that_day = [time for time in found if time.starts_at.date() == moment.date()]
    assert [f"{time.starts_at:%H:%M}" for time in that_day] == expected
    assert {time.is_direct for time in that_day} <= {book_directly and is_staffed}


def test_overlapping_rules_give_one_time_and_the_direct_one() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(14))
    WeeklyHoursFactory(card=hours.card, place=hours.place, starts=datetime.time(15), book_directly=True)
    times = free_times([hours.card.mentor.pk], now=NOW)[hours.card.mentor.pk][:3]
    assert [(f"{time.starts_at:%H:%M}", time.is_direct) for time in times] == [
        ("14:00", False),
        ("14:30", False),
        ("15:00", True),
    ]


def test_a_place_that_is_used_no_more_takes_its_hours_away_and_gives_no_others_back() -> None:
    hours = WeeklyHoursFactory()
    HoursOnDate.objects.create(
        card=hours.card,
        day=datetime.date(2026, 12, 1),
        starts=datetime.time(9),
        ends=datetime.time(10),
        place=PlaceFactory(is_open=False),
    )
    mentor, lost = hours.card.mentor, list[Lost]()
    free = free_times([mentor.pk], now=NOW, lost=lost)[mentor.pk]
    # Not the Tuesday hours of the week: the mentor has said where she is on that one.
    assert on_the_clock(free)[0] == "2026-12-08 14:00-15:00"
    assert next_free_time([mentor.pk], now=NOW) == free[0]
    nine = quarter_of(datetime.datetime(2026, 12, 1, 9, tzinfo=STOCKHOLM))
    assert [(one.start_quarter, one.rule) for one in lost] == [(nine, Rule.PLACE_CLOSED)]


def test_while_a_meeting_goes_on_the_time_after_it_and_its_pause_is_free() -> None:
    mentor = WeeklyHoursFactory(
        starts=datetime.time(13), ends=datetime.time(17), book_directly=True
    ).card.mentor
    Place.objects.update(is_staffed=True)
    occupy(mentor, datetime.datetime(2026, 12, 1, 13, tzinfo=STOCKHOLM), 9, length=8)
    now = datetime.datetime(2026, 12, 1, 13, 20, tzinfo=STOCKHOLM)
    assert first_days(mentor, 1, now) == ["2026-12-01 15:30-16:30", "2026-12-01 16:00-17:00"]


def test_without_names_all_who_can_be_matched() -> None:
    able = WeeklyHoursFactory().card.mentor
    WeeklyHoursFactory(card__is_active=False)
    WeeklyHoursFactory(card__trained_on=None)
    WeeklyHoursFactory(card__promised_on=None)
    WeeklyHoursFactory(card__mentor__is_active=False)
    assert set(free_times(now=NOW)) == {able.pk}


def test_is_free_says_when_it_is_and_that_it_is_not() -> None:
    hours = WeeklyHoursFactory()
    mentor, place = hours.card.mentor, hours.place
    start = quarter_of(datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM))
    time = is_free(mentor.pk, start, place.pk, now=NOW)
    assert time == FreeTime(mentor.pk, start, start + 4, place.pk, is_direct=False)
    assert is_free(mentor.pk, start + 1, place.pk, now=NOW) is None
    assert is_free(mentor.pk, start, place.pk + 1, now=NOW) is None
    assert is_free(mentor.pk + 1, start, place.pk, now=NOW) is None
    assert is_free(mentor.pk, start + 96 * 7 * 5, place.pk, now=NOW) is None


@pytest.mark.parametrize("quarter", [-1, 0, 1, 2**31, 10**15])
def test_nonsense_is_not_free(quarter: int) -> None:
    hours = WeeklyHoursFactory()
    assert is_free(hours.card.mentor.pk, quarter, hours.place.pk, now=NOW) is None


@pytest.mark.parametrize("mentors", [1, 3])
def test_queries_do_not_grow_with_mentors(mentors: int) -> None:
    for _ in range(mentors):
        hours = WeeklyHoursFactory()
        WeeklyHoursFactory(card=hours.card, weekday=3)
        TimeOffFactory(card=hours.card)
        occupy(hours.card.mentor, datetime.datetime(2026, 12, 3, 14, tzinfo=STOCKHOLM), 5)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(free_times(now=NOW)) == mentors
    assert len(asked) == 5


@pytest.mark.parametrize("seed", range(4))
def test_the_next_free_time_of_many_is_the_least_of_all_that_suit(seed: int) -> None:
    """Stretches that overlap, direct times beside others at the same moment, meetings, days off, two places."""
    pick = random.Random(seed)
    places = [PlaceFactory(is_staffed=True) for _ in range(2)]
    for _ in range(5):
        card = MentorCardFactory()
        for weekday, starts in pick.sample([(day, hour) for day in range(7) for hour in (8, 9, 10)], 3):
            WeeklyHoursFactory(
                card=card,
                weekday=weekday,
                starts=datetime.time(starts),
                ends=datetime.time(starts + 2),
                place=pick.choice(places),
                book_directly=pick.random() < 0.5,
            )
        occupy(card.mentor, NOW + datetime.timedelta(days=pick.randrange(5), hours=pick.randrange(-2, 2)), 5)
    busy = frozenset(range(quarter_of(NOW), quarter_of(NOW) + 96 * pick.randrange(2)))
    for wishes in (
        None,
        Wishes(only_direct=True),
        Wishes(busy=busy),
        Wishes(places=[places[1].pk], day_parts=["morning"]),
    ):
        found = free_times(now=NOW, wishes=wishes)
        everything = [time for times in found.values() for time in times]
        least = min(
            everything, key=lambda one: (one.start_quarter, one.mentor_id, one.place_id), default=None
        )
        assert next_free_time(now=NOW, wishes=wishes) == least, wishes


def test_every_other_week_goes_on_through_a_year_of_53_weeks() -> None:
    PairingSettings.objects.create(furthest_days=42)
    hours = WeeklyHoursFactory(
        starts=datetime.time(15),
        every=2,
        first_day=datetime.date(2026, 12, 8),
        last_day=datetime.date(2027, 1, 5),
    )
    assert on_the_clock(free_times([hours.card.mentor.pk], now=NOW)[hours.card.mentor.pk]) == [
        "2026-12-08 15:00-16:00",
        "2026-12-22 15:00-16:00",
        "2027-01-05 15:00-16:00",
    ]


def test_hours_of_one_date_hold_instead_of_the_weeks_and_on_a_holiday() -> None:
    hours = WeeklyHoursFactory(weekday=4, starts=datetime.time(15))  # Fridays: the 25th is Christmas Day
    for day in (datetime.date(2026, 12, 4), datetime.date(2026, 12, 25)):
        HoursOnDate.objects.create(
            card=hours.card, day=day, starts=datetime.time(9), ends=datetime.time(10), place=hours.place
        )
    assert on_the_clock(free_times([hours.card.mentor.pk], now=NOW)[hours.card.mentor.pk]) == [
        "2026-12-04 09:00-10:00",
        "2026-12-11 15:00-16:00",
        "2026-12-18 15:00-16:00",
        "2026-12-25 09:00-10:00",
    ]


@pytest.mark.parametrize(
    ("setting", "day"),
    [
        ("closed_on_holidays", datetime.date(2027, 5, 6)),  # Ascension Day
        ("closed_on_squeeze_days", datetime.date(2027, 5, 7)),
        ("closed_on_eves", datetime.date(2027, 6, 25)),  # Midsummer's Eve
    ],
)
def test_the_municipality_closes_on_the_days_it_says(setting: str, day: datetime.date) -> None:
    rules = PairingSettings.objects.create(
        **{
            "closed_on_holidays": False,
            "closed_on_eves": False,
            "closed_on_squeeze_days": False,
            setting: True,
        }
    )
    mentor = WeeklyHoursFactory(weekday=day.weekday(), starts=datetime.time(15)).card.mentor
    now = datetime.datetime.combine(day, datetime.time(10), tzinfo=STOCKHOLM) - datetime.timedelta(days=1)
    assert str(day) not in {one[:10] for one in first_days(mentor, 3, now)}
    setattr(rules, setting, False)
    rules.save()
    assert str(day) in {one[:10] for one in first_days(mentor, 3, now)}


def test_leap_day_and_the_turn_of_the_year_are_days_like_others() -> None:
    leap = WeeklyHoursFactory(starts=datetime.time(15)).card.mentor
    now = datetime.datetime(2028, 2, 27, 10, tzinfo=STOCKHOLM)
    assert first_days(leap, 10, now) == ["2028-02-29 15:00-16:00", "2028-03-07 15:00-16:00"]
    late = WeeklyHoursFactory(weekday=6, starts=datetime.time(23), ends=datetime.time(23, 45)).card.mentor
    PairingSettings.objects.create(meeting_minutes=45, closed_on_holidays=False, closed_on_eves=False)
    # A Sunday, New Year's Eve: from 23:00 until just before midnight, and its pause lies in the next year.
    assert first_days(late, 5, datetime.datetime(2028, 12, 29, 10, tzinfo=STOCKHOLM)) == [
        "2028-12-31 23:00-23:45"
    ]


def test_the_next_free_time_is_the_first_of_all() -> None:
    late, early = WeeklyHoursFactory(weekday=3).card.mentor, WeeklyHoursFactory().card.mentor
    everything = [time for times in free_times(now=NOW).values() for time in times]
    assert next_free_time(now=NOW) == min(everything, key=lambda time: time.start_quarter)
    assert next_free_time([late.pk], now=NOW) == free_times([late.pk], now=NOW)[late.pk][0]
    TimeOffFactory(card=early.mentor_card, last_day=datetime.date(2026, 12, 14))
    # Nothing in the first week: the others are looked at.
    assert next_free_time([early.pk], now=NOW) == free_times([early.pk], now=NOW)[early.pk][0]
    assert next_free_time([early.pk + late.pk + 1], now=NOW) is None
