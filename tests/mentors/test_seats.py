"""Groups and drop-ins: opening, seats, giving them back."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils import translation

from mentors.booking.cancelling import cancel
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.opening import open_meeting
from mentors.booking.seats import give_back_seat, take_seat
from mentors.cards.channels import EntryChannel
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from mentors.meetings.quarters import quarter_of
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import (
    NOW,
    STOCKHOLM,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    notices_to,
    suggest,
    times_of,
)
from users.models import User

pytestmark = pytest.mark.django_db

TUESDAY_AT_TWO = quarter_of(datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM))


def group(seats: int = 2, mentor: User | None = None, **more: object) -> Meeting:
    return open_meeting(
        mentor or mentor_with_time(),
        PlaceFactory(),
        TUESDAY_AT_TWO,
        TUESDAY_AT_TWO + 8,
        by=CoordinatorFactory(),
        seats=seats,
        now=NOW,
        **more,  # type: ignore[arg-type]
    )


def take(meeting: Meeting, learner: User, **more: object) -> Booking:
    return take_seat(meeting, learner, **{"key": uuid.uuid4(), "by": learner, "now": NOW, **more})  # type: ignore[arg-type]


def test_opening_takes_the_mentors_time_and_pause() -> None:
    mentor = mentor_with_time()
    meeting = group(mentor=mentor)
    assert meeting.occupied_quarters.count() == 9
    assert not [time for time in times_of(mentor) if time.start_quarter < TUESDAY_AT_TWO + 8]
    assert history(meeting) == ["opened"]
    with pytest.raises(TimeTaken):
        group(mentor=mentor)
    assert Meeting.objects.count() == 1


def test_opening_is_the_coordinators_and_lies_ahead() -> None:
    mentor, place = mentor_with_time(), PlaceFactory()
    with pytest.raises(NotAllowed):
        open_meeting(mentor, place, TUESDAY_AT_TWO, TUESDAY_AT_TWO + 4, by=mentor, now=NOW)
    with pytest.raises(TooLate):
        open_meeting(
            mentor,
            place,
            TUESDAY_AT_TWO,
            TUESDAY_AT_TWO + 4,
            by=CoordinatorFactory(),
            now=NOW + datetime.timedelta(days=2),
        )
    assert not Meeting.objects.exists()


def test_seats_are_numbered_until_the_group_is_full() -> None:
    meeting, first, second, third = group(), PersonFactory(), PersonFactory(), PersonFactory()
    assert [take(meeting, first).seat, take(meeting, second).seat] == [1, 2]
    with pytest.raises(TimeTaken) as refused:
        take(meeting, third)
    with translation.override("en"):
        assert "last seat" in refused.value.message
    assert not OccupiedQuarter.objects.filter(person=third).exists()


def test_same_key_and_same_person_get_the_same_seat() -> None:
    meeting, learner, key = group(), PersonFactory(phone="+46700000003"), uuid.uuid4()
    booking = take(meeting, learner, key=key)
    assert take(meeting, learner, key=key) == booking
    assert take(meeting, learner) == booking
    assert history(meeting) == ["opened", "seat_taken"]
    assert notices_to(learner) == [("booked", "queued"), ("reminder", "queued")]


def test_somebody_elses_key_is_refused() -> None:
    meeting, key = group(), uuid.uuid4()
    take(meeting, PersonFactory(), key=key)
    with pytest.raises(NotAllowed):
        take(meeting, PersonFactory(), key=key)


def test_seat_can_be_taken_while_a_request_is_open() -> None:
    learner, mentor = learner_with_card(), mentor_with_time(weekday=3)
    suggest(learner, mentor)
    choose_first(learner, mentor)
    assert take(group(), learner).seat == 1


def test_learner_who_is_elsewhere_at_that_time_is_refused() -> None:
    learner = PersonFactory()
    take(group(), learner)
    with pytest.raises(TimeTaken) as refused:
        take(group(), learner)
    with translation.override("en"):
        assert "already have something booked" in refused.value.message
    assert Booking.objects.filter(person=learner).count() == 1


def test_drop_in_needs_no_booking() -> None:
    meeting = group(format=Meeting.Format.DROP_IN)
    assert meeting.seats == 0
    with pytest.raises(NotAllowed):
        take(meeting, PersonFactory())


def test_meeting_of_two_has_no_seat_for_a_third() -> None:
    learner, mentor = learner_with_card(), mentor_with_time(book_directly=True)
    suggest(learner, mentor)
    with pytest.raises(NotAllowed):
        take(choose_first(learner, mentor), PersonFactory())


def test_seat_is_refused_to_the_mentor_to_strangers_and_too_late() -> None:
    meeting, learner = group(), PersonFactory()
    with pytest.raises(NotAllowed):
        take(meeting, meeting.mentor)
    with pytest.raises(NotAllowed):
        take(meeting, learner, by=PersonFactory())
    with pytest.raises(TooLate):
        take(meeting, learner, now=meeting.starts_at)


def test_coordinator_takes_a_seat_by_phone() -> None:
    booking = take(group(), PersonFactory(), by=CoordinatorFactory(), entered_by=EntryChannel.PHONE)
    assert booking.entered_by == EntryChannel.PHONE


def test_seat_given_back_is_free_for_the_next_and_for_the_same_again() -> None:
    meeting, learner, other = group(seats=1), PersonFactory(phone="+46700000003"), PersonFactory()
    booking = take(meeting, learner)
    give_back_seat(booking, learner, now=NOW)
    give_back_seat(booking, learner, now=NOW)
    assert not OccupiedQuarter.objects.filter(person=learner).exists()
    assert notices_to(learner) == [("booked", "cancelled"), ("reminder", "cancelled")]
    others = take(meeting, other)
    assert others.seat == 1
    give_back_seat(others, other, now=NOW)
    take(meeting, learner)
    assert sorted(notices_to(learner))[-2:] == [("reminder", "cancelled"), ("reminder", "queued")]
    assert history(meeting).count("seat_given_back") == 2


def test_seat_is_given_back_by_its_person_before_the_start() -> None:
    meeting, learner = group(), PersonFactory()
    booking = take(meeting, learner)
    with pytest.raises(NotAllowed):
        give_back_seat(booking, PersonFactory(), now=NOW)
    with pytest.raises(TooLate):
        give_back_seat(booking, learner, now=meeting.starts_at)


def test_cancelled_group_tells_everybody_and_learners_cannot_cancel_it() -> None:
    meeting = group()
    people = [PersonFactory(phone=f"+4670000001{number}") for number in range(2)]
    for person in people:
        take(meeting, person)
    with pytest.raises(NotAllowed):
        cancel(meeting, people[0], now=NOW)
    cancel(meeting, meeting.mentor, now=NOW)
    for person in people:
        assert ("cancelled", "queued") in notices_to(person)
    assert set(Message.objects.filter(kind="reminder").values_list("state", flat=True)) == {"cancelled"}
    assert not OccupiedQuarter.objects.exists()
