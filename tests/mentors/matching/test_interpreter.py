"""A language in common, or an interpreter: who can be suggested, what it costs, and who gets to know."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from mentors.cards.models import CardChange, NeedsCard
from mentors.matching.line import put_in_line
from mentors.matching.pool import plan
from mentors.matching.suggest import suggestions_for
from mentors.matching.waiting import expected_wait
from mentors.meetings.views_for import what_learner_sees, what_mentor_sees
from mentors.portrait.changing import Hand, change_part
from mentors.portrait.forms import MeetingForm
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time
from users.models import User

pytestmark = pytest.mark.django_db


def arrange(learner: User) -> NeedsCard:
    card = learner.needs_card
    card.needs_interpreter = card.interpreter_arranged = True
    card.save()
    return card


def test_an_interpreter_opens_those_who_speak_swedish_once_it_is_arranged() -> None:
    mentor, other = mentor_with_time({"languages": ["sv"]}), mentor_with_time({"languages": ["fi"]})
    card = learner_with_card(languages=["ti"]).needs_card
    put_in_line(card, now=NOW)
    assert (suggestions_for(card, now=NOW), plan(now=NOW).answer.pairs) == ([], ())
    card.needs_interpreter = True
    card.save()
    assert suggestions_for(card, now=NOW) == []

    arrange(card.learner)

    with translation.override("en"):
        (offer,) = suggestions_for(card, now=NOW)
    assert (offer.mentor, offer.languages) == (mentor, [])
    assert offer.reasons[0] == "Speaks Swedish. Your interpreter comes along"
    assert plan(now=NOW).answer.pairs == ((card.learner_id, mentor.pk),)
    wait = expected_wait(card, now=NOW)
    assert wait is not None
    assert wait.speakers == 1
    assert other not in {offer.mentor}


def test_a_language_in_common_comes_first_and_costs_less() -> None:
    swede, somali = mentor_with_time({"languages": ["sv"]}), mentor_with_time({"languages": ["so"]})
    card = arrange(learner_with_card(languages=["ti", "so"]))

    offers = suggestions_for(card, now=NOW)

    assert [offer.mentor for offer in offers] == [somali, swede]
    assert [offer.parts["language"] for offer in offers] == [10, 20]


def test_only_one_who_shares_no_language_is_told_of_the_interpreter() -> None:
    swede, somali = (
        mentor_with_time({"languages": ["sv"]}),
        mentor_with_time({"languages": ["so"]}, weekday=2),
    )
    learners = [learner_with_card(languages=["so"]) for _ in range(2)]
    seen = []
    for learner, mentor in zip(learners, (swede, somali), strict=True):
        suggestions_for(arrange(learner), now=NOW)
        meeting = choose_first(learner, mentor)
        meeting.pairing.released_at = NOW
        seen.append((what_mentor_sees(meeting).with_interpreter, what_learner_sees(meeting).with_interpreter))

    assert seen == [(True, True), (False, False)]


def test_an_interpreter_is_arranged_only_for_who_wants_one() -> None:
    card = learner_with_card().needs_card
    card.interpreter_arranged = True
    with pytest.raises(IntegrityError), transaction.atomic():
        card.save()

    card = arrange(card.learner)
    answers = {**MeetingForm.initial_of(card), "needs_interpreter": False}
    change_part(card, CardChange.What.MEETING, answers, Hand())

    card.refresh_from_db()
    assert (card.needs_interpreter, card.interpreter_arranged) == (False, False)
