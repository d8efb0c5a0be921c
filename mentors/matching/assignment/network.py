"""The instance in numbers from 0, in an order that does not depend on the file's."""

from __future__ import annotations

from mentors.matching.assignment.instance import Id, Instance, in_order

#: In place of a mentor: the learner stays without; in place of a learner: the place is empty.
NOBODY = -1


class Network:
    """Learners and mentors as numbers in the order of their ids; `edges[learner]` is [(mentor, cost)]."""

    def __init__(self, instance: Instance) -> None:
        self.learner_ids: list[Id] = in_order(instance.learners)
        seats = {seat.id: seat for seat in instance.mentors}
        self.mentor_ids: list[Id] = in_order(seats)
        number_of_learner = {one: nth for nth, one in enumerate(self.learner_ids)}
        number_of_mentor = {one: nth for nth, one in enumerate(self.mentor_ids)}
        self.mentors = len(self.mentor_ids)
        self.edges: list[list[tuple[int, int]]] = [[] for _ in self.learner_ids]
        #: The same for mentors who have no place: they are no choice, but they have a price.
        self.turned_away: list[list[tuple[int, int]]] = [[] for _ in self.learner_ids]
        wanted_by = [0] * self.mentors
        biggest = abs(instance.unmatched_cost) + max(map(abs, instance.load_cost))
        for learner, mentor, cost in instance.pairs:
            number = number_of_mentor[mentor]
            wanted_by[number] += 1
            choices = self.edges if seats[mentor].capacity else self.turned_away
            choices[number_of_learner[learner]].append((number, cost))
            biggest = max(biggest, abs(cost))
        for edges in self.edges:
            edges.sort()
        self.capacity = [seats[one].capacity for one in self.mentor_ids]
        #: Places that can be taken at all: nobody needs more than there are learners who may come.
        self.places = [
            min(capacity, wanted) for capacity, wanted in zip(self.capacity, wanted_by, strict=True)
        ]
        self.has = [seats[one].has for one in self.mentor_ids]
        self.unmatched = instance.unmatched_cost
        self.load = instance.load_cost
        #: More than any way through the network can cost.
        self.endless = 8 * (biggest + 1) * (len(self.edges) + self.mentors + 2)

    def place_costs(self, mentor: int) -> list[int]:
        """Load costs of the mentor's places, the first to be taken first."""
        return [self.cost_of_place(mentor, nth) for nth in range(self.places[mentor])]

    def cost_of_place(self, mentor: int, nth: int) -> int:
        """Load cost of the place `nth`, from 0, after those whom the mentor has already."""
        return self.load[min(self.has[mentor] + nth, len(self.load) - 1)]
