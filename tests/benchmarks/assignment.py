"""How long an exact round takes, beside SciPy's sparse matching and a greedy rule, on the same instances.

Run as a program of its own; needs no database; prints JSON. Memory is the most that the process ever held, and is
read before SciPy is loaded.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from typing import Any

from mentors.matching.assignment import Instance, assign, proves_optimal, total_cost
from tests.mentors.matching.kinds import KINDS, generated

SIZES = ((300, 100), (1000, 300), (5000, 1500))
#: The largest size is measured for these kinds only; growth is shown for them.
LARGE = ("random", "all want the same", "the same thirty")


def greedy(instance: Instance) -> int:
    """The cost when everybody in turn takes the cheapest mentor who has room: what most systems do."""
    offers: dict[Any, list[tuple[int, Any]]] = {learner: [] for learner in instance.learners}
    for learner, mentor, cost in instance.pairs:
        offers[learner].append((cost, mentor))
    room = {seat.id: seat.capacity for seat in instance.mentors}
    taken = dict.fromkeys(room, 0)
    pairs = []
    for learner in instance.learners:
        free = [
            (cost + instance.load_of(taken[mentor]), mentor)
            for cost, mentor in offers[learner]
            if taken[mentor] < room[mentor]
        ]
        if free and min(free)[0] <= instance.unmatched_cost:
            mentor = min(free)[1]
            taken[mentor] += 1
            pairs.append((learner, mentor))
    return total_cost(instance, tuple(pairs))


def seconds(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """The best of some runs, and what came of it."""
    best, answer = float("inf"), None
    for _ in range(runs):
        begun = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - begun)
    return best, answer


def main() -> None:
    """Measure ours first, then load SciPy and measure that."""
    measured = []
    for learners, mentors in SIZES:
        for kind in KINDS if learners < SIZES[-1][0] else LARGE:
            instance = generated(kind, learners=learners, mentors=mentors)
            took, answer = seconds(lambda instance=instance: assign(instance), 3 if learners == 300 else 1)
            measured.append(
                {
                    "kind": kind,
                    "learners": learners,
                    "mentors": mentors,
                    "seconds": took,
                    "cost": answer.total_cost,
                    "is_proved": proves_optimal(instance, answer),
                    "greedy_cost": greedy(instance),
                }
            )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    from tests.mentors.matching.instances import least_by_matching

    for one in measured:
        instance = generated(one["kind"], learners=one["learners"], mentors=one["mentors"])
        one["scipy_seconds"], least = seconds(lambda instance=instance: least_by_matching(instance), 1)
        one["is_equal"] = least == one["cost"]
    print(json.dumps({"memory_mib": memory, "measured": measured}))


if __name__ == "__main__":
    main()
