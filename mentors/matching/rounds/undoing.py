"""Take back what was released, as far as nobody has acted upon it; and say what could not be taken back."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentors.matching.models import NotForMe, Pairing, Suggestion
from mentors.matching.rounds.errors import NotForYou
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.rounds.releasing import lock_line
from mentors.meetings.notices import subject_of_proposal
from messaging import outbox
from messaging.models import Message
from users.models import User
from users.permissions import is_coordinator


class Outcome(enum.Enum):
    """What became of a try to take a suggestion back."""

    #: Nobody had heard of it.
    UNHEARD = enum.auto()
    #: It is gone, but a message about it had left.
    TOLD = enum.auto()
    #: The learner has chosen this mentor: it is theirs now, and only they, or a call to them, can change it.
    CHOSEN = enum.auto()
    #: The learner said no to it: there is nothing left to take back.
    SAID_NO = enum.auto()
    #: It was not released, or is taken back already.
    NOTHING = enum.auto()


@dataclass(frozen=True)
class Undone:
    """One line and what became of it."""

    line: Proposal
    outcome: Outcome

    @property
    def is_taken_back(self) -> bool:
        """Whether the suggestion is gone now."""
        return self.outcome in {Outcome.UNHEARD, Outcome.TOLD}


def undo_round(made: Round, by: User, *, now: datetime.datetime | None = None) -> list[Undone]:
    """Take back every line of the round that is released. Raises `NotForYou`."""
    released = made.proposals.filter(state=Proposal.State.RELEASED).values_list("pk", flat=True)
    return [undo(pk, by, now=now) for pk in list(released)]


def undo(pk: int, by: User, *, now: datetime.datetime | None = None) -> Undone:
    """Take one line back: the place is free again, and no round puts the two together for a while.

    Raises `NotForYou`, `NewerPlan` for a line that is gone.
    """
    now = now or timezone.now()
    if not is_coordinator(by):
        raise NotForYou
    with transaction.atomic():
        line, card = lock_line(pk)
        if line.state != Proposal.State.RELEASED or line.decided_at is None:
            return Undone(line, Outcome.NOTHING)
        since = {"mentor": line.mentor_id}
        theirs = Pairing.objects.filter(learner=line.learner_id, **since)
        if theirs.filter(Q(state__in=Pairing.OPEN_STATES) | Q(created_at__gte=line.decided_at)).exists():
            return Undone(line, Outcome.CHOSEN)
        if NotForMe.objects.filter(card=card, at__gte=line.decided_at, **since).exists():
            return Undone(line, Outcome.SAID_NO)
        line.state, line.undone_by, line.undone_at = Proposal.State.UNDONE, by, now
        line.save(update_fields=["state", "undone_by", "undone_at"])
        Suggestion.objects.filter(card=card, asked_at=None, **since).delete()
        subject = subject_of_proposal(line.pk)
        outbox.cancel_about(subject)
        has_left = Message.objects.filter(subject=subject).exclude(state=Message.State.CANCELLED).exists()
    return Undone(line, Outcome.TOLD if has_left else Outcome.UNHEARD)
