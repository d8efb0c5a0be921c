"""A meeting that did not take place: said once, counted, kept of nobody."""

from __future__ import annotations

import datetime
import uuid

import pytest

from insight.models import Count
from mentors.booking.answering import accept
from mentors.booking.errors import NotAllowed
from mentors.booking.not_held import can_say_not_held, say_not_held
from mentors.booking.opening import open_meeting
from mentors.booking.seats import take_seat
from mentors.booking.together import begin_after_first_meeting
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, pairing_of, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(db: None) -> Meeting:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor, now=NOW)


def counted() -> dict[str, int]:
    return dict(Count.objects.filter(measure="meeting.not_held").values_list("dimensions", "times"))


def test_it_is_said_once_by_whoever_comes_first_and_only_counted(booked: Meeting) -> None:
    learner, after = booked.holder, booked.ends_at
    assert learner is not None
    assert not can_say_not_held(learner, booked, now=NOW)
    assert say_not_held(booked, learner, "bus", now=NOW) is False
    assert say_not_held(booked, learner, "bus", now=after) is True
    assert say_not_held(booked, learner, "bus", now=after) is False
    again = Meeting.objects.get(pk=booked.pk)
    assert say_not_held(again, booked.mentor, "language", now=after) is False
    assert counted() == {"obstacle=bus": 1}
    assert booked.events.count() == 2
    # Two who have not met are not yet a pair under way.
    assert begin_after_first_meeting(after) == 0
    assert pairing_of(again).state == "accepted"


def test_no_reason_is_needed_and_a_made_up_one_is_none(booked: Meeting) -> None:
    assert say_not_held(booked, booked.mentor, "their fault", now=booked.ends_at)
    assert counted() == {"obstacle=unsaid": 1}


def test_it_is_for_its_people_and_for_two_weeks(booked: Meeting) -> None:
    with pytest.raises(NotAllowed):
        say_not_held(booked, PersonFactory(), now=booked.ends_at)
    assert not can_say_not_held(booked.mentor, booked, now=booked.ends_at + datetime.timedelta(days=14))


def test_one_of_a_group_does_not_speak_for_all(booked: Meeting) -> None:
    leader, learner, desk = PersonFactory(), PersonFactory(), CoordinatorFactory()
    start = booked.start_quarter + 96
    group = open_meeting(leader, PlaceFactory(), start, start + 4, by=desk, seats=4, now=NOW)
    take_seat(group, learner, key=uuid.uuid4(), by=learner, now=NOW)
    assert not can_say_not_held(learner, group, now=group.ends_at)
    with pytest.raises(NotAllowed):
        say_not_held(group, learner, now=group.ends_at)
    assert can_say_not_held(desk, group, now=group.ends_at)
    assert say_not_held(group, leader, now=group.ends_at)
