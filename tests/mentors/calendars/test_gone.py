"""A meeting that goes on without somebody leaves their calendar, and can come back: read by another library."""

from __future__ import annotations

import datetime
import uuid

import pytest
import vobject

from mentors.booking.answering import accept
from mentors.booking.coming_along import come_along
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.opening import open_meeting
from mentors.booking.reassigning import reassign
from mentors.booking.seats import give_back_seat, take_seat
from mentors.calendars.feeds import gone_for_calendar, meetings_for_calendar
from mentors.calendars.files import feed_of, file_of, gone_file_of
from mentors.hours.models import PairingSettings
from mentors.meetings.gone import gone_meeting, gone_token
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from messaging.models import Message
from messaging.quotes import LINK
from tests.factories import (
    CoordinatorFactory,
    MentorCardFactory,
    PersonFactory,
    PlaceFactory,
    WeeklyHoursFactory,
)
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from users.contacts import keep
from users.models import User

pytestmark = pytest.mark.django_db


def entry(content: bytes) -> tuple[str, str, int, datetime.datetime]:
    """How the only meeting in a file stands for a calendar: method, UID, SEQUENCE and start."""
    calendar = vobject.readOne(content.decode())
    event = calendar.vevent
    assert event.status.value == ("CANCELLED" if calendar.method.value == "CANCEL" else "CONFIRMED")
    return calendar.method.value, event.uid.value, int(event.sequence.value), event.dtstart.value


def of(person: User) -> list[tuple[str, str, int, datetime.datetime]]:
    """What the files say that a person can have of their meetings."""
    stand = [file_of(one, language="sv", with_place=False) for one in meetings_for_calendar(person, now=NOW)]
    gone = [gone_file_of(one, language="sv") for one in gone_for_calendar(person, now=NOW)]
    return [entry(one) for one in (*stand, *gone)]


@pytest.fixture
def booked() -> Meeting:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor, now=NOW)


def test_who_handed_it_on_is_told_that_it_is_gone_and_the_others_that_it_stands(booked: Meeting) -> None:
    first, learner, desk = booked.mentor, booked.holder, {"by": CoordinatorFactory(), "now": NOW}
    assert learner is not None
    second = MentorCardFactory(mentor=PersonFactory(phone="+46700000007")).mentor
    uid, start = str(booked.pk), booked.starts_at
    assert of(first) == of(learner) == [("PUBLISH", uid, 0, start)]
    after = reassign(booked, second, version=1, **desk)
    assert of(first) == [("CANCEL", uid, 1, start)]
    assert of(learner) == of(second) == [("PUBLISH", uid, 1, start)]
    (told,) = Message.objects.filter(person=first, kind="handed_over")
    assert LINK in told.text
    # What becomes of it after that is not told to whoever has no part in it.
    WeeklyHoursFactory(card=second.mentor_card, weekday=3)
    time = times_to_move_to(after, by=desk["by"], now=NOW)[0]
    after = move(after, time.start_quarter, time.place_id, version=2, **desk)
    assert of(first) == [("CANCEL", uid, 1, start)]
    assert of(learner) == [("PUBLISH", uid, 2, time.starts_at)]
    # Both ways of the feed: told to the one, and back again with a version that no calendar has seen.
    feed = vobject.readOne(
        feed_of([], language="sv", with_place=True, gone=gone_for_calendar(first, now=NOW)).decode()
    )
    assert (feed.method.value, feed.vevent.status.value) == ("PUBLISH", "CANCELLED")
    reassign(after, first, version=3, **desk)
    assert of(first) == [("PUBLISH", uid, 3, time.starts_at)]
    assert of(second) == [("CANCEL", uid, 3, time.starts_at)]


def test_whoever_comes_along_no_more_is_told_each_time(booked: Meeting) -> None:
    one, other, desk = CoordinatorFactory(), CoordinatorFactory(), CoordinatorFactory()
    for number, person in enumerate((one, other)):
        keep(person, {"phone": f"+4670000003{number}"})
    uid, start = str(booked.pk), booked.starts_at
    for person in (one, other, one, other):
        booked = come_along(booked, person, by=desk, now=NOW)
    assert of(one) == [("CANCEL", uid, 4, start)]
    assert of(other) == of(booked.mentor) == [("PUBLISH", uid, 4, start)]
    assert Message.objects.filter(person=one, kind="handed_over").count() == 2


def test_the_third_who_need_not_come_to_a_meeting_that_was_moved_is_told(booked: Meeting) -> None:
    third, desk = CoordinatorFactory(), CoordinatorFactory()
    come_along(booked, third, by=desk, now=NOW)
    start, behind = booked.starts_at, booked.start_quarter + 7 * 96
    moved = move(booked, behind, booked.place_id, version=1, by=desk, now=NOW)
    assert moved.coordinator is None
    assert of(third) == [("CANCEL", str(booked.pk), 2, start)]


@pytest.mark.parametrize("by_desk", [False, True])
def test_who_takes_a_seat_anew_has_a_later_version_than_the_one_that_took_it_away(by_desk: bool) -> None:
    start = quarter_of(NOW) + 2 * 96
    group = open_meeting(PersonFactory(), PlaceFactory(), start, start + 4, by=CoordinatorFactory(), now=NOW)
    learner = PersonFactory()
    seat = take_seat(group, learner, key=uuid.uuid4(), by=learner, now=NOW)
    uid, begins = str(group.pk), group.starts_at
    assert of(learner) == [("PUBLISH", uid, 0, begins)]
    gone = gone_meeting(gone_token(group))
    assert gone is not None
    give_back_seat(seat, CoordinatorFactory() if by_desk else learner, now=NOW)
    # Whoever does it themselves has the file at once, and nothing is kept of it.
    assert of(learner) == ([("CANCEL", uid, 1, begins)] if by_desk else [])
    assert entry(gone_file_of(gone, language="sv")) == ("CANCEL", uid, 1, begins)
    take_seat(group, learner, key=uuid.uuid4(), by=learner, now=NOW)
    assert of(learner) == [("PUBLISH", uid, 2, begins)]
