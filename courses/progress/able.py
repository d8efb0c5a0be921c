"""Counting, without a person and once, what readers answer to "Can you do this?".

The question on a page of its own carries a ticket: a signed text that names the guide and a random number. The number
is remembered in the shared cache for as long as the ticket is good, so pressing twice, going back or sending
again counts once. A ticket says nothing about who holds it.

A guide is baked for everybody and carries none. What is pressed on it counts where the browser says that it comes
from a page of ours, and a second press in the same moment is the same answer. Where the browser does not say so, the
question is asked once more, on its own page.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from courses.progress.marks import Able, When
from insight import counts

#: How long a page can lie open before its question has to be answered anew, in seconds.
GOOD_FOR = 24 * 60 * 60

#: So long a press on a guide, and the same one again, are one answer: a button that was pressed twice.
ONE_PRESS_SECONDS = 5

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


def count_press(pressed_by: str, guide_key: str, when: When, able: Able, language: str) -> None:
    """Count an answer that was pressed on a guide itself, unless it is the last press again.

    `pressed_by`, what an internet address and a browser say of themselves, is kept as a keyed hash for a moment.
    """
    of_press = "\x00".join([pressed_by, guide_key, when.value, able.value])
    remembered_as = f"progress.press.{salted_hmac(_SALT, of_press, algorithm='sha256').hexdigest()}"
    if cache.add(remembered_as, True, timeout=ONE_PRESS_SECONDS):
        count(guide_key, when, able, language)


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
