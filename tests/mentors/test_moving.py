"""A meeting is moved: the same meeting, a new version, everybody told once, and never into somebody else's time."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils.translation import override

from mentors.booking.answering import accept
from mentors.booking.asking_to_move import ask_to_move
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import choose
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.moving import move, times_to_move_to, what_takes_times_to_move_to
from mentors.cards.models import AnswerWay, MentorCard, NeedsCard
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting, OccupiedQuarter
from mentors.places.models import Room
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory, WeeklyHoursFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    suggest,
    times_of,
)
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor() -> User:
    """Tuesdays with an answer, Wednesdays certain at once."""
    PairingSettings.objects.create(release_first_pairing=False)
    mentor = mentor_with_time()
    place = mentor.mentor_card.weekly_hours.get().place
    WeeklyHoursFactory(card=mentor.mentor_card, weekday=2, book_directly=True, place=place)
    Room.objects.create(place=place, name="Ljuset", seats=2)
    return mentor


@pytest.fixture
def meeting(mentor: User) -> Meeting:
    """Tuesday, from two to three."""
    learner = learner_with_card()
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor, now=NOW)


def learner_of(meeting: Meeting) -> User:
    assert meeting.holder is not None
    return meeting.holder


def moved(meeting: Meeting, time, *, by: User | None = None, version: int = 1, now=NOW) -> Meeting:
    by = by or learner_of(meeting)
    return move(meeting, time.start_quarter, time.place_id, version=version, by=by, now=now)


def test_it_stays_the_same_meeting_with_a_new_version_and_pressed_twice_it_is_moved_once(meeting, mentor):
    learner = learner_of(meeting)
    wednesday = times_to_move_to(meeting, by=learner, now=NOW)[0]
    assert wednesday.starts_at.weekday() == 2
    for _press in range(2):
        after = moved(meeting, wednesday)
    assert (after.pk, after.version, after.start_quarter) == (meeting.pk, 2, wednesday.start_quarter)
    assert history(meeting).count("moved") == 1
    # Whoever moved it too has the new time in writing.
    assert {one.person for one in Message.objects.filter(kind="moved")} == {learner, mentor}
    # The reminder of Tuesday is stopped, the one of Wednesday waits, for both.
    waiting = Message.objects.filter(kind="reminder", version=2)
    assert {one.person for one in waiting} == {learner, mentor}
    assert not Message.objects.filter(kind="reminder", version=1, state=Message.State.QUEUED).exists()
    quarters = OccupiedQuarter.objects.values_list("quarter", flat=True)
    assert (min(quarters), len(quarters)) == (wednesday.start_quarter, 4 + 4 + 1)
    assert set(after.occupied_rooms.values_list("quarter", flat=True)) == set(
        range(after.start_quarter, after.end_quarter)
    )
    # Tuesday is free again.
    assert times_of(mentor)[0].start_quarter == meeting.start_quarter


def test_a_time_that_needs_an_answer_is_for_those_who_have_been_asked_and_for_the_desk(meeting, mentor):
    tuesday = next(time for time in times_of(mentor) if not time.is_direct)
    with pytest.raises(NotAllowed):
        moved(meeting, tuesday)
    meeting.refresh_from_db()
    assert (meeting.version, meeting.occupied_quarters.count()) == (1, 9)
    ask_to_move(meeting, mentor, now=NOW)
    assert moved(meeting, tuesday).move_asked_at is None
    other = next(time for time in times_of(mentor) if not time.is_direct)
    assert moved(meeting, other, by=CoordinatorFactory(), version=2).version == 3


def test_whoever_no_answer_reaches_moves_to_any_time_once_the_mentor_asked_for_another(meeting, mentor):
    learner, tuesday = learner_of(meeting), next(time for time in times_of(mentor) if not time.is_direct)
    NeedsCard.objects.update(answer_way=AnswerWay.NONE)
    assert tuesday not in times_to_move_to(meeting, by=learner, now=NOW)
    assert tuesday in times_to_move_to(meeting, by=CoordinatorFactory(), now=NOW)
    ask_to_move(meeting, mentor, now=NOW)
    meeting.refresh_from_db()
    assert tuesday in times_to_move_to(meeting, by=learner, now=NOW)


def test_who_has_no_time_to_move_to_reads_what_of_their_own_takes_them_away(meeting, mentor):
    learner = learner_of(meeting)
    assert what_takes_times_to_move_to(meeting, by=learner, now=NOW) == []
    learner.needs_card.places.add(PlaceFactory())
    assert times_to_move_to(meeting, by=learner, now=NOW) == []
    with override("en"):
        said = what_takes_times_to_move_to(meeting, by=learner, now=NOW)
    assert said == ["They are at a place that you did not choose."]
    # Times that somebody has to answer are none to move to, and no reason.
    mentor.mentor_card.weekly_hours.update(book_directly=False)
    assert what_takes_times_to_move_to(meeting, by=learner, now=NOW) == []


def test_who_looked_at_an_older_version_moves_nothing(meeting):
    first, second = times_to_move_to(meeting, by=learner_of(meeting), now=NOW)[:3:2]
    moved(meeting, first)
    with pytest.raises(TimeTaken):
        moved(meeting, second)
    meeting.refresh_from_db()
    assert meeting.start_quarter == first.start_quarter


def test_a_time_that_somebody_has_is_not_free_and_all_is_as_it_was(meeting, mentor):
    wednesday = times_to_move_to(meeting, by=learner_of(meeting), now=NOW)[0]
    other = learner_with_card(learner=PersonFactory(phone="+46700000009"))
    suggest(other, mentor)
    choose(other, mentor, wednesday.start_quarter, wednesday.place_id, key=uuid.uuid4(), by=other, now=NOW)
    with pytest.raises(TimeTaken):
        moved(meeting, wednesday)
    meeting.refresh_from_db()
    assert (meeting.version, meeting.occupied_quarters.count(), meeting.occupied_rooms.count()) == (1, 9, 4)


def test_only_the_one_who_learns_moves_and_only_what_is_to_come(meeting, mentor):
    wednesday = times_to_move_to(meeting, by=learner_of(meeting), now=NOW)[0]
    for by in (mentor, PersonFactory()):
        with pytest.raises(NotAllowed):
            moved(meeting, wednesday, by=by)
    with pytest.raises(TooLate):
        moved(meeting, wednesday, now=meeting.starts_at + datetime.timedelta(minutes=1))
    cancel(meeting, learner_of(meeting), now=NOW)
    with pytest.raises(TooLate):
        moved(meeting, wednesday)


def test_in_a_full_week_a_meeting_can_be_moved_within_the_week(meeting, mentor):
    MentorCard.objects.filter(mentor=mentor).update(meetings_a_week=1, rest_days=2)
    wednesday = times_to_move_to(meeting, by=learner_of(meeting), now=NOW)[0]
    assert wednesday.starts_at.date() == datetime.date(2026, 12, 2)
    assert moved(meeting, wednesday).start_quarter == wednesday.start_quarter
