"""What is to be assigned, and the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

#: Learners and mentors are named by whole numbers or by texts.
Id: TypeAlias = int | str


class NotAnInstance(ValueError):
    """The values do not make an instance. The text says where and what was expected."""


@dataclass(frozen=True)
class Seat:
    """A mentor: `capacity` more learners fit; `has` are there already, so their load cost is paid."""

    id: Id
    capacity: int
    has: int = 0


@dataclass(frozen=True)
class Instance:
    """Learners, mentors, what each allowed pair costs, and what it costs to leave a learner without.

    `load_cost` is the cost of a mentor's 1st, 2nd ... learner; the last is repeated. It must not fall: with falling
    costs the best answer would pile everybody on one mentor, and no prices could prove it. Costs are whole numbers
    of any size. Raises `NotAnInstance`.
    """

    learners: tuple[Id, ...]
    mentors: tuple[Seat, ...]
    pairs: tuple[tuple[Id, Id, int], ...]
    unmatched_cost: int
    load_cost: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        if not self.load_cost:
            raise NotAnInstance("load_cost: expected at least one whole number, for example [0]")
        for nth, (cost, following) in enumerate(zip(self.load_cost, self.load_cost[1:], strict=False)):
            if following < cost:
                raise NotAnInstance(
                    f"load_cost[{nth + 1}]: expected at least {cost}, as load_cost[{nth}]: each further learner of a "
                    f"mentor must cost as much as the one before or more, got {following}"
                )
        _no_double("learners", self.learners, [""] * len(self.learners))
        _no_double("mentors", [seat.id for seat in self.mentors], [".id"] * len(self.mentors))
        for nth, seat in enumerate(self.mentors):
            if seat.capacity < 0 or seat.has < 0:
                raise NotAnInstance(f"mentors[{nth}].capacity: expected 0 or more, got {seat.capacity}")
        learners, mentors = set(self.learners), {seat.id for seat in self.mentors}
        seen: dict[tuple[Id, Id], int] = {}
        for nth, (learner, mentor, _cost) in enumerate(self.pairs):
            if learner not in learners:
                raise NotAnInstance(f"pairs[{nth}][0]: expected the id of a learner, got {learner!r}")
            if mentor not in mentors:
                raise NotAnInstance(f"pairs[{nth}][1]: expected the id of a mentor, got {mentor!r}")
            if (first := seen.setdefault((learner, mentor), nth)) != nth:
                raise NotAnInstance(f"pairs[{nth}]: the same two people as pairs[{first}]")

    def load_of(self, nth: int) -> int:
        """The cost of a mentor's learner number `nth`, from 0."""
        return self.load_cost[min(nth, len(self.load_cost) - 1)]


@dataclass(frozen=True)
class Assigned:
    """The answer. `prices` say for each mentor what all together would lose by one more learner there.

    That includes the rising cost of the mentor's next learner. `work` counts what the solver did, for measurements.
    """

    pairs: tuple[tuple[Id, Id], ...]
    unmatched: tuple[Id, ...]
    total_cost: int
    prices: dict[Id, int]
    work: dict[str, int] = field(default_factory=dict, compare=False)


def in_order(ids: Iterable[Id]) -> list[Id]:
    """Numbers by size, then texts by their characters: the same order whatever the file's."""
    return sorted(ids, key=lambda one: (isinstance(one, str), one))


def _no_double(name: str, ids: Iterable[Id], ends: list[str]) -> None:
    seen: dict[Id, int] = {}
    for nth, one in enumerate(ids):
        if (first := seen.setdefault(one, nth)) != nth:
            raise NotAnInstance(f"{name}[{nth}]{ends[nth]}: the same id as {name}[{first}], {one!r}")
