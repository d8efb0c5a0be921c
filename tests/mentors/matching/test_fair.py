"""Fair: nobody has four people while somebody who could have helped has none. With the real parts and weights."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

import pytest

from mentors.cards.models import NeedsCard, Wish
from mentors.hours.free_times import FreeTime
from mentors.matching.assignment import Instance, Seat, assign, proves_optimal
from mentors.matching.costs import parts_of
from mentors.matching.weights import MatchingWeights
from mentors.matching.who_can import Able
from mentors.meetings.quarters import quarter_of
from tests.mentors.scenes import NOW

pytestmark = pytest.mark.one_database

LANGUAGES = ("so", "ar", "uk", "fa", "ti")
GUIDES = tuple(f"guide-{number}" for number in range(24))
DEVICES = ("android", "iphone", "computer")
PLACES = 4


@dataclass(frozen=True)
class _Mentor:
    """A made-up mentor with room for four."""

    languages: list[str]
    shows: frozenset[str]
    device: str
    times: list[FreeTime]


def mentors_of_a_town(pick: random.Random, number: int) -> list[_Mentor]:
    """Mentors with Swedish and one more language, a few guides, and one afternoon, morning or evening a week."""
    found = []
    for one in range(number):
        first = NOW + datetime.timedelta(days=pick.randint(1, 7), hours=pick.choice([-1, 4, 8]))
        starts = quarter_of(first)
        times = [FreeTime(one, starts + 672 * week, starts + 672 * week + 4, 1, False) for week in range(3)]
        found.append(
            _Mentor(
                ["sv", pick.choice(LANGUAGES)],
                frozenset(pick.sample(GUIDES[:8], 3) + pick.sample(GUIDES, 3)),
                pick.choice(DEVICES),
                times,
            )
        )
    return found


def round_of(weights: MatchingWeights, seed: int, learners: int, mentors: int) -> tuple[int, int, int]:
    """How many are full while somebody idle could take one of theirs; how many are idle; what the pairs cost."""
    pick = random.Random(seed)
    town = mentors_of_a_town(pick, mentors)
    pairs: dict[tuple[int, int], int] = {}
    for learner in range(learners):
        languages = [pick.choice(LANGUAGES), *(["sv"] if pick.random() < 0.6 else [])]
        card = NeedsCard(
            languages=languages,
            devices=[pick.choice(DEVICES)],
            day_parts=pick.sample(["morning", "afternoon", "evening"], pick.randint(0, 2)),
            mentor_wishes=pick.sample(["best_language", "same_device", "soon"], pick.randint(0, 1)),
        )
        wanted = pick.sample(GUIDES[:8], 2)
        wishes = [Wish(guide_key=key, place_in_order=nth) for nth, key in enumerate(wanted)]
        for number, mentor in enumerate(town):
            shared = [code for code in languages if code in mentor.languages]
            if shared:
                able = Able(
                    number, shared, PLACES, 0, False, mentor.shows, frozenset({mentor.device}), frozenset()
                )
                parts = parts_of(card, wishes, able, mentor.times, now=NOW, weights=weights)
                pairs[learner, number] = sum(parts.values())
    instance = Instance(
        learners=tuple(range(learners)),
        mentors=tuple(Seat(number, PLACES) for number in range(mentors)),
        pairs=tuple((*pair, cost) for pair, cost in pairs.items()),
        unmatched_cost=weights.without,
        load_cost=tuple(weights.load_cost(nth) for nth in range(PLACES)),
    )
    answer = assign(instance)
    assert proves_optimal(instance, answer)
    has: dict[int, list[int]] = {number: [] for number in range(mentors)}
    for learner, mentor in answer.pairs:
        has[mentor].append(learner)
    idle = {number for number, some in has.items() if not some}
    full = [some for some in has.values() if len(some) == PLACES]
    avoidable = sum(any((learner, one) in pairs for learner in some for one in idle) for some in full)
    return avoidable, len(idle), sum(pairs[pair] for pair in answer.pairs)


def test_with_the_usual_weights_nobody_is_full_while_others_are_idle() -> None:
    """120 learners, 60 mentors with room for four: without rising cost 13 are full and 13 have nobody, needlessly."""
    full, idle, cost = round_of(MatchingWeights(each_further=0), seed=1, learners=120, mentors=60)
    fair_full, fair_idle, fair_cost = round_of(MatchingWeights(), seed=1, learners=120, mentors=60)

    assert (full, idle) == (13, 13)
    assert (fair_full, fair_idle) == (0, 0)
    assert cost < fair_cost < 1.1 * cost
