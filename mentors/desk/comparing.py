"""One pair beside the best one for the same learner: each named part, the sums, and what others would lose."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mentors.cards.models import NeedsCard
from mentors.desk.offers import OfferedTime, offered_times
from mentors.matching.costs import PART_NAMES
from mentors.matching.rounds.by_hand import Weighed, weigh
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.suggest import suggestions_for
from mentors.matching.telling import price_for_desk
from users.models import User


@dataclass(frozen=True)
class Compared:
    """A pair and the best. `rows`: (name, cost of the pair, cost of the best); `because`: the rule that forbids it.

    `best` is None where there is nobody else, or where the pair is the best itself (`is_best`).
    """

    because: str
    rows: list[tuple[str, int, int]]
    cost: int
    best: User | None
    best_cost: int
    is_best: bool
    price_in_words: str
    times: list[OfferedTime]

    @property
    def dearer(self) -> int:
        """By how much the pair costs more than the best."""
        return self.cost - self.best_cost


def compared(card: NeedsCard, mentor: User, *, now: datetime.datetime) -> Compared:
    """`card` with `mentor`, beside whom the round, or else the suggestions, have for them."""
    chosen = weigh(card, mentor, now=now)
    best = _best_for(card, now)
    other = weigh(card, best, now=now) if best and best != mentor else None
    beside = other.parts if other else {}
    return Compared(
        because=str(Proposal.Because(chosen.because).label) if chosen.because else "",
        rows=[
            (str(words), chosen.parts.get(name, 0), beside.get(name, 0))
            for name, words in PART_NAMES.items()
            if chosen.parts.get(name) or beside.get(name)
        ]
        if chosen.is_weighed
        else [],
        cost=chosen.cost,
        best=best if other and other.is_weighed else None,
        best_cost=other.cost if other else 0,
        is_best=best == mentor,
        price_in_words=_price(mentor, chosen),
        times=[] if chosen.because else offered_times(mentor, chosen.times[:6]),
    )


def _price(mentor: User, chosen: Weighed) -> str:
    if not chosen.is_weighed:
        return ""
    price = max(chosen.price, chosen.parts.get("load", 0))
    return price_for_desk(mentor.alias, price, is_full=chosen.is_needed)


def _best_for(card: NeedsCard, now: datetime.datetime) -> User | None:
    """Whom the round that waits has for the learner, else whom they have been told of, else the first suggestion."""
    waiting = Proposal.objects.filter(round__state=Round.State.PLANNED, learner=card.learner_id)
    for lines in (waiting, Proposal.objects.alive(now).filter(learner=card.learner_id)):
        line = lines.filter(mentor__isnull=False).select_related("mentor").first()
        if line is not None:
            return line.mentor
    offers = suggestions_for(card, now=now)
    return offers[0].mentor if offers else None
