"""What the privacy guard answers with: a kind, a severity and a place, never the text itself."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

REMOVED = "[…]"
"""What stands in a text where a number was taken out. No pattern reads across it, so that two halves of a
text cannot become a new number when what stood between them goes."""


class Kind(StrEnum):
    """What was found. The order is the order of weight: the first one names a place that two rules found."""

    IBAN = "iban"
    PERSONAL_NUMBER = "personal_number"
    CARD_NUMBER = "card_number"
    ACCOUNT = "account"
    SECRET = "secret"  # noqa: S105 -- the name of a kind
    EMAIL = "email"
    PHONE = "phone"


class Severity(StrEnum):
    """`BLOCK` stops the text. `WARN` asks the writer a question, and the writer decides."""

    BLOCK = "block"
    WARN = "warn"


class Finding(NamedTuple):
    """One thing found in a text. `text[start:end]` of the text as it was written is what to take out."""

    kind: Kind
    severity: Severity
    start: int
    end: int


_WEIGHT = {kind: place for place, kind in enumerate(Kind)}


def without_overlaps(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings in reading order, each place named once.

    Blocks come before questions, the heavier kind before the lighter. A finding inside one that is kept is
    dropped; blocks of one kind that overlap become one.
    """
    blocks = _merged(finding for finding in found if finding.severity is Severity.BLOCK)
    warnings = _merged(finding for finding in found if finding.severity is Severity.WARN)
    kept = list(blocks)
    place = 0
    for warning in warnings:
        while place < len(blocks) and blocks[place].end <= warning.start:
            place += 1
        if place == len(blocks) or blocks[place].start >= warning.end:
            kept.append(warning)
    return sorted(kept, key=lambda finding: (finding.start, finding.end))


def _merged(found: Iterable[Finding]) -> list[Finding]:
    """Return findings of one severity as stretches that do not overlap, each under its heaviest kind."""
    merged: list[Finding] = []
    for finding in sorted(found, key=lambda one: (one[2], -one[3], _WEIGHT[one[0]])):
        kind, severity, start, end = finding
        if merged and start < merged[-1].end:
            last = merged[-1]
            if _WEIGHT[last.kind] < _WEIGHT[kind]:
                kind = last.kind
            merged[-1] = Finding(kind, severity, last.start, max(last.end, end))
        else:
            merged.append(finding)
    return merged
