"""The one-time ticket of a form, and the secret address at which its sender can look again.

A ticket is a signed text in the form itself: which step, which version of the guide, and a random number.
It stands in for the cookie that a CSRF token would need. The secret of the address is made from that number
and from what was written, under the installation's key: whoever presses twice comes to the same note, whoever
writes something else makes a new one, and nobody can work out another's. Only the secret's SHA-256 is kept.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import salted_hmac

#: How long a page can lie open before its button has to be fetched anew, in seconds.
GOOD_FOR = 24 * 60 * 60
#: Of the random number and of the secret: 144 bits.
SECRET_BYTES = 18

_SALT = "courses.feedback.tickets"


class BadTicketError(Exception):
    """The ticket is not ours, too old, or for another step."""


@dataclass(frozen=True)
class Ticket:
    """The right to send one note about one step of a guide, as it was in one version."""

    number: str
    guide: str
    step: str
    language: str
    revision: int | None

    def signed(self) -> str:
        """The ticket as text to be put into a form."""
        return signing.dumps([self.number, self.guide, self.step, self.language, self.revision], salt=_SALT)

    def secret(self, *written: str) -> str:
        """The secret of the address for a note that says `written`, 24 signs. The same for the same."""
        said = "\x00".join([self.number, *written])
        made = salted_hmac(_SALT, said, algorithm="sha256").digest()[:SECRET_BYTES]
        return base64.urlsafe_b64encode(made).decode()


def new_ticket(guide: str, step: str, language: str, revision: int | None) -> Ticket:
    """A ticket that nobody else has."""
    return Ticket(secrets.token_urlsafe(SECRET_BYTES), guide, step, language, revision)


def read_ticket(signed: str, guide: str, step: str, language: str) -> Ticket:
    """The ticket that `signed` holds. Raises `BadTicketError` unless it is ours, fresh and for this step."""
    try:
        ticket = Ticket(*signing.loads(signed, salt=_SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, TypeError) as problem:
        raise BadTicketError from problem
    if (ticket.guide, ticket.step, ticket.language) != (guide, step, language):
        raise BadTicketError
    return ticket


def hashed(secret: str) -> str:
    """What is kept of a secret: its SHA-256. It is random, so it needs neither salt nor a slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
