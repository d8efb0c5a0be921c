"""A learner says no to those who were suggested: without a reason, as often as they like, and nobody is told."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentors.cards.models import NeedsCard
from mentors.matching.models import NotForMe, Pairing

#: So long a mentor who was said no to is not suggested anew.
NO_HOLDS = datetime.timedelta(days=14)


def say_no_to_all(card: NeedsCard, *, now: datetime.datetime | None = None) -> int:
    """None of those who stand on the card as suggestions suits; returns how many that were.

    Somebody whom the learner meets already is not among them.
    """
    now = now or timezone.now()
    with transaction.atomic():
        pairs = Pairing.objects.open().filter(learner=card.learner_id).values("mentor")
        shown = card.suggestions.filter(asked_at=None).exclude(mentor__in=pairs)
        mentors = list(shown.values_list("mentor", flat=True))
        NotForMe.objects.bulk_create(
            [NotForMe(card=card, mentor_id=mentor_id, at=now) for mentor_id in mentors],
            update_conflicts=True,
            unique_fields=["card", "mentor"],
            update_fields=["at"],
        )
        shown.delete()
    return len(mentors)


def show_all_again(card: NeedsCard) -> None:
    """Forget every no: all who can are suggested again."""
    card.not_for_me.all().delete()


def said_no_to(card: NeedsCard, now: datetime.datetime) -> QuerySet:
    """The mentors who are not suggested now, as a part of another query."""
    return NotForMe.objects.filter(card=card, at__gt=now - NO_HOLDS).values("mentor")


def noes(card: NeedsCard, *, now: datetime.datetime | None = None) -> int:
    """How many times of late the learner said no to those shown. It never closes anything: it opens the phone."""
    lately = (now or timezone.now()) - NO_HOLDS
    return card.not_for_me.filter(at__gt=lately).values("at").distinct().count()
