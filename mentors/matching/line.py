"""The line: those for whom there is nobody free right now, the longest wait first."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from insight import counts
from mentors.cards.models import NeedsCard


def put_in_line(card: NeedsCard, *, now: datetime.datetime | None = None) -> None:
    """Give the card a place in the line. One that has a place keeps it."""
    joined = now or timezone.now()
    if NeedsCard.objects.filter(pk=card.pk, waiting_since=None).update(waiting_since=joined):
        card.waiting_since = joined
        wish = card.wishes.exclude(guide_key="").first()
        counts.add("line.joined", guide=wish.guide_key if wish else "", language=card.learner.language)


def leave_line(card: NeedsCard) -> None:
    """Take the card out of the line: a meeting stands, or the learner does not want to wait."""
    NeedsCard.objects.filter(pk=card.pk).update(waiting_since=None)
    card.waiting_since = None


def place_in_line(card: NeedsCard) -> int:
    """Which place the card has, from 1; 0 where it is not in the line."""
    if card.waiting_since is None:
        return 0
    before = Q(waiting_since__lt=card.waiting_since) | Q(waiting_since=card.waiting_since, pk__lt=card.pk)
    return NeedsCard.objects.waiting().filter(before).count() + 1
