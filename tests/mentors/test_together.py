"""A pairing's way: both say yes, a pause, an end. Who may press, what stands, what the history says."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mentors.booking.answering import accept
from mentors.booking.errors import NotAllowed
from mentors.booking.together import begin_after_first_meeting, end, go_on, pause
from mentors.matching import states
from mentors.matching.models import Pairing, PairingEvent
from mentors.matching.pairs import pairs_of
from mentors.meetings.models import Meeting
from mentors.permissions import meetings_of_learner, meetings_of_mentor
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory
from tests.mentors.desk.asking import ask_somebody, learner_of, pairing_of

pytestmark = pytest.mark.django_db

State = Pairing.State


def both_said_yes() -> Meeting:
    meeting = ask_somebody()
    return accept(meeting, meeting.mentor)


def state_of(pairing: Pairing) -> str:
    return Pairing.objects.get(pk=pairing.pk).state


def way_of(pairing: Pairing) -> list[tuple[str, str]]:
    return list(pairing.events.values_list("before", "after"))


def test_each_step_has_a_line_with_who_and_by_which_door() -> None:
    meeting = ask_somebody()
    pairing, learner = pairing_of(meeting), learner_of(meeting)
    accept(meeting, CoordinatorFactory(), entered_by="phone")
    pause(pairing, learner)
    assert way_of(pairing) == [("", "chosen"), ("chosen", "accepted"), ("accepted", "paused")]
    by = [event.by_id for event in pairing.events.all()]
    assert (by[0], by[2]) == (learner.pk, learner.pk)
    assert [event.entered_by for event in pairing.events.all()] == ["web", "phone", "web"]


@pytest.mark.parametrize("who", ["learner", "mentor"])
def test_a_pause_is_for_both_to_press_and_touches_no_meeting(who: str) -> None:
    meeting = both_said_yes()
    pairing = pairing_of(meeting)
    person = learner_of(meeting) if who == "learner" else meeting.mentor
    pause(pairing, person)
    pause(pairing, person)
    assert state_of(pairing) == State.PAUSED
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.STANDS
    go_on(pairing, person)
    assert state_of(pairing) == State.ACCEPTED


def test_a_pair_that_has_met_is_under_way_and_goes_back_there_after_a_pause() -> None:
    meeting = both_said_yes()
    pairing = pairing_of(meeting)
    assert begin_after_first_meeting(meeting.starts_at) == 0
    after = meeting.starts_at + datetime.timedelta(hours=2)
    assert (begin_after_first_meeting(after), begin_after_first_meeting(after)) == (1, 0)
    assert state_of(pairing) == State.ACTIVE
    pairing.refresh_from_db()
    pause(pairing, learner_of(meeting), now=after)
    pairing.refresh_from_db()
    go_on(pairing, learner_of(meeting), now=after)
    assert state_of(pairing) == State.ACTIVE


@pytest.mark.parametrize("who", ["learner", "mentor"])
def test_an_end_cancels_what_is_to_come_and_shows_to_nobody_of_the_two(who: str) -> None:
    meeting = both_said_yes()
    learner, mentor, pairing = learner_of(meeting), meeting.mentor, pairing_of(meeting)
    end(pairing, learner if who == "learner" else mentor)
    end(pairing, learner if who == "learner" else mentor)
    assert state_of(pairing) == State.ENDED
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.CANCELLED
    assert (pairs_of(learner), pairs_of(mentor)) == ([], [])
    assert not meetings_of_learner(learner).exclude(state=Meeting.State.CANCELLED).exists()
    assert not meetings_of_mentor(mentor).exclude(state=Meeting.State.CANCELLED).exists()
    assert Pairing.objects.filter(pk=pairing.pk).exists(), "the coordinator still sees it"


def test_what_the_two_did_before_the_end_is_the_coordinators_to_see() -> None:
    meeting = both_said_yes()
    learner, mentor = learner_of(meeting), meeting.mentor
    after = meeting.starts_at + datetime.timedelta(hours=2)
    assert meetings_of_learner(learner).filter(pk=meeting.pk).exists()
    end(pairing_of(meeting), learner, now=after)
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.STANDS
    assert not meetings_of_learner(learner).exists()
    assert not meetings_of_mentor(mentor).exists()


def test_an_end_without_a_meeting_tells_the_other_one_without_name_or_reason() -> None:
    meeting = both_said_yes()
    pairing, mentor = pairing_of(meeting), meeting.mentor
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CANCELLED)
    Message.objects.all().delete()
    end(pairing, learner_of(meeting))
    (message,) = Message.objects.filter(person=mentor)
    assert learner_of(meeting).alias not in message.text
    assert message.kind == "parted"


def test_nobody_else_presses_and_a_request_is_not_ended_but_taken_back() -> None:
    meeting = both_said_yes()
    for deed in (pause, go_on, end):
        with pytest.raises(NotAllowed):
            deed(pairing_of(meeting), PersonFactory())
    waiting = ask_somebody()
    with pytest.raises(NotAllowed):
        end(pairing_of(waiting), learner_of(waiting))


def test_what_is_over_stays_over() -> None:
    pairing = pairing_of(both_said_yes())
    end(pairing, pairing.learner)
    with pytest.raises(NotAllowed):
        go_on(pairing, pairing.learner)
    assert state_of(pairing) == State.ENDED


def test_the_database_refuses_a_step_that_is_none() -> None:
    pairing = pairing_of(both_said_yes())
    for before, after in (("ended", "active"), ("", "active"), ("chosen", "ended"), ("active", "active")):
        with pytest.raises(IntegrityError), transaction.atomic():
            PairingEvent.objects.create(pairing=pairing, before=before, after=after)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.filter(pk=pairing.pk).update(state="lost")


def test_of_two_who_move_it_at_once_one_does() -> None:
    first = pairing_of(both_said_yes())
    first.refresh_from_db()
    second = Pairing.objects.get(pk=first.pk)
    assert states.move(first, State.PAUSED, by=None)
    assert not states.move(second, State.ENDED, by=None)
    assert state_of(first) == State.PAUSED


def test_a_mentor_knows_no_request_that_is_not_released() -> None:
    meeting = ask_somebody()
    pairing = pairing_of(meeting)
    Pairing.objects.filter(pk=pairing.pk).update(needs_release=True)
    assert len(pairs_of(learner_of(meeting))) == 1
    assert pairs_of(meeting.mentor) == []
