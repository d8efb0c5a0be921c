"""What released suggestions mean for everybody else: who has been told of whom, and which places are kept."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q

from mentors.matching.models import SUGGESTION_LIVES
from mentors.matching.rounds.models import Proposal
from users.models import User

#: So long two whom the desk left out, or took back, are not put together again by a round.
APART_FOR = datetime.timedelta(days=14)


def told_of(now: datetime.datetime) -> dict[int, int]:
    """By learner, the mentor whom a released round has for them, while that suggestion lives. One query."""
    alive = Proposal.objects.alive(now).filter(mentor__isnull=False)
    return dict(alive.values_list("learner", "mentor"))


@dataclass(frozen=True)
class Kept:
    """What is kept, as one learner meets it: by mentor how many places for others; and whom there is for oneself."""

    for_others: Counter[int] = field(default_factory=Counter)
    mentor_id: int | None = None
    until: datetime.datetime | None = None


def kept(now: datetime.datetime, learner_id: int) -> Kept:
    """The living suggestions of rounds, beside `learner_id`. One query."""
    for_others: Counter[int] = Counter()
    own: tuple[int, datetime.datetime] | None = None
    alive = Proposal.objects.alive(now).values_list("learner", "mentor", "decided_at")
    for learner, mentor, decided_at in alive:
        if mentor is None or decided_at is None:
            continue
        if learner == learner_id:
            own = mentor, decided_at + SUGGESTION_LIVES
        else:
            for_others[mentor] += 1
    return Kept(for_others, *own) if own else Kept(for_others)


def taken_apart(now: datetime.datetime) -> set[tuple[int, int]]:
    """Learner and mentor whom the desk has left out of a round, or whose suggestion it took back, of late."""
    since = now - APART_FOR
    lately = Q(state=Proposal.State.LEFT_OUT, decided_at__gt=since) | Q(
        state=Proposal.State.UNDONE, undone_at__gt=since
    )
    rows = Proposal.objects.filter(lately, mentor__isnull=False).values_list("learner", "mentor")
    return {(learner, mentor) for learner, mentor in rows if mentor is not None}


def released_by_desk(learner: User, mentor: User, now: datetime.datetime) -> Proposal | None:
    """The living suggestion of these two, where somebody at the desk let it go; None where the clock did."""
    alive = Proposal.objects.alive(now).filter(learner=learner, mentor=mentor)
    return alive.filter(decided_by__isnull=False).first()
