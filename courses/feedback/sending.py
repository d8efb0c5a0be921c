"""Keep a note once, and count it without a person."""

from __future__ import annotations

from django.db import transaction

from core.retention.decisions import insist
from courses.feedback.models import StuckNote
from courses.feedback.tickets import Ticket, hashed
from insight import counts

MEASURE = "guide.stuck"


def send(ticket: Ticket, reason: str, text: str) -> str:
    """Keep what a reader says, and return the secret of the address at which they can look again.

    Sent twice with the same ticket it is kept and counted once. The text has been through the privacy guard.
    Raises `NotDecided` where the municipality has not decided how long notes are kept.
    """
    insist("notes")
    secret = ticket.secret(reason, text)
    with transaction.atomic():
        _note, is_new = StuckNote.objects.get_or_create(
            address_hash=hashed(secret),
            defaults={
                "guide_key": ticket.guide,
                "step_key": ticket.step,
                "language": ticket.language,
                "revision": ticket.revision,
                "reason": reason,
                "text": text,
            },
        )
        if is_new:
            counts.add(MEASURE, guide=ticket.guide, step=ticket.step, language=ticket.language, reason=reason)
    return secret


def find(secret: str) -> StuckNote | None:
    """The note that `secret` leads to, or none."""
    return StuckNote.objects.filter(address_hash=hashed(secret)).first()
