"""What is said about a wait: only what has been seen, with how unsure it is."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation
from scipy.stats import nbinom

from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing, PairingEvent
from mentors.matching.waiting import (
    HELPED_AT_LEAST,
    LONGEST_WEEKS,
    LOOKED_BACK_WEEKS,
    expected_wait,
    weeks_until,
)
from tests.factories import MentorCardFactory, NeedsCardFactory, PersonFactory
from tests.mentors.scenes import NOW


@pytest.mark.parametrize("turn", [1, 2, 5, 20])
@pytest.mark.parametrize("helped", [1, 5, 30, 200])
@pytest.mark.parametrize("likelihood", [0.1, 0.5, 0.9])
def test_the_weeks_are_those_of_the_negative_binomial(turn, helped, likelihood):
    weeks = weeks_until(turn, helped, LOOKED_BACK_WEEKS, likelihood)

    def chance(after: int) -> float:
        return nbinom.sf(turn - 1, helped, LOOKED_BACK_WEEKS / (LOOKED_BACK_WEEKS + after))

    if weeks is None:
        assert chance(LONGEST_WEEKS) < likelihood
    else:
        assert chance(weeks) >= likelihood - 1e-12
        assert weeks == 1 or chance(weeks - 1) < likelihood


def test_with_nothing_to_go_by_there_is_no_number():
    for turn, helped, seen in [(1, 0, 12), (0, 5, 12), (1, 5, 0)]:
        with pytest.raises(ValueError, match="nothing to go by"):
            weeks_until(turn, helped, seen, 0.5)


def helped_lately(number: int, *, languages=("so", "sv"), weeks_ago: int = 2) -> None:
    """So many pairings came about."""
    mentor = MentorCardFactory(languages=list(languages), capacity=8).mentor
    for _ in range(number):
        pairing = Pairing.objects.create(learner=PersonFactory(), mentor=mentor, state=Pairing.State.ACTIVE)
        event = PairingEvent.objects.create(
            pairing=pairing, before=Pairing.State.CHOSEN, after=Pairing.State.ACCEPTED
        )
        PairingEvent.objects.filter(pk=event.pk).update(at=NOW - datetime.timedelta(weeks=weeks_ago))


def waiting(languages, hours: int = 0):
    card = NeedsCardFactory(languages=list(languages))
    put_in_line(card, now=NOW + datetime.timedelta(hours=hours))
    return card


def said(card) -> str:
    with translation.override("en"):
        found = expected_wait(card, now=NOW)
        assert found is not None
        return found.in_words


@pytest.mark.django_db
def test_who_is_not_in_line_is_told_nothing():
    assert expected_wait(NeedsCardFactory(), now=NOW) is None


@pytest.mark.django_db
def test_where_nobody_speaks_the_language_no_time_is_promised():
    helped_lately(20, languages=["sv"])
    assert "no mentor speaks your language" in said(waiting(["ti"]))


@pytest.mark.django_db
def test_too_few_say_nothing():
    helped_lately(HELPED_AT_LEAST - 1)
    helped_lately(30, weeks_ago=LOOKED_BACK_WEEKS + 1)
    assert said(waiting(["so"])).startswith("We cannot say how long it takes")


@pytest.mark.django_db
def test_a_short_line_and_a_long_one():
    helped_lately(24)
    first = waiting(["so"])
    assert said(first).startswith("It will probably take between 1 and 2 weeks.")
    for hour in range(1, 9):
        last = waiting(["sv", "ar"], hours=hour)
    found = expected_wait(last, now=NOW)
    assert (found.place, found.ahead, found.helped, found.speakers) == (9, 7, 24, 1)
    assert (found.soonest_weeks, found.latest_weeks) == (3, 7)


@pytest.mark.django_db
def test_those_who_look_for_another_language_are_not_ahead():
    helped_lately(24)
    for hour in range(6):
        waiting(["uk"], hours=hour)
    found = expected_wait(waiting(["so"], hours=9), now=NOW)
    assert (found.place, found.ahead) == (7, 0)


@pytest.mark.django_db
def test_a_pause_that_ends_is_not_somebody_helped():
    helped_lately(HELPED_AT_LEAST)
    paused = Pairing.objects.first()
    PairingEvent.objects.create(pairing=paused, before=Pairing.State.ACTIVE, after=Pairing.State.PAUSED)
    PairingEvent.objects.create(pairing=paused, before=Pairing.State.PAUSED, after=Pairing.State.ACTIVE)
    assert expected_wait(waiting(["so"]), now=NOW + datetime.timedelta(weeks=1)).helped == HELPED_AT_LEAST


@pytest.mark.django_db
def test_three_queries_however_long_the_line(django_assert_num_queries):
    helped_lately(8)
    cards = [waiting(["so"], hours=hour) for hour in range(4)]
    for card in (cards[0], cards[-1]):
        with django_assert_num_queries(3):
            expected_wait(card, now=NOW)
