"""Instances of every kind from a seed, and what SciPy says about them."""

from __future__ import annotations

import random

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

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


def least_by_matching(instance: Instance) -> int:
    """The least cost by SciPy's sparse matching, each place a column of its own."""
    matrix = places_matrix(instance)
    if matrix is None:
        return 0
    rows, columns = min_weight_full_bipartite_matching(matrix)
    return round(matrix[rows, columns].sum()) - len(instance.learners)


def places_matrix(instance: Instance) -> csr_matrix | None:
    """Learners by places, and for each learner a column to stay without. Each cost has 1 more: 0 means no pair."""
    if not instance.learners:
        return None
    row_of = {learner: nth for nth, learner in enumerate(instance.learners)}
    first, places = {}, 0
    for seat in instance.mentors:
        first[seat.id] = places
        places += seat.capacity
    room = {seat.id: seat.capacity for seat in instance.mentors}
    rows, columns, costs = [], [], []
    for learner, mentor, cost in instance.pairs:
        for nth in range(room[mentor]):
            rows.append(row_of[learner])
            columns.append(first[mentor] + nth)
            costs.append(cost + instance.load_of(nth) + 1)
    for nth in range(len(instance.learners)):
        rows.append(nth)
        columns.append(places + nth)
        costs.append(instance.unmatched_cost + 1)
    return csr_matrix(
        (costs, (rows, columns)), shape=(len(instance.learners), places + len(instance.learners))
    )


def least_by_linprog(instance: Instance) -> int:
    """The least cost by SciPy's linear programming; with whole numbers its optimum is whole."""
    if not instance.learners:
        return 0
    matrix = places_matrix(instance)
    assert matrix is not None
    entries = coo_matrix(matrix)
    number = len(entries.data)
    once = csr_matrix((np.ones(number), (entries.row, np.arange(number))), shape=(matrix.shape[0], number))
    room = csr_matrix((np.ones(number), (entries.col, np.arange(number))), shape=(matrix.shape[1], number))
    found = linprog(
        entries.data - 1, A_eq=once, b_eq=np.ones(matrix.shape[0]), A_ub=room, b_ub=np.ones(matrix.shape[1])
    )
    return round(found.fun)
