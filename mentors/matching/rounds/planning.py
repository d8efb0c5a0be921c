"""From a plan to rows: one round that waits, however many plan at once, with what it would change for each."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentors.matching.assignment import total_cost
from mentors.matching.pool import Plan, keep_prices, plan
from mentors.matching.rounds.models import Proposal, Round
from users.models import User


@dataclass(frozen=True)
class Costs:
    """What speaks against it all, before and after. Of those who wait only; pairs who meet are no part of it."""

    before: int
    after: int


def plan_round(by: User | None, *, now: datetime.datetime | None = None) -> Round:
    """Plan for those who wait, as things are now, and keep it as the round that waits. `by` None: the clock.

    The prices that suggestions are weighed against are those of this plan.
    """
    now = now or timezone.now()
    made = plan(now=now)
    keep_prices(made.answer, now=now)
    return keep(made, by, now=now)


def keep(made: Plan, by: User | None, *, now: datetime.datetime) -> Round:
    """The plan as rows. The same plan again changes nothing but when it was last counted.

    A round that waited gives way: what was released of it stays released, the rest was never decided and goes. Where
    two plan in the same moment, one of the two stands.
    """
    lines = lines_of(made)
    costs = costs_of(made)
    fingerprint = _fingerprint(lines)
    try:
        with transaction.atomic():
            waiting = _lock_waiting()
            if waiting is not None and waiting.fingerprint == fingerprint:
                waiting.checked_at = now
                waiting.cost_before, waiting.cost_after = costs.before, costs.after
                waiting.save(update_fields=["checked_at", "cost_before", "cost_after"])
                return waiting
            if waiting is not None:
                _give_way(waiting, now)
            return _write(lines, costs, fingerprint, by, now)
    except IntegrityError:
        # Somebody else planned in the same moment, from the same data.
        standing = Round.objects.filter(state=Round.State.PLANNED).first()
        if standing is None:
            raise
        return standing


def lines_of(made: Plan) -> list[Proposal]:
    """One unsaved line for each who waits, in the order of the instance."""
    mentor_of = dict(made.answer.pairs)
    against: dict[int, list[tuple[int, int]]] = {}
    for (learner, mentor), parts in made.parts.items():
        against.setdefault(learner, []).append((sum(parts.values()), mentor))
    lines = []
    for one in made.instance.learners:
        learner = int(one)
        before = made.told.get(learner)
        if one not in mentor_of:
            lines.append(
                Proposal(
                    learner_id=learner,
                    before_id=before,
                    change=Proposal.Change.NOBODY,
                    state=Proposal.State.NOTHING,
                    because=made.nobody.get(learner, Proposal.Because.NEEDED_MORE),
                )
            )
            continue
        mentor = int(mentor_of[one])
        line = Proposal(learner_id=learner, mentor_id=mentor, before_id=before)
        line.parts = {name: cost for name, cost in made.parts[learner, mentor].items() if cost}
        line.cost = sum(line.parts.values())
        line.price = made.answer.prices[mentor]
        line.change = (
            Proposal.Change.KEPT
            if before == mentor
            else Proposal.Change.CHANGED
            if before
            else Proposal.Change.NEW
        )
        line.state = Proposal.State.NOTHING if line.change == Proposal.Change.KEPT else Proposal.State.PLANNED
        cheapest, instead = min(against[learner])
        if cheapest < line.cost:
            line.instead_id = instead
            line.instead_cost = cheapest
            line.instead_price = made.answer.prices[instead]
        lines.append(line)
    return lines


def costs_of(made: Plan) -> Costs:
    """The total as things stand, with the suggestions that hold, and as it would be."""
    allowed = {(learner, mentor) for learner, mentor, _cost in made.instance.pairs}
    room = Counter({seat.id: seat.capacity for seat in made.instance.mentors})
    standing = []
    for pair in sorted(made.told.items()):
        if pair in allowed and room[pair[1]] > 0:
            room[pair[1]] -= 1
            standing.append(pair)
    return Costs(total_cost(made.instance, tuple(standing)), made.answer.total_cost)


def _fingerprint(lines: Iterable[Proposal]) -> str:
    said = [
        f"{line.learner_id}:{line.mentor_id}:{line.change}:{line.because}:{line.before_id}" for line in lines
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _lock_waiting() -> Round | None:
    return Round.objects.select_for_update(no_key=True).filter(state=Round.State.PLANNED).first()


def _give_way(waiting: Round, now: datetime.datetime) -> None:
    waiting.proposals.filter(state=Proposal.State.PLANNED).delete()
    if waiting.proposals.filter(decided_at__isnull=False).exists():
        waiting.state, waiting.decided_at = Round.State.DECIDED, now
        waiting.save(update_fields=["state", "decided_at"])
    else:
        waiting.delete()


def _write(
    lines: list[Proposal], costs: Costs, fingerprint: str, by: User | None, now: datetime.datetime
) -> Round:
    made = Round.objects.create(
        how=Round.How.CLOCK if by is None else Round.How.DESK,
        planned_by=by,
        planned_at=now,
        checked_at=now,
        cost_before=costs.before,
        cost_after=costs.after,
        fingerprint=fingerprint,
    )
    for line in lines:
        line.round = made
    Proposal.objects.bulk_create(lines)
    return made
