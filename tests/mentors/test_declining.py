"""A learner says no to all who are suggested: fresh ones, never blocked, nobody told."""

import datetime

import pytest

from mentors.booking.next_choice import ask_next
from mentors.matching.declining import NO_HOLDS, noes, say_no_to_all, show_all_again
from mentors.matching.models import Pairing, Suggestion
from mentors.matching.suggest import suggestions_for
from messaging.models import Message
from tests.factories import WeeklyHoursFactory
from tests.mentors.scenes import NOW, learner_with_card, mentor_with_time
from users.models import User

pytestmark = pytest.mark.django_db


def shown(learner: User, now: datetime.datetime = NOW) -> set[int]:
    return {offer.mentor.pk for offer in suggestions_for(learner.needs_card, now=now)}


def test_after_a_no_come_others_and_at_last_a_person_but_never_a_closed_door() -> None:
    learner = learner_with_card()
    everybody = {mentor_with_time(weekday=day % 5).pk for day in range(7)}
    seen: set[int] = set()
    for round_number in range(1, 4):
        these = shown(learner)
        assert these
        assert not these & seen
        seen |= these
        say_no_to_all(learner.needs_card, now=NOW + datetime.timedelta(minutes=round_number))
    assert seen == everybody
    assert noes(learner.needs_card, now=NOW + datetime.timedelta(hours=1)) == 3
    assert shown(learner) == set()
    show_all_again(learner.needs_card)
    assert len(shown(learner)) == 3
    assert not Message.objects.exists()


def test_a_no_holds_for_a_fortnight() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    shown(learner)
    say_no_to_all(learner.needs_card, now=NOW)
    assert shown(learner) == set()
    assert shown(learner, NOW + NO_HOLDS) == {mentor.pk}


def test_somebody_one_meets_already_is_not_said_no_to() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    Pairing.objects.create(learner=learner, mentor=mentor, state=Pairing.State.ACTIVE)
    assert shown(learner) == {mentor.pk}
    assert say_no_to_all(learner.needs_card, now=NOW) == 0
    assert shown(learner) == {mentor.pk}


def test_a_suggestion_lives_seven_days_and_is_not_asked_after_that() -> None:
    learner, mentor = learner_with_card(), mentor_with_time()
    WeeklyHoursFactory(card=mentor.mentor_card, weekday=3)
    card = learner.needs_card
    Suggestion.objects.create(card=card, mentor=mentor, rank=1, created_at=NOW - datetime.timedelta(days=7))
    assert ask_next(card, NOW) is None
    Suggestion.objects.update(created_at=NOW - datetime.timedelta(days=6, hours=23))
    assert ask_next(card, NOW) is not None
