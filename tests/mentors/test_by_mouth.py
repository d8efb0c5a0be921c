"""Whoever has neither phone nor e-mail stands on the desk's list until somebody has told them, and no longer."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
import time_machine

from mentors.booking.answering import accept
from mentors.booking.by_mouth import has_been_told, whom_to_tell
from mentors.booking.cancelling import cancel
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.moving_groups import move_group
from mentors.booking.opening import open_meeting
from mentors.booking.reassigning import reassign
from mentors.booking.seats import take_seat
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from tests.factories import CoordinatorFactory, MentorCardFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_at_ten():
    with time_machine.travel(NOW, tick=False):
        PairingSettings.objects.create(release_first_pairing=False)
        yield


def asked(*unreachable: str, **hours: Any) -> Meeting:
    """A learner has chosen a mentor; who is named ("holder", "mentor") has neither phone nor e-mail."""
    learner, mentor = learner_with_card(), mentor_with_time(**hours)
    for who, person in (("holder", learner), ("mentor", mentor)):
        if who in unreachable:
            person.contact_points.all().delete()
    suggest(learner, mentor)
    return choose_first(learner, mentor)


def two_of(meeting: Meeting) -> tuple[User, User]:
    assert meeting.holder is not None
    return meeting.holder, meeting.mentor


def to_tell() -> list[tuple[User, list[str]]]:
    return [(row.person, [one.what for one in row.news]) for row in whom_to_tell(NOW)]


def tell_all() -> None:
    for row in whom_to_tell(NOW):
        has_been_told(row.person, [one.seen for one in row.news])


def test_a_mentor_hears_of_what_is_booked_moved_and_cancelled_and_each_time_once() -> None:
    meeting = asked("mentor", book_directly=True)
    learner, mentor = two_of(meeting)
    assert to_tell() == [(mentor, ["booked_directly"])]
    (seen,) = [[one.seen for one in row.news] for row in whom_to_tell(NOW)]
    later = times_to_move_to(meeting, by=learner)[-1]
    meeting = move(meeting, later.start_quarter, later.place_id, version=1, by=learner)
    # What was seen is known, what came after it is not; and one person's form says nothing of another's.
    has_been_told(mentor, seen)
    has_been_told(learner, [one._replace(version=2) for one in seen])
    assert to_tell() == [(mentor, ["moved"])]
    tell_all()
    assert to_tell() == []
    cancel(meeting, learner)
    assert to_tell() == [(mentor, ["cancelled"])]
    assert whom_to_tell(meeting.ends_at + datetime.timedelta(minutes=15)) == []


def test_what_somebody_did_themselves_they_know_and_whoever_can_be_reached_is_written_to() -> None:
    meeting = asked("holder", "mentor", book_directly=True)
    learner, mentor = two_of(meeting)
    cancel(meeting, mentor)
    assert to_tell() == [(learner, ["cancelled"])]
    cancel(asked(book_directly=True), CoordinatorFactory())
    assert to_tell() == [(learner, ["cancelled"])]


def test_a_request_that_came_to_nothing_is_told_to_nobody() -> None:
    meeting = asked("mentor")
    cancel(meeting, two_of(meeting)[0])
    assert to_tell() == []


def test_a_learner_hears_that_somebody_else_comes() -> None:
    meeting = asked("holder")
    accept(meeting, meeting.mentor)
    assert to_tell() == []
    other = MentorCardFactory(mentor=PersonFactory()).mentor
    reassign(meeting, other, version=1, by=CoordinatorFactory())
    assert to_tell() == [(meeting.holder, ["changed_hands"])]


def test_whoever_lost_a_meeting_to_somebody_else_hears_of_it_once_and_not_when_it_is_theirs_again() -> None:
    meeting = asked("mentor")
    accept(meeting, meeting.mentor)
    before, desk = meeting.mentor, CoordinatorFactory()
    other = MentorCardFactory(mentor=PersonFactory()).mentor
    reassign(meeting, other, version=1, by=desk)
    assert to_tell() == [(before, ["handed_on"])]
    (had,) = [one.had for row in whom_to_tell(NOW) for one in row.news]
    assert had.starts_at == meeting.starts_at
    reassign(meeting, before, version=2, by=desk)
    assert to_tell() == [(other, ["handed_on"])]
    reassign(meeting, other, version=3, by=desk)
    assert to_tell() == [(before, ["handed_on"])]
    tell_all()
    assert to_tell() == []


def test_whoever_takes_a_seat_knows_when_it_is_and_hears_of_what_comes_after() -> None:
    desk, leader, learner = CoordinatorFactory(), PersonFactory(phone="+46700000009"), PersonFactory()
    start = quarter_of(NOW) + 96
    group = open_meeting(leader, PlaceFactory(), start, start + 4, by=desk)
    group = move_group(group, group.place, start + 4, start + 8, version=1, by=desk)
    take_seat(group, learner, key=uuid.uuid4(), by=learner)
    assert to_tell() == []
    move_group(group, group.place, start + 8, start + 12, version=2, by=desk)
    assert to_tell() == [(learner, ["moved"])]
