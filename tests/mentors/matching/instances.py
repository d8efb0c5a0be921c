"""What SciPy says about an instance: the oracle that our own answers are checked against."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from mentors.matching.assignment import Instance


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
