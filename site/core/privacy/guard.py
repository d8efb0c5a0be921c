"""The privacy guard: asked about every free text that enters, by whatever door.

`findings` says what is there and where, `without` takes it out, `check_text` and `GuardedTextValidator`
refuse the text with a kind word. The text itself is never logged and never repeated in a message. The time
taken grows with the length of the text and not with what it holds.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from core.privacy.contacts import contacts
from core.privacy.finding import REMOVED, Finding, Kind, Severity, without_overlaps
from core.privacy.numbers import numbers
from core.privacy.plain import plain
from core.privacy.words import given_away

__all__ = ["MESSAGES", "QUESTIONS", "REMOVED", "GuardedTextValidator", "check_text", "findings", "without"]

MESSAGES = {
    Kind.IBAN: _("This looks like a bank account number (IBAN). Take it out: nobody needs it here."),
    Kind.PERSONAL_NUMBER: _("This looks like a personal identity number. Take it out: nobody needs it here."),
    Kind.CARD_NUMBER: _(
        "This looks like a card number. Take it out: with it, somebody could use your money."
    ),
    Kind.ACCOUNT: _("This looks like a bank account number. Take it out: nobody needs it here."),
    Kind.SECRET: _("This looks like a code or a password. Take it out: it is yours alone."),
    Kind.EMAIL: _("This looks like an e-mail address. Take it out: others can read this text."),
    Kind.PHONE: _("This looks like a phone number. Take it out: others can read this text."),
}
"""What to say about a finding that blocks: the kind, and the reason. Never the number."""

QUESTIONS = {
    Kind.IBAN: _("Is this a bank account number (IBAN)? Then take it out."),
    Kind.PERSONAL_NUMBER: _("Is this a personal identity number? Then take it out."),
    Kind.CARD_NUMBER: _("Is this a card number? Then take it out."),
    Kind.ACCOUNT: _("Is this a bank account number? Then take it out."),
    Kind.SECRET: _("Is this a code or a password? Then take it out."),
}
"""What to ask about a finding that only warns; the writer may keep the text."""


def findings(text: str, public: bool = False) -> list[Finding]:
    """Return what should not be in `text`, in reading order, no two overlapping.

    Phone numbers and e-mail addresses count only when the text is `public`.
    """
    reading = plain(text)
    found = [*numbers(reading.text), *given_away(reading.text)]
    if public:
        found.extend(contacts(reading.text))
    kept = without_overlaps(found)
    if reading.text == text:
        return kept
    return [Finding(one.kind, one.severity, *reading.original(one.start, one.end)) for one in kept]


def without(text: str, found: Iterable[Finding]) -> str:
    """Return `text` with every finding of `found` replaced by `REMOVED`: "remove the number" in one press.

    When `found` holds all that blocks, nothing in the answer blocks: a number that could be told from a code
    only by what stood beside it goes as well.
    """
    found = set(found)
    public = any(one.kind in {Kind.PHONE, Kind.EMAIL} for one in found)
    left = _cut(text, found)
    if found.issuperset(_blocks(text, public)):
        while again := _blocks(left, public):
            left = _cut(left, again)
    return left


def _blocks(text: str, public: bool) -> list[Finding]:
    """Return the findings that stop a text."""
    return [one for one in findings(text, public) if one.severity is Severity.BLOCK]


def _cut(text: str, found: Iterable[Finding]) -> str:
    """Return `text` with each stretch that the findings cover replaced by `REMOVED`."""
    parts = []
    place = 0
    for finding in sorted(found, key=lambda one: (one.start, one.end)):
        if finding.end <= place:
            continue
        if finding.start >= place:
            parts += [text[place : finding.start], REMOVED]
        place = finding.end
    parts.append(text[place:])
    return "".join(parts)


def check_text(text: str, public: bool = False) -> None:
    """Raise `ValidationError` when `text` holds something that blocks.

    One message for each kind, with the kind as its code; the text is not repeated.
    """
    kinds = dict.fromkeys(one.kind for one in _blocks(text, public))
    if kinds:
        raise ValidationError([ValidationError(MESSAGES[kind], code=kind.value) for kind in kinds])


@deconstructible
class GuardedTextValidator:
    """Field validator that refuses what `check_text` refuses. `public`: everybody can read the field."""

    def __init__(self, public: bool = False) -> None:
        self.public = public

    def __call__(self, value: Any) -> None:
        """Check a field's value; what is not a string is checked as it prints."""
        check_text(str(value), public=self.public)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GuardedTextValidator) and self.public == other.public

    def __hash__(self) -> int:
        return hash((type(self), self.public))
