"""Free times: hours and rooms of places, the way between them, pauses, and so many a day."""

from __future__ import annotations

import datetime

import pytest

from mentors.hours.free_times import Wishes, free_times, is_free
from mentors.hours.lost import Lost, Rule
from mentors.hours.models import HoursOnDate, PairingSettings
from mentors.meetings.models import Meeting, OccupiedRoom
from mentors.meetings.quarters import quarter_of
from mentors.places.models import PlaceDays, PlaceHours, Room
from tests.factories import PlaceFactory, WeeklyHoursFactory
from tests.mentors.test_free_times import NOW, STOCKHOLM, first_days, occupy, on_the_clock

pytestmark = pytest.mark.django_db


def test_times_lie_within_the_hours_of_the_place_and_certain_days_hold_before_the_week() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(13), ends=datetime.time(18))
    PlaceHours.objects.create(
        place=hours.place, weekday=1, starts=datetime.time(14), ends=datetime.time(15, 30)
    )
    other = {
        "place": hours.place,
        "first_day": datetime.date(2026, 12, 8),
        "last_day": datetime.date(2026, 12, 14),
    }
    PlaceDays.objects.create(**other, starts=datetime.time(16, 30), ends=datetime.time(20))
    closed = {"first_day": datetime.date(2026, 12, 15), "last_day": datetime.date(2026, 12, 15)}
    PlaceDays.objects.create(place=hours.place, **closed)
    lost: list[Lost] = []
    free = free_times([hours.card.mentor.pk], now=NOW, lost=lost)[hours.card.mentor.pk]
    assert on_the_clock(free) == [
        "2026-12-01 14:00-15:00",
        "2026-12-01 14:30-15:30",
        "2026-12-08 16:30-17:30",
        "2026-12-08 17:00-18:00",
        "2026-12-22 14:00-15:00",
        "2026-12-22 14:30-15:30",
    ]
    assert {one.rule for one in lost} == {Rule.PLACE_CLOSED}


def test_a_place_is_open_every_other_week_and_from_day_to_day() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(13), ends=datetime.time(18))
    PlaceHours.objects.create(
        place=hours.place,
        weekday=1,
        starts=datetime.time(13),
        ends=datetime.time(14),
        every=2,
        first_day=datetime.date(2026, 12, 7),
    )
    PlaceHours.objects.create(
        place=hours.place,
        weekday=1,
        starts=datetime.time(16),
        ends=datetime.time(17),
        last_day=datetime.date(2026, 12, 8),
    )
    assert on_the_clock(free_times([hours.card.mentor.pk], now=NOW)[hours.card.mentor.pk]) == [
        "2026-12-01 16:00-17:00",
        "2026-12-08 13:00-14:00",
        "2026-12-08 16:00-17:00",
        "2026-12-22 13:00-14:00",
    ]


def test_a_place_is_closed_on_a_holiday_unless_it_says_otherwise_for_that_day() -> None:
    christmas = datetime.date(2026, 12, 25)
    hours = WeeklyHoursFactory(weekday=2)
    HoursOnDate.objects.create(
        card=hours.card, day=christmas, starts=datetime.time(9), ends=datetime.time(10), place=hours.place
    )
    PlaceHours.objects.create(place=hours.place, weekday=4, starts=datetime.time(8), ends=datetime.time(20))
    mentor = hours.card.mentor
    assert not [
        time for time in free_times([mentor.pk], now=NOW)[mentor.pk] if time.starts_at.date() == christmas
    ]
    PlaceDays.objects.create(
        place=hours.place,
        first_day=christmas,
        last_day=christmas,
        starts=datetime.time(9),
        ends=datetime.time(12),
    )
    assert [
        time for time in free_times([mentor.pk], now=NOW)[mentor.pk] if time.starts_at.date() == christmas
    ]


def test_a_time_needs_a_room_with_two_seats_that_nobody_else_has() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(14), ends=datetime.time(15))
    mentor, start = hours.card.mentor, quarter_of(datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM))
    room = Room.objects.create(place=hours.place, name="Ljuset", seats=2)
    Room.objects.create(place=hours.place, name="Stängt", seats=9, is_in_use=False)
    other = WeeklyHoursFactory(place=hours.place).card.mentor
    occupy(other, datetime.datetime(2026, 12, 1, 14, 45, tzinfo=STOCKHOLM), 4)
    meeting = Meeting.objects.get()
    OccupiedRoom.objects.bulk_create(
        OccupiedRoom(room=room, meeting=meeting, quarter=start + number) for number in range(3, 7)
    )
    assert is_free(mentor.pk, start, hours.place_id, now=NOW) is None
    lost: list[Lost] = []
    free_times([mentor.pk], now=NOW, lost=lost)
    assert [(one.start_quarter, one.rule) for one in lost if one.rule == Rule.NO_ROOM] == [
        (start, Rule.NO_ROOM)
    ]
    # A meeting that moves leaves its own room: what is shown then is what `move` takes.
    assert is_free(mentor.pk, start, hours.place_id, now=NOW, but_for=meeting.pk) is not None
    Room.objects.create(place=hours.place, name="Lugnet", seats=3)
    assert is_free(mentor.pk, start, hours.place_id, now=NOW) is not None


def test_a_mentor_has_time_to_go_from_one_place_to_another() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(12), ends=datetime.time(17))
    mentor = hours.card.mentor
    PairingSettings.objects.create(travel_minutes=45)
    # Elsewhere from 14 to 15: there until 13:15, back from 15:45.
    occupy(mentor, datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM), 5, PlaceFactory(), 4)
    assert first_days(mentor, 7) == ["2026-12-01 12:00-13:00", "2026-12-01 16:00-17:00"]
    lost: list[Lost] = []
    free_times([mentor.pk], now=NOW, lost=lost)
    assert Rule.TRAVEL in {one.rule for one in lost}
    # At the same place nobody goes anywhere.
    Meeting.objects.update(place=hours.place)
    assert "2026-12-01 15:30-16:30" in first_days(mentor, 7)


def test_a_pause_before_a_meeting_and_so_many_a_day() -> None:
    hours = WeeklyHoursFactory(starts=datetime.time(12), ends=datetime.time(17))
    mentor = hours.card.mentor
    rules = PairingSettings.objects.create(buffer_before_minutes=30)
    occupy(mentor, datetime.datetime(2026, 12, 1, 13, tzinfo=STOCKHOLM), 5, length=4)
    # The meeting's own pause ends at 14:15, and 30 minutes more are free before the next begins.
    assert first_days(mentor, 7) == [
        "2026-12-01 15:00-16:00",
        "2026-12-01 15:30-16:30",
        "2026-12-01 16:00-17:00",
    ]
    rules.meetings_a_day = 1
    rules.save()
    assert first_days(mentor, 7) == []
    rules.meetings_a_day = 2
    rules.save()
    assert len(first_days(mentor, 7)) == 3


def test_two_who_have_not_met_do_not_begin_where_not_everybody_may_come_in() -> None:
    hours = WeeklyHoursFactory(place__is_public=False)
    mentor = hours.card.mentor
    lost: list[Lost] = []
    assert free_times([mentor.pk], now=NOW, wishes=Wishes(), lost=lost) == {mentor.pk: []}
    assert Rule.FIRST_IN_PUBLIC in {one.rule for one in lost}
    assert free_times([mentor.pk], now=NOW, wishes=Wishes(met={mentor.pk}))[mentor.pk]
