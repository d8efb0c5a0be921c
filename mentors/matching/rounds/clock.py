"""What the worker does about rounds: one plan an hour while somebody waits."""

from __future__ import annotations

import datetime

from django.utils import timezone

from core.retention.decisions import may_collect
from mentors.cards.models import NeedsCard
from mentors.hours.house_rules import house_rules
from mentors.matching.pool import keep_prices, plan, prices_are_fresh
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.rounds.planning import keep
from mentors.matching.rounds.releasing import release_round

#: While somebody at the desk is going through a round, no new plan takes it out of their hands for so long.
LEFT_ALONE_FOR = datetime.timedelta(hours=2)


def plan_once_an_hour(*, now: datetime.datetime | None = None) -> None:
    """Count the prices, and keep the plan as the round that waits for the desk.

    Where the municipality does not want a coordinator to look at first pairings, what is new goes out at once. Two
    workers at once do the same. Where nobody waits any more, nothing waits to be decided either.
    """
    now = now or timezone.now()
    if prices_are_fresh(now=now):
        return
    if not NeedsCard.objects.waiting().exists():
        Round.objects.filter(state=Round.State.PLANNED, proposals__decided_at=None).exclude(
            proposals__decided_at__isnull=False
        ).delete()
        return
    made = plan(now=now)
    keep_prices(made.answer, now=now)
    if not may_collect("pairings") or _somebody_is_at_it(now):
        return
    waits = keep(made, None, now=now)
    if not house_rules().release_first_pairing:
        release_round(waits, None, now=now)


def _somebody_is_at_it(now: datetime.datetime) -> bool:
    return Proposal.objects.filter(
        round__state=Round.State.PLANNED, decided_at__gt=now - LEFT_ALONE_FOR
    ).exists()
