"""Instances of every kind, from a seed. Needs nothing but Python, so that memory can be measured."""

from __future__ import annotations

import random

from mentors.matching.assignment import Instance, Seat

KINDS = ("random", "tight", "tied", "town", "all want the same", "the same thirty")
LOAD = (0, 4, 12, 24)


def generated(
    kind: str, *, learners: int, mentors: int, seed: int = 1, allowed: int = 30, capacity: int = 4
) -> Instance:
    """An instance with `allowed` mentors for each learner and rising cost."""
    pick = random.Random(f"{kind} {seed}")
    allowed = min(allowed, mentors)
    liked = [pick.randint(0, 100) for _ in range(mentors)]
    spoken = [set(pick.choices(range(12), [1 / (nth + 1) for nth in range(12)], k=2)) for _ in range(mentors)]
    by_language = {code: [one for one in range(mentors) if code in spoken[one]] for code in range(12)}
    lives = [pick.randrange(8) for _ in range(mentors)]
    pairs = []
    for learner in range(learners):
        choice = pick.sample(range(mentors), allowed)
        if kind == "random":
            costs = [pick.randint(0, 1000) for _ in choice]
        elif kind == "tight":
            costs = [3 * liked[one] + pick.randint(0, 300) for one in choice]
        elif kind == "tied":
            costs = [7 for _ in choice]
        elif kind == "town":
            able = by_language[pick.choices(range(12), [1 / (nth + 1) for nth in range(12)])[0]]
            choice = pick.sample(able, min(allowed, len(able)))
            here = pick.randrange(8)
            costs = [
                20 * (lives[one] != here) + pick.choice([0, 20, 20, 25, 30]) + pick.randint(0, 14)
                for one in choice
            ]
        elif kind == "all want the same":
            costs = [liked[one] + pick.randint(0, 5) for one in choice]
        else:
            choice = list(range(allowed))
            costs = [one + pick.randint(0, 20) for one in choice]
        pairs += [(learner, one, cost) for one, cost in zip(choice, costs, strict=True)]
    return Instance(
        learners=tuple(range(learners)),
        mentors=tuple(Seat(one, capacity) for one in range(mentors)),
        pairs=tuple(pairs),
        unmatched_cost=3 * max((cost for _learner, _mentor, cost in pairs), default=0) + 50,
        load_cost=LOAD,
    )


def small(pick: random.Random, *, learners: int = 12, mentors: int = 6) -> Instance:
    """Anything that fits in a few lines: no places, few places, ties, high and low costs."""
    number, several = pick.randint(0, learners), pick.randint(0, mentors)
    most, share = pick.choice([0, 1, 3, 10, 1000]), pick.choice([0.2, 0.6, 1.0])
    return Instance(
        learners=tuple(range(number)),
        mentors=tuple(Seat(f"m{one}", pick.choice([0, 1, 1, 2, 3, 9])) for one in range(several)),
        pairs=tuple(
            (learner, f"m{one}", pick.randint(0, most))
            for learner in range(number)
            for one in range(several)
            if pick.random() < share
        ),
        unmatched_cost=pick.choice([0, most, 3 * most + 5, 10**6]),
        load_cost=tuple(
            sorted(pick.randint(0, pick.choice([0, 2, most])) for _ in range(pick.randint(1, 4)))
        ),
    )
