"""The exact assignment: equal to SciPy's optimum, proved by its prices, the same every time."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mentors.matching.assignment import (
    Instance,
    NotAnInstance,
    Seat,
    assign,
    dual_value,
    proves_optimal,
    why_not_proved,
)
from tests.mentors.matching.instances import least_by_linprog, least_by_matching
from tests.mentors.matching.kinds import KINDS, generated, small

pytestmark = pytest.mark.one_database


def test_assign_gives_the_cheapest_pairs() -> None:
    instance = Instance(
        learners=(1, 2),
        mentors=(Seat("a", 1), Seat("b", 1)),
        pairs=((1, "a", 1), (1, "b", 2), (2, "a", 1), (2, "b", 9)),
        unmatched_cost=50,
    )

    answer = assign(instance)

    assert answer.pairs == ((1, "b"), (2, "a"))
    assert answer.total_cost == 3
    assert proves_optimal(instance, answer)


def test_price_is_what_all_would_lose_by_one_more() -> None:
    instance = Instance(
        learners=(1, 2),
        mentors=(Seat("a", 1), Seat("b", 1)),
        pairs=((1, "a", 1), (1, "b", 2), (2, "a", 1), (2, "b", 9)),
        unmatched_cost=50,
    )

    prices = assign(instance).prices

    with_one_less = replace(instance, mentors=(Seat("a", 0), Seat("b", 1)))
    assert prices["a"] == assign(with_one_less).total_cost - assign(instance).total_cost


@pytest.mark.parametrize("seed", range(40))
def test_small_cases_equal_linprog_and_the_matching_of_scipy(seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(10):
        instance = small(pick)
        answer = assign(instance)
        assert why_not_proved(instance, answer) == ""
        assert answer.total_cost == least_by_linprog(instance) == least_by_matching(instance)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(400))
def test_thousands_of_cases_equal_scipy(seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(20):
        instance = small(pick, learners=30, mentors=12)
        answer = assign(instance)
        assert why_not_proved(instance, answer) == ""
        assert answer.total_cost == least_by_linprog(instance) == least_by_matching(instance)


@pytest.mark.parametrize("kind", KINDS)
def test_a_towns_size_of_every_kind_equals_scipy(kind: str) -> None:
    instance = generated(kind, learners=300, mentors=100)

    answer = assign(instance)

    assert why_not_proved(instance, answer) == ""
    assert answer.total_cost == least_by_matching(instance)


@pytest.mark.parametrize("kind", KINDS)
def test_order_of_the_instance_changes_nothing(kind: str) -> None:
    instance = generated(kind, learners=40, mentors=12)
    pick = random.Random(1)

    def shuffled(values: tuple) -> tuple:
        return tuple(pick.sample(values, len(values)))

    for _ in range(5):
        other = Instance(
            shuffled(instance.learners),
            shuffled(instance.mentors),
            shuffled(instance.pairs),
            instance.unmatched_cost,
            instance.load_cost,
        )
        assert assign(other) == assign(instance)


@pytest.mark.parametrize("seed", range(20))
def test_warm_prices_change_neither_cost_nor_prices(seed: int) -> None:
    pick = random.Random(seed)
    instance = small(pick)

    cold = assign(instance)
    warm = assign(instance, warm_prices={seat.id: pick.randint(0, 500) for seat in instance.mentors})

    assert proves_optimal(instance, warm)
    assert (warm.total_cost, warm.prices) == (cold.total_cost, cold.prices)


def test_rising_cost_leaves_nobody_full_while_others_are_idle() -> None:
    steep = generated("all want the same", learners=300, mentors=100)
    flat = replace(steep, load_cost=(0,))

    def full_and_idle(instance: Instance) -> tuple[int, int]:
        taken = dict.fromkeys([seat.id for seat in instance.mentors], 0)
        for _learner, mentor in assign(instance).pairs:
            taken[mentor] += 1
        return sum(load == 4 for load in taken.values()), sum(load == 0 for load in taken.values())

    assert full_and_idle(flat) == (74, 24)
    full, idle = full_and_idle(replace(steep, load_cost=(0, 200, 400, 600)))
    assert (full, idle) == (0, 0)


def test_those_who_are_there_already_count_as_load() -> None:
    instance = Instance(
        learners=(1,),
        mentors=(Seat("busy", 1, has=2), Seat("free", 1)),
        pairs=((1, "busy", 0), (1, "free", 5)),
        unmatched_cost=100,
        load_cost=(0, 4, 12),
    )

    assert assign(instance).pairs == ((1, "free"),)


def test_huge_weights_are_exact() -> None:
    huge = 2**80
    instance = Instance((1, 2), (Seat(1, 1),), ((1, 1, huge), (2, 1, huge + 1)), 3 * huge, (huge,))

    answer = assign(instance)

    assert answer.pairs == ((1, 1),)
    assert answer.total_cost == 5 * huge
    assert proves_optimal(instance, answer)


def test_a_dear_pair_stays_apart() -> None:
    instance = Instance((1,), (Seat(1, 1),), ((1, 1, 10),), 9)

    assert assign(instance).unmatched == (1,)


@pytest.mark.parametrize("learners", [(), (1, 2)])
def test_empty_pools_have_an_answer(learners: tuple[int, ...]) -> None:
    instance = Instance(learners, (), (), 7)

    answer = assign(instance)

    assert (answer.pairs, answer.unmatched, answer.total_cost) == ((), learners, 7 * len(learners))


def test_falling_load_cost_is_refused() -> None:
    with pytest.raises(NotAnInstance, match=r"load_cost\[1\]: expected at least 5"):
        Instance((1,), (Seat(1, 2),), ((1, 1, 1),), 9, (5, 3))


def test_a_wrong_answer_is_not_proved() -> None:
    """The negative control: the proof sees a worse pairing, a wrong sum and wrong prices."""
    instance = generated("random", learners=40, mentors=12)
    answer = assign(instance)
    first, second = answer.pairs[0], answer.pairs[-1]

    assert "one" not in why_not_proved(instance, answer)
    assert why_not_proved(instance, replace(answer, pairs=(*answer.pairs[1:], first, first)))
    assert why_not_proved(
        instance, replace(answer, pairs=answer.pairs[1:], unmatched=(*answer.unmatched, first[0]))
    )
    assert why_not_proved(instance, replace(answer, total_cost=answer.total_cost - 1))
    assert why_not_proved(instance, replace(answer, prices=dict.fromkeys(answer.prices, 0)))
    assert dual_value(instance, dict.fromkeys(answer.prices, 0)) < answer.total_cost
    assert second in answer.pairs
