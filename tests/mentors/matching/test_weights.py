"""The parts of a pairing's cost, their weights in the settings, and why somebody is not suggested."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mentors.cards.choices import MentorWish
from mentors.matching.costs import cost_of_staying_without
from mentors.matching.models import Pairing
from mentors.matching.suggest import Offer, suggestions_for
from mentors.matching.weights import MatchingWeights, weights
from mentors.matching.why_not import Why, others_for, why_not_for_learner
from mentors.safety.models import Block
from tests.factories import PersonFactory
from tests.mentors.scenes import NOW, learner_with_card, mentor_with_time
from tests.roles import sign_in
from users.models import User

pytestmark = pytest.mark.django_db


def only(learner: User) -> Offer:
    (offer,) = suggestions_for(learner.needs_card, now=NOW)
    return offer


def test_a_weight_that_is_changed_counts_at_once() -> None:
    mentor_with_time()
    learner = learner_with_card()
    before = only(learner).parts["new"]
    MatchingWeights.objects.create(new_pair=before + 7)

    assert only(learner).parts["new"] == before + 7


def test_reading_the_weights_writes_nothing() -> None:
    assert weights().first_wish == 20
    assert not MatchingWeights.objects.exists()


@pytest.mark.parametrize("wrong", [{"first_wish": 1001}, {"first_wish": -1}, {"without": 0}])
def test_weights_have_bounds(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        MatchingWeights(**wrong).full_clean()


@pytest.mark.parametrize(
    ("mine", "theirs", "counts"),
    [
        (["android"], ["iphone"], True),
        (["android"], ["iphone", "android"], False),
        ([], ["iphone"], False),
        (["android"], [], False),
        (["none"], ["iphone"], False),
    ],
)
def test_devices_count_only_when_both_have_said(mine: list[str], theirs: list[str], counts: bool) -> None:
    mentor_with_time(card={"devices": theirs})
    learner = learner_with_card(devices=mine)

    assert bool(only(learner).parts["device"]) is counts


def test_what_matters_in_a_mentor_counts_once_more() -> None:
    mentor_with_time(card={"devices": ["iphone"]})
    learner = learner_with_card(devices=["android"], mentor_wishes=[MentorWish.SAME_DEVICE])

    parts = only(learner).parts

    assert parts["wishes"] == parts["device"] > 0


def test_staying_without_costs_more_the_longer_somebody_waits() -> None:
    card = learner_with_card().needs_card
    fresh = cost_of_staying_without(card, now=NOW, weights=weights())
    card.waiting_since = NOW - datetime.timedelta(weeks=4)

    assert (
        cost_of_staying_without(card, now=NOW, weights=weights()) == fresh + 4 * weights().each_week_in_line
    )


def test_why_not_is_told_by_rule() -> None:
    full, shown, rests = mentor_with_time(card={"capacity": 1}), mentor_with_time(), mentor_with_time()
    Pairing.objects.create(learner=PersonFactory(), mentor=full, state=Pairing.State.ACTIVE)
    learner = learner_with_card()
    Block.objects.create(by=rests, other=learner)

    others = {one.mentor: one for one in others_for(learner.needs_card, {shown.pk}, now=NOW)}

    assert {mentor: one.why for mentor, one in others.items()} == {full: Why.FULL, rests: Why.RESTS}


def test_who_fits_less_well_is_told_with_the_heaviest_part() -> None:
    shown = mentor_with_time()
    mentor_with_time(card={"devices": ["iphone"]})
    learner = learner_with_card(devices=["android"])

    (other,) = others_for(learner.needs_card, {shown.pk}, now=NOW)

    assert other.why is Why.FURTHER
    assert other.cost == sum(cost for _name, cost in other.parts)
    assert other.times


def test_a_private_no_is_never_counted_for_the_learner() -> None:
    rests = mentor_with_time()
    learner = learner_with_card()
    Block.objects.create(by=rests, other=learner)

    assert why_not_for_learner(others_for(learner.needs_card, set(), now=NOW)) == []


def test_the_page_names_nobody_who_is_not_suggested_nor_calls_them_more_where_nobody_is(
    client: Client,
) -> None:
    full = mentor_with_time(card={"capacity": 1})
    Pairing.objects.create(learner=PersonFactory(), mentor=full, state=Pairing.State.ACTIVE)
    sign_in(client, learner_with_card())

    with translation.override("sv"):
        page = client.get(reverse("mentors:why_not")).content.decode()
        mentor_with_time()
        with time_machine.travel(NOW, tick=False):
            page_of_one = client.get(reverse("mentors:why_not")).content.decode()

    assert "1 person talar ditt språk" in page
    assert "1 person till talar ditt språk" in page_of_one
    assert full.alias not in page + page_of_one


def test_the_rules_are_told_with_the_weights_that_hold(client: Client) -> None:
    MatchingWeights.objects.create(first_wish=777, other_wish=0)

    with translation.override("sv"):
        page = client.get(reverse("mentors:how_we_suggest")).content.decode()

    assert "777 poäng" in page
    assert " 0 poäng" not in page
