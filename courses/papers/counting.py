"""Counting, once and without a person, that papers come after the due day.

The button of a result carries a ticket: a signed text that names the papers and a random number. The number
is remembered in the shared cache for as long as the ticket is good, so pressing twice, going back or sending
again counts once. A ticket says nothing about who holds it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache

from courses.papers.kinds import BY_CODE
from insight import counts

MEASURE = "obstacle.paper_after_due_day"
#: How long a page can lie open before its button has to be fetched anew, in seconds.
GOOD_FOR = 24 * 60 * 60

_SALT = "courses.papers.counting"


class BadTicketError(Exception):
    """The ticket is not ours, or too old."""


@dataclass(frozen=True)
class Ticket:
    """The right to count these papers once."""

    number: str
    papers: tuple[str, ...]

    @property
    def _remembered_as(self) -> str:
        return f"papers.counted.{self.number}"

    def is_used(self) -> bool:
        """Whether its papers are counted already."""
        return cache.get(self._remembered_as) is not None

    def use(self) -> bool:
        """Count each paper, unless they are counted already. Tells whether they were counted now."""
        if not cache.add(self._remembered_as, True, timeout=GOOD_FOR):
            return False
        try:
            for paper in self.papers:
                counts.add(MEASURE, paper=paper)
        except Exception:
            # What was not counted may be tried again.
            cache.delete(self._remembered_as)
            raise
        return True


def new_ticket(papers: Iterable[str]) -> str:
    """A signed ticket to count `papers` (codes), to be put into a form."""
    return signing.dumps({"n": secrets.token_urlsafe(12), "p": list(papers)}, salt=_SALT)


def read_ticket(signed: str) -> Ticket:
    """The ticket that `signed` holds. Raises `BadTicketError` for a forged, damaged or old one."""
    try:
        said = signing.loads(signed, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature as problem:
        raise BadTicketError from problem
    return Ticket(said["n"], tuple(code for code in said["p"] if code in BY_CODE))
