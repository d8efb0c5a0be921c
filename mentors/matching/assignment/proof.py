"""Is this answer the best there is? The prices say so, without any search.

Duality: for any prices q, no assignment costs less than

    sum over learners of min(unmatched_cost, cheapest cost + q)  +  sum over places of min(0, load cost - q)

An assignment that costs exactly this is therefore one of the best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mentors.matching.assignment.instance import Assigned, Id, Instance


def total_cost(instance: Instance, pairs: tuple[tuple[Id, Id], ...]) -> int:
    """What the pairs cost, with the rising load cost and with those left without.

    Raises `ValueError` for pairs that are not allowed, somebody paired twice, or more learners than a mentor takes.
    """
    costs = {(learner, mentor): cost for learner, mentor, cost in instance.pairs}
    seats = {seat.id: seat for seat in instance.mentors}
    taken: Counter[Id] = Counter()
    total = 0
    if len({learner for learner, _mentor in pairs}) != len(pairs):
        raise ValueError("a learner is paired twice")
    for learner, mentor in pairs:
        if (learner, mentor) not in costs:
            raise ValueError(f"{learner!r} and {mentor!r} are not an allowed pair")
        seat = seats[mentor]
        if taken[mentor] >= seat.capacity:
            raise ValueError(f"more learners than {mentor!r} takes")
        total += costs[learner, mentor] + instance.load_of(seat.has + taken[mentor])
        taken[mentor] += 1
    return total + instance.unmatched_cost * (len(instance.learners) - len(pairs))


def dual_value(instance: Instance, prices: Mapping[Id, int]) -> int:
    """The bound that no assignment can go below."""
    best = dict.fromkeys(instance.learners, instance.unmatched_cost)
    for learner, mentor, cost in instance.pairs:
        if cost + prices[mentor] < best[learner]:
            best[learner] = cost + prices[mentor]
    total = sum(best.values())
    for seat in instance.mentors:
        price, nth = prices[seat.id], 0
        while nth < seat.capacity and (gain := instance.load_of(seat.has + nth) - price) < 0:
            if seat.has + nth >= len(instance.load_cost) - 1:  # every further place costs the same
                total += gain * (seat.capacity - nth)
                break
            total += gain
            nth += 1
    return total


def why_not_proved(instance: Instance, answer: Assigned) -> str:
    """What is wrong with the answer or its prices; empty when it is proved to be one of the best."""
    try:
        total = total_cost(instance, answer.pairs)
    except ValueError as error:
        return str(error)
    paired = {learner for learner, _mentor in answer.pairs}
    if set(answer.unmatched) != set(instance.learners) - paired or len(answer.unmatched) != len(
        set(answer.unmatched)
    ):
        return "somebody is neither paired nor named as unmatched"
    if total != answer.total_cost:
        return f"the pairs cost {total}, not {answer.total_cost}"
    if set(answer.prices) != {seat.id for seat in instance.mentors}:
        return "each mentor has one price"
    if (bound := dual_value(instance, answer.prices)) != total:
        return f"the prices prove {bound}, the pairs cost {total}"
    return ""


def proves_optimal(instance: Instance, answer: Assigned) -> bool:
    """Whether the prices prove that no assignment costs less (complementary slackness)."""
    return not why_not_proved(instance, answer)
