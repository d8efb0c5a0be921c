"""One pair that a coordinator puts together by hand: a released suggestion like those of a round, and undone like one.

The learner still chooses. No hard rule can be set aside.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from mentors.cards.models import MentorCard, NeedsCard
from mentors.hours.free_times import FreeTime
from mentors.matching.costs import parts_of
from mentors.matching.line import put_in_line
from mentors.matching.models import Pairing
from mentors.matching.pool import is_needed_by_others, prices_that_hold
from mentors.matching.rounds.errors import DoesNotFit, NotForYou
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.rounds.releasing import make_way_for, tell_learner, why_these_two_cannot
from mentors.matching.suggest import suggestions_for
from mentors.matching.weights import weights
from mentors.matching.who_can import mentors_who_can, reachable_times
from users.models import User
from users.permissions import is_coordinator


def suggest_by_hand(
    learner: User, mentor: User, by: User, *, now: datetime.datetime | None = None
) -> Proposal:
    """Suggest `mentor` to `learner`, first of all, and keep the place. The same two again change nothing.

    A learner who is in no line gets a place in it: the suggestion is for somebody who waits. Raises `NotForYou`, and
    `DoesNotFit` with the rule that forbids it.
    """
    now = now or timezone.now()
    if not is_coordinator(by):
        raise NotForYou
    with transaction.atomic():
        cards = NeedsCard.objects.select_for_update(of=("self",), no_key=True).select_related("learner")
        card = cards.filter(learner=learner).first()
        list(MentorCard.objects.select_for_update(no_key=True).filter(mentor=mentor).values_list("pk"))
        if (
            card is None
            or not card.learner.is_active
            or Pairing.objects.open().filter(learner=learner).exists()
        ):
            raise DoesNotFit(Proposal.Because.NOT_WAITING)
        standing = Proposal.objects.alive(now).filter(learner=learner, mentor=mentor).first()
        if standing is not None:
            return standing
        because = why_these_two_cannot(card, mentor.pk, now)
        if because:
            raise DoesNotFit(because)
        put_in_line(card, now=now)
        line = _line(card, mentor, by, now)
        make_way_for(line)
        line.save()
        tell_learner(line, now)
    suggestions_for(card, now=now)
    return line


@dataclass(frozen=True)
class Weighed:
    """A pair looked at: the rule that forbids it, or empty; the named parts above 0; times that suit both.

    `is_needed`: others who wait would lose the place.
    """

    because: str
    parts: dict[str, int]
    price: int
    is_needed: bool
    times: list[FreeTime]

    @property
    def is_weighed(self) -> bool:
        """Whether there was anything to weigh: two who can meet at all."""
        return bool(self.times)

    @property
    def cost(self) -> int:
        """The sum of the parts."""
        return sum(self.parts.values())


def weigh(card: NeedsCard, mentor: User, *, now: datetime.datetime) -> Weighed:
    """What a pair costs, and what forbids it. A mentor who has no room is weighed all the same."""
    because = why_these_two_cannot(card, mentor.pk, now)
    able = mentors_who_can(card, now=now, among=[mentor.pk], any_room=True)
    times = reachable_times(card, able, now=now).get(mentor.pk, [])
    found = (
        parts_of(card, list(card.wishes.all()), able[mentor.pk], times, now=now, weights=weights())
        if times
        else {}
    )
    parts = {name: cost for name, cost in found.items() if cost}
    price = prices_that_hold(now=now).get(mentor.pk, 0)
    capacity = able[mentor.pk].capacity if mentor.pk in able else 0
    is_needed = is_needed_by_others(price, capacity, weights=weights())
    return Weighed(because, parts, price, is_needed, times)


def _line(card: NeedsCard, mentor: User, by: User, now: datetime.datetime) -> Proposal:
    weighed = weigh(card, mentor, now=now)
    before = Proposal.objects.alive(now).filter(learner=card.learner_id).first()
    made = Round.objects.create(
        state=Round.State.DECIDED,
        how=Round.How.BY_HAND,
        planned_by=by,
        planned_at=now,
        checked_at=now,
        decided_at=now,
        cost_before=before.cost if before else weights().without,
        cost_after=weighed.cost,
        fingerprint="",
    )
    return Proposal(
        round=made,
        learner=card.learner,
        mentor=mentor,
        before_id=before.mentor_id if before else None,
        change=Proposal.Change.CHANGED if before else Proposal.Change.NEW,
        state=Proposal.State.RELEASED,
        parts=weighed.parts,
        cost=weighed.cost,
        price=weighed.price,
        decided_by=by,
        decided_at=now,
    )
