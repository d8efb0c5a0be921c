"""Hours that last until midnight: 24:00 of that day, held as 00:00, on both nights when the clock changes too."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from time_machine import TimeMachineFixture

from core.about_people import abouts, values
from core.typed_times import ClockField
from mentors.booking.choosing import choose
from mentors.booking.errors import TimeTaken
from mentors.cards.models import MentorCard
from mentors.hours.clock import clock_day, wall_span
from mentors.hours.free_times import is_free
from mentors.hours.models import DeskHours, HoursOnDate, PairingSettings, WeeklyHours
from mentors.meetings.models import OccupiedRoom
from mentors.meetings.quarters import quarter_of
from mentors.places.closing import MIDNIGHT, end_in_figures, is_forwards
from mentors.places.models import PlaceDays, PlaceHours, Room
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import learner_with_card, mentor_with_time, suggest
from tests.mentors.wall_clock import STOCKHOLM, first_days
from users.models import User

ONE_DAY = datetime.timedelta(days=1)
#: Year's end, both days on which the clock changes and the day before one, the leap day, an ordinary one.
DAYS = ["2026-12-31", "2027-03-27", "2027-03-28", "2027-10-31", "2028-02-29", "2026-12-01"]
QUARTERS = [datetime.time(quarter // 4, quarter % 4 * 15) for quarter in range(96)]


@pytest.mark.parametrize("typed", ["00:00", "0", "24", "24:00", "24.00", "2400", "٢٤:٠٠"])
def test_an_end_at_midnight_is_written_in_either_way_and_a_beginning_only_in_one(typed: str) -> None:
    assert ClockField(is_end=True).clean(typed) == MIDNIGHT
    if typed.startswith("0"):
        assert ClockField().clean(typed) == MIDNIGHT
    else:
        with pytest.raises(ValidationError):
            ClockField().clean(typed)
    with pytest.raises(ValidationError):
        ClockField(is_end=True).clean("24:15")


def test_whoever_reads_all_about_themselves_reads_the_end_as_it_is_written_elsewhere() -> None:
    row = WeeklyHours(card=MentorCard(), weekday=0, starts=datetime.time(18), ends=MIDNIGHT)
    about = abouts()["mentors.WeeklyHours"]
    said = {one.name: one.text for one in values(about, row, User())}
    assert (said["starts"], said["ends"]) == ("18:00", "24:00")


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(DAYS), st.sampled_from(QUARTERS), st.sampled_from(QUARTERS), st.integers(1, 12))
def test_what_begins_in_hours_until_midnight_is_over_by_then(day, starts, ends, length) -> None:
    date = datetime.date.fromisoformat(day)
    opens, closes = wall_span(starts, ends)
    assert (opens < closes) == (is_forwards(starts, ends) or starts == ends == MIDNIGHT)
    found = clock_day(date).starts(*wall_span(starts, MIDNIGHT), length, 1)
    after = clock_day(date + ONE_DAY).midnight
    assert all(start + length <= after for start in found)
    # The last one ends with the day. The clock changes at two or three, so twelve quarters before midnight it is over.
    assert (after - length in found) == (96 - length >= opens)
    assert set(found) >= set(clock_day(date).starts(opens, closes, length, 1))
    assert end_in_figures(ends) == ("24:00" if closes == 96 else f"{closes // 4:02}:{closes % 4 * 15:02}")


@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS)
def test_the_last_meeting_of_a_day_ends_with_it_and_takes_nothing_of_the_next(
    day: str, time_machine: TimeMachineFixture
) -> None:
    date = datetime.date.fromisoformat(day)
    now = datetime.datetime.combine(date - 2 * ONE_DAY, datetime.time(10), STOCKHOLM)
    time_machine.move_to(now, tick=False)
    PairingSettings.objects.create(
        release_first_pairing=False, buffer_minutes=0, closed_on_holidays=False, closed_on_eves=False
    )
    place = PlaceFactory()
    room = Room.objects.create(place=place, name="Ljuset", seats=3)
    PlaceHours.objects.create(
        place=place, weekday=date.weekday(), starts=datetime.time(8), ends=datetime.time(23, 30)
    )
    mentor = mentor_with_time(
        place=place, weekday=date.weekday(), starts=datetime.time(22), ends=MIDNIGHT, first_day=date
    )
    learner = learner_with_card()
    suggest(learner, mentor)
    # A place that closes before it takes the last times away; until midnight on that day, it does not.
    assert first_days(mentor, 4, now) == [f"{day} 22:00-23:00", f"{day} 22:30-23:30"]
    PlaceDays.objects.create(
        place=place, first_day=date, last_day=date, starts=datetime.time(8), ends=MIDNIGHT
    )
    assert first_days(mentor, 4, now) == [f"{day} 22:00-23:00", f"{day} 22:30-23:30", f"{day} 23:00-00:00"]
    midnight = quarter_of(datetime.datetime.combine(date + ONE_DAY, MIDNIGHT, STOCKHOLM))
    meeting = choose(learner, mentor, midnight - 4, place.pk, key=uuid.uuid4(), by=learner, now=now)
    assert (meeting.start_quarter, meeting.end_quarter) == (midnight - 4, midnight)
    taken = OccupiedRoom.objects.filter(room=room).order_by("quarter").values_list("quarter", flat=True)
    assert list(taken) == list(range(midnight - 4, midnight))
    assert is_free(mentor.pk, midnight - 4, place.pk, now=now) is None
    other = learner_with_card(learner=PersonFactory())
    suggest(other, mentor)
    with pytest.raises(TimeTaken):
        choose(other, mentor, midnight - 2, place.pk, key=uuid.uuid4(), by=other, now=now)
    # Half-open: the next day begins free.
    HoursOnDate.objects.create(
        card=mentor.mentor_card, day=date + ONE_DAY, starts=MIDNIGHT, ends=datetime.time(1), place=place
    )
    PlaceDays.objects.create(
        place=place,
        first_day=date + ONE_DAY,
        last_day=date + ONE_DAY,
        starts=MIDNIGHT,
        ends=datetime.time(1),
    )
    assert is_free(mentor.pk, midnight, place.pk, now=now)


@pytest.mark.django_db
def test_the_database_keeps_hours_until_midnight_and_none_that_go_backwards() -> None:
    place, day = PlaceFactory(), datetime.date(2026, 12, 1)
    card, coordinator = mentor_with_time(place=place).mentor_card, CoordinatorFactory()
    make = [
        lambda **span: WeeklyHours.objects.create(card=card, place=place, weekday=4, **span),
        lambda **span: HoursOnDate.objects.create(card=card, place=place, day=day, **span),
        lambda **span: PlaceHours.objects.create(place=place, weekday=4, **span),
        lambda **span: PlaceDays.objects.create(place=place, first_day=day, last_day=day, **span),
        lambda **span: DeskHours.objects.create(person=coordinator, weekday=4, **span),
    ]
    for one in make:
        row = one(starts=datetime.time(22), ends=MIDNIGHT)
        row.full_clean()
        row.refresh_from_db()
        assert row.ends == MIDNIGHT
        backwards = [(datetime.time(22), datetime.time(0, 15)), (datetime.time(9), datetime.time(9))]
        for starts, ends in [*backwards, (MIDNIGHT, MIDNIGHT)]:
            with pytest.raises(IntegrityError), transaction.atomic():
                one(starts=starts, ends=ends)
    with pytest.raises(ValidationError, match=r"end must be later|Slutet"):
        PlaceHours(place=place, weekday=0, starts=MIDNIGHT, ends=MIDNIGHT).full_clean()
