"""What ends when one of two people does not want to meet the other, and what the other one notices of it."""

from __future__ import annotations

import datetime
import uuid

import pytest

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.booking.errors import NotAllowed
from mentors.booking.opening import open_meeting
from mentors.booking.parting import part, take_back
from mentors.booking.seats import take_seat
from mentors.calendars.feeds import gone_for_calendar
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from mentors.permissions import people_met
from mentors.safety.models import Block, Sharing
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, notices_to, suggest
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_release(db: None) -> None:
    """Requests go straight to the mentor."""
    PairingSettings.objects.create(release_first_pairing=False)


def two_with_a_meeting(*, stands: bool) -> tuple[User, User, Meeting]:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    if stands:
        accept(meeting, mentor, now=NOW)
    return learner, mentor, meeting


def what_is_told_to(person: User) -> str:
    return Message.objects.get(person=person, kind="cancelled").text


@pytest.mark.parametrize("said_by_learner", [True, False])
def test_everything_between_the_two_ends(said_by_learner: bool) -> None:
    learner, mentor, meeting = two_with_a_meeting(stands=True)
    Sharing.objects.create(owner=learner, seen_by=mentor, what=Sharing.What.PHONE)
    said_by, other = (learner, mentor) if said_by_learner else (mentor, learner)
    part(said_by, other, by=said_by, now=NOW)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CANCELLED
    assert Pairing.objects.get().state == Pairing.State.ENDED
    assert not OccupiedQuarter.objects.exists()
    assert not Sharing.objects.exists()
    assert not Suggestion.objects.exists()
    assert not people_met(learner).exists()
    assert not people_met(mentor).exists()
    assert [kind for kind, _state in notices_to(other)].count("cancelled") == 1
    assert "cancelled" not in [kind for kind, _state in notices_to(said_by)]


def test_the_words_are_those_of_any_cancelled_meeting() -> None:
    """The negative control of silence: with and without a block, the other one reads the same."""
    learner, mentor, meeting = two_with_a_meeting(stands=True)
    part(mentor, learner, by=mentor, now=NOW)
    told = what_is_told_to(learner)
    other_learner = learner_with_card()
    suggest(other_learner, mentor)
    other_meeting = choose_first(other_learner, mentor)
    accept(other_meeting, mentor, now=NOW)
    cancel(other_meeting, mentor, now=NOW)
    assert what_is_told_to(other_learner) == told
    assert meeting.start_quarter == other_meeting.start_quarter


def test_a_request_that_waits_becomes_a_no_and_the_next_mentor_is_asked() -> None:
    learner, mentor, next_mentor = learner_with_card(), mentor_with_time(), mentor_with_time()
    suggest(learner, mentor, next_mentor)
    meeting = choose_first(learner, mentor)
    part(mentor, learner, by=mentor, now=NOW)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DECLINED
    assert Meeting.objects.held().get().mentor == next_mentor
    assert "next_asked" in [kind for kind, _state in notices_to(learner)]


def test_a_request_that_the_learner_takes_back_so_leaves_the_mentor_with_the_usual_words() -> None:
    learner, mentor, meeting = two_with_a_meeting(stands=False)
    part(learner, mentor, by=learner, now=NOW)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CANCELLED
    assert "withdrawn" in [kind for kind, _state in notices_to(mentor)]


@pytest.mark.parametrize("who", ["learner", "leader", "two learners"])
def test_one_of_the_two_leaves_a_group(who: str) -> None:
    leader, one, other = mentor_with_time(), learner_with_card(), learner_with_card()
    start = int((NOW + datetime.timedelta(days=1)).timestamp()) // 900
    group = open_meeting(leader, PlaceFactory(), start, start + 4, by=CoordinatorFactory(), now=NOW)
    for person in (one, other):
        take_seat(group, person, key=uuid.uuid4(), by=person, now=NOW)
    said_by, whom = {"learner": (one, leader), "leader": (leader, one), "two learners": (other, one)}[who]
    part(said_by, whom, by=said_by, now=NOW)
    here = set(group.bookings.filter(role=Booking.Role.LEARNER).values_list("person", flat=True))
    assert here == {other.pk}
    assert group.bookings.filter(person=leader).exists()
    told = [kind for kind, _state in notices_to(one)]
    assert ("cancelled" in told) == (said_by != one)
    lost = [seat.starts_at for seat in one.lost_seats.all()]
    assert lost == ([group.starts_at] if said_by != one else [])
    assert [gone.meeting_id for gone in gone_for_calendar(one, now=NOW)] == [group.pk]


def test_what_has_been_stays_as_it_was() -> None:
    learner, mentor, meeting = two_with_a_meeting(stands=True)
    part(learner, mentor, by=learner, now=meeting.ends_at)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.STANDS


def test_saying_it_twice_and_from_both_sides_changes_nothing_more() -> None:
    learner, mentor, _meeting = two_with_a_meeting(stands=True)
    first = part(learner, mentor, by=learner, now=NOW)
    assert part(learner, mentor, by=learner, now=NOW) == first
    part(mentor, learner, by=mentor, now=NOW)
    assert Block.objects.count() == 2
    assert [kind for kind, _state in notices_to(mentor)].count("cancelled") == 1


def test_only_the_one_who_says_it_or_the_desk_may() -> None:
    one, other, third = PersonFactory(), PersonFactory(), PersonFactory()
    with pytest.raises(NotAllowed):
        part(one, other, by=third)
    with pytest.raises(NotAllowed):
        part(one, one, by=one)
    block = part(one, other, by=CoordinatorFactory())
    for nosy in (other, third):
        with pytest.raises(NotAllowed):
            take_back(block, by=nosy)
    take_back(block, by=one)
    assert not Block.objects.exists()
