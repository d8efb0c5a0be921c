"""A round from the database, and suggestions weighed against its prices."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.cards.models import NeedsCard
from mentors.matching.assignment import proves_optimal
from mentors.matching.line import put_in_line
from mentors.matching.models import MentorPrice, Pairing
from mentors.matching.pool import PRICES_LIVE, plan
from mentors.matching.suggest import suggestions_for
from tests.factories import PersonFactory
from tests.mentors.scenes import NOW, learner_with_card, mentor_with_time
from users.models import User

pytestmark = pytest.mark.django_db


def waiting(**card: object) -> User:
    learner = learner_with_card(learner=PersonFactory(), **card)
    put_in_line(learner.needs_card, now=NOW)
    return learner


def test_a_round_plans_for_those_who_wait_and_leaves_pairs_alone() -> None:
    mentor = mentor_with_time(card={"capacity": 2})
    waits, paired = waiting(), waiting()
    Pairing.objects.create(learner=paired, mentor=mentor, state=Pairing.State.ACTIVE)

    made = plan(now=NOW)

    assert made.answer.pairs == ((waits.pk, mentor.pk),)
    assert proves_optimal(made.instance, made.answer)


def test_who_has_waited_longest_is_first_for_the_last_place() -> None:
    mentor_with_time(card={"capacity": 1})
    late, early = waiting(), waiting()
    NeedsCard.objects.filter(learner=early).update(waiting_since=NOW - datetime.timedelta(weeks=5))

    assert [learner for learner, _mentor in plan(now=NOW).answer.pairs] == [early.pk]
    assert plan(now=NOW).answer.unmatched == (late.pk,)


def test_empty_pool_has_a_plan() -> None:
    waiting()
    assert plan(now=NOW).answer.pairs == ()


def test_a_newcomer_is_weighed_against_those_who_wait() -> None:
    wanted, other = mentor_with_time(card={"capacity": 1}), mentor_with_time(card={"capacity": 1}, weekday=2)
    waiting(languages=["so"])
    newcomer = learner_with_card()
    before = [offer.mentor for offer in suggestions_for(newcomer.needs_card, now=NOW)]
    assert before == [wanted, other]
    MentorPrice.objects.create(mentor=wanted, price=90, counted_at=NOW)

    assert [offer.mentor for offer in suggestions_for(newcomer.needs_card, now=NOW)] == [other, wanted]
    later = NOW + PRICES_LIVE
    assert suggestions_for(newcomer.needs_card, now=later)[0].parts["load"] == 0


def test_queries_of_a_plan_do_not_grow_with_the_pool() -> None:
    def queries_with(more: int) -> int:
        for _ in range(more):
            mentor_with_time()
            waiting()
        with CaptureQueriesContext(connection) as asked:
            made = plan(now=NOW)
        assert len(made.answer.pairs) == len(made.instance.learners)
        return len(asked)

    assert queries_with(2) == queries_with(3) <= 22
