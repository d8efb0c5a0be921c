"""Cancelling and taking back: who may, what stops, who is told."""

from __future__ import annotations

import datetime

import pytest

from insight.models import Count
from mentors.booking.answering import accept, release
from mentors.booking.cancelling import cancel
from mentors.booking.errors import NotAllowed, TooLate
from mentors.cards.channels import EntryChannel
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, OccupiedQuarter
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    notices_to,
    pairing_of,
    suggest,
    times_of,
)
from users.models import User

pytestmark = pytest.mark.django_db

SOON = NOW + datetime.timedelta(hours=1)


def standing() -> tuple[User, User, Meeting]:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = accept(choose_first(learner, mentor), mentor, now=SOON)
    return learner, mentor, meeting


@pytest.mark.parametrize("who", ["learner", "mentor", "coordinator"])
def test_meeting_is_cancelled_by_either_or_a_coordinator_and_the_others_are_told(who: str) -> None:
    learner, mentor, meeting = standing()
    by = {"learner": learner, "mentor": mentor}.get(who) or CoordinatorFactory()
    free_before = times_of(mentor)
    cancel(meeting, by, now=SOON)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.version) == (Meeting.State.CANCELLED, 2)
    assert not OccupiedQuarter.objects.exists()
    assert len(times_of(mentor)) > len(free_before)
    told = {person for person in (learner, mentor) if ("cancelled", "queued") in notices_to(person)}
    assert told == {learner, mentor} - {by}
    assert set(Message.objects.filter(kind="reminder").values_list("state", flat=True)) == {"cancelled"}
    assert history(meeting)[-1] == "cancelled"
    assert Count.objects.get(measure="meeting.cancelled").times == 1


def test_cancelling_twice_tells_once() -> None:
    learner, mentor, meeting = standing()
    cancel(meeting, learner, now=SOON)
    cancel(meeting, mentor, now=SOON)
    assert history(meeting).count("cancelled") == 1
    assert Message.objects.filter(kind="cancelled").count() == 1
    meeting.refresh_from_db()
    assert meeting.version == 2


def test_pair_stays_a_pair_when_a_meeting_is_cancelled() -> None:
    learner, mentor, meeting = standing()
    cancel(meeting, learner, now=SOON)
    assert Pairing.objects.get().state == Pairing.State.ACCEPTED
    again = choose_first(learner, mentor, now=SOON)
    assert again.start_quarter == meeting.start_quarter


def test_strangers_and_editors_cannot_cancel() -> None:
    *_, meeting = standing()
    for who in (PersonFactory(), CoordinatorFactory(desk=False)):
        with pytest.raises(NotAllowed):
            cancel(meeting, who, now=SOON)


def test_meeting_that_has_begun_cannot_be_cancelled() -> None:
    learner, _mentor, meeting = standing()
    with pytest.raises(TooLate):
        cancel(meeting, learner, now=meeting.starts_at)


def test_request_taken_back_before_the_release_tells_nobody() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    cancel(meeting, learner, now=SOON)
    assert Pairing.objects.get().state == Pairing.State.WITHDRAWN
    assert not Message.objects.exists()
    assert not OccupiedQuarter.objects.exists()
    # It was no no: the same mentor can be asked again, and it is still a newcomer's first pairing.
    assert pairing_of(choose_first(learner, mentor, now=SOON)).needs_release


def test_request_taken_back_after_the_release_tells_the_mentor() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    release(pairing_of(meeting), CoordinatorFactory(), now=NOW)
    cancel(meeting, learner, EntryChannel.WEB, now=SOON)
    assert notices_to(mentor) == [("request", "cancelled"), ("withdrawn", "queued")]


def test_mentor_says_no_to_a_request_and_does_not_cancel_it() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    meeting = choose_first(learner, mentor)
    with pytest.raises(NotAllowed):
        cancel(meeting, mentor, now=SOON)
