"""What released suggestions mean for everybody else: who has been told of whom, and which places are kept."""

from __future__ import annotations

import datetime
from collections import Counter

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


def kept_for(learner_id: int, now: datetime.datetime) -> tuple[int, datetime.datetime] | None:
    """The mentor whom a released round has for one learner, and until when the place is kept. One query."""
    line = Proposal.objects.alive(now).filter(learner=learner_id, mentor__isnull=False).first()
    if line is None or line.mentor_id is None or line.decided_at is None:
        return None
    return line.mentor_id, line.decided_at + SUGGESTION_LIVES


def places_kept(now: datetime.datetime, *, but_for: int) -> Counter[int]:
    """By mentor, how many places are kept for learners other than `but_for`. One query."""
    alive = Proposal.objects.alive(now).filter(mentor__isnull=False).exclude(learner=but_for)
    return Counter(mentor for mentor in alive.values_list("mentor", flat=True) if mentor is not None)


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
