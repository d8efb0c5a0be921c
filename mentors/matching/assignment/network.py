"""The instance in numbers from 0, in an order that does not depend on the file's."""

from __future__ import annotations

from mentors.matching.assignment.instance import Id, Instance, in_order

#: In place of a mentor: the learner stays without; in place of a learner: the place is empty.
NOBODY = -1
#: All costs and prices inside the solver are in this part of a unit, so that a bid can be less than a unit. What is
#: exact in quarters is exact in units: every answer's cost is a whole number of units.
FINER = 4


class Network:
    """Learners and mentors as numbers in the order of their ids; `edges[learner]` is [(cost, mentor)], cheapest first.

    Cheapest first, so that whoever looks for the best can stop where no price makes a dearer one worth while.
    Equal costs stand in the order of the mentors' ids. That order is what breaks ties.
    """

    def __init__(self, instance: Instance) -> None:
        self.learner_ids: list[Id] = in_order(instance.learners)
        seats = {seat.id: seat for seat in instance.mentors}
        self.mentor_ids: list[Id] = in_order(seats)
        number_of_learner = {one: nth for nth, one in enumerate(self.learner_ids)}
        number_of_mentor = {one: nth for nth, one in enumerate(self.mentor_ids)}
        self.mentors = len(self.mentor_ids)
        self.capacity = [seats[one].capacity for one in self.mentor_ids]
        self.edges: list[list[tuple[int, int]]] = [[] for _ in self.learner_ids]
        #: The same for mentors who have no place: they are no choice, but they have a price.
        self.turned_away: list[list[tuple[int, int]]] = [[] for _ in self.learner_ids]
        capacity, wanted_by = self.capacity, [0] * self.mentors
        for learner, mentor, cost in instance.pairs:
            number = number_of_mentor[mentor]
            wanted_by[number] += 1
            choices = self.edges if capacity[number] else self.turned_away
            choices[number_of_learner[learner]].append((cost * FINER, number))
        for edges in self.edges:
            edges.sort()
        #: Places that can be taken at all: nobody needs more than there are learners who may come.
        self.places = [
            min(capacity, wanted) for capacity, wanted in zip(self.capacity, wanted_by, strict=True)
        ]
        self.has = [seats[one].has for one in self.mentor_ids]
        self.unmatched = instance.unmatched_cost * FINER
        self.load = tuple(cost * FINER for cost in instance.load_cost)
        #: The least and the most that a pair costs.
        self.least = min((edges[0][0] for edges in self.edges if edges), default=0)
        self.most = max((edges[-1][0] for edges in self.edges if edges), default=0)
        biggest = abs(self.unmatched) + max(map(abs, self.load)) + max(abs(self.least), abs(self.most))
        for edges in self.turned_away:
            for cost, _mentor in edges:
                biggest = max(biggest, abs(cost))
        #: More than any way through the network can cost.
        self.endless = 8 * (biggest + 1) * (len(self.edges) + self.mentors + 2)

    def place_costs(self, mentor: int) -> list[int]:
        """Load costs of the mentor's places, the first to be taken first."""
        return [self.cost_of_place(mentor, nth) for nth in range(self.places[mentor])]

    def cost_of_place(self, mentor: int, nth: int) -> int:
        """Load cost of the place `nth`, from 0, after those whom the mentor has already."""
        return self.load[min(self.has[mentor] + nth, len(self.load) - 1)]

    def cost_of(self, learner: int, mentor: int) -> int:
        """What an allowed pair costs."""
        for cost, one in self.edges[learner]:
            if one == mentor:
                return cost
        raise ValueError(f"learner {learner} and mentor {mentor} are not an allowed pair")
