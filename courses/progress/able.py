"""Counting, without a person and once, what readers answer to "Can you do this?".

The question of a guide carries a ticket: a signed text that names the guide and a random number. The number
is remembered in the shared cache for as long as the ticket is good, so pressing twice, going back or sending
again counts once. A ticket says nothing about who holds it. A page that was copied for many readers carries
none: then the answer is pressed once more, on a page with a ticket of its own.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache

from courses.progress.marks import Able, When
from insight import counts

#: How long a page can lie open before its question has to be answered anew, in seconds.
GOOD_FOR = 24 * 60 * 60

_SALT = "courses.progress.able"


class BadTicketError(Exception):
    """The ticket is not ours, too old, or for another guide."""


@dataclass(frozen=True)
class Ticket:
    """The right to be counted once before and once after one guide."""

    number: str
    guide_key: str

    def use(self, when: When, able: Able, language: str) -> bool:
        """Count the answer, unless one was counted for this ticket. Tells whether it was counted now."""
        remembered_as = f"progress.able.{self.number}.{when.value}"
        if not cache.add(remembered_as, True, timeout=GOOD_FOR):
            return False
        try:
            count(self.guide_key, when, able, language)
        except Exception:
            # What was not counted may be tried again.
            cache.delete(remembered_as)
            raise
        return True


def new_ticket(guide_key: str) -> str:
    """A signed ticket for one guide, to be put into a form."""
    return signing.dumps([secrets.token_urlsafe(12), guide_key], salt=_SALT, compress=False)


def read_ticket(signed: str, guide_key: str) -> Ticket:
    """The ticket that `signed` holds.

    Raises `BadTicketError` for one that is forged, damaged, old or another's.
    """
    try:
        ticket = Ticket(*signing.loads(signed, salt=_SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, TypeError) as problem:
        raise BadTicketError from problem
    if ticket.guide_key != guide_key:
        raise BadTicketError
    return ticket


def count(guide_key: str, when: When, able: Able, language: str) -> None:
    """Add one to the answer, by guide, language and when: nothing else is known about it."""
    counts.add(f"guide.able.{able.value}", guide=guide_key, language=language, when=when.value)
