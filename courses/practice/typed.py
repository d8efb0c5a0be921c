"""What a person types in a practice form: looked at, compared, and thrown away.

A number that is somebody's own is taken out before the form sees it, so that it can be neither shown again
nor kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.digits import ascii_digits
from core.privacy import Finding, Severity, findings
from core.privacy.guard import MESSAGES, QUESTIONS

#: Far more than any field asks for. Longer texts come from somewhere else and are not shown again.
LONGEST = 200
TOO_LONG = _("This is much longer than what to write. Look once more, and write only those words.")


@dataclass(frozen=True)
class Sifted:
    """`kept`: what the form may see and show again. `refused`: what to say instead, by field."""

    kept: dict[str, str]
    refused: dict[str, str]


def sift(typed: Mapping[str, str], names: Iterable[str]) -> Sifted:
    """Take out of the fields `names` what nobody should type here: own numbers, and endless texts.

    Questions count as well as certainties: a number that may be somebody's own is not shown again. A number
    that was parted over several fields empties them all.
    """
    names = list(names)
    kept = {name: typed.get(name, "").replace("\x00", "") for name in names}
    refused: dict[str, str] = {}
    for name, text in kept.items():
        if len(text) > LONGEST:
            refused[name] = str(TOO_LONG)
        elif found := findings(text):
            refused[name] = _message(found[0])
    if not refused and len(names) > 1 and (found := findings_across(kept.values())):
        refused = dict.fromkeys(names, _message(found[0]))
    return Sifted({name: "" if name in refused else text for name, text in kept.items()}, refused)


def findings_across(texts: Iterable[str]) -> list[Finding]:
    """What the privacy guard finds when the fields are read as one line, with and without spaces."""
    texts = [text.strip() for text in texts]
    return findings(" ".join(texts)) + findings("".join(texts))


def is_same(typed: str, wanted: str, *, is_exact: bool) -> bool:
    """Whether `typed` is what was to be typed.

    Unless every sign counts, big and small letters, spaces, signs and the rings and dots of å, ä and ö do
    not: not every keyboard has them.
    """
    if is_exact:
        return unicodedata.normalize("NFC", typed.strip()) == unicodedata.normalize("NFC", wanted.strip())
    return _letters_and_digits(typed) == _letters_and_digits(wanted)


def _letters_and_digits(text: str) -> str:
    parted = unicodedata.normalize("NFKD", ascii_digits(text)).casefold()
    return "".join(char for char in parted if char.isalnum())


def _message(finding: Finding) -> str:
    texts = MESSAGES if finding.severity is Severity.BLOCK else QUESTIONS
    return str(texts[finding.kind])
