"""One plain reading of a text, with the way back to where each character stood.

The same number can be typed with Arabic or full-width digits, five kinds of dash, thin spaces and marks that
cannot be seen. The patterns of the privacy guard read the plain text; what they find is reported in the text
as written.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.privacy.finding import REMOVED

# Dashes and pluses that Unicode files under other categories than Pd, and letters that print nothing.
_DASHES = frozenset("\u02d7\u2043\u2212\u207b\u208b\u2796")
_PLUSES = frozenset("\u207a\u208a\u2795")
_BLANKS = frozenset("\t\u2800\u115f\u1160\u3164\uffa0")
_LONGEST_READING = 4
_NEW_LINES = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text, and for each of its characters where the original one starts and ends."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text as written of a non-empty place in the plain text."""
        return self.starts[start], self.ends[end - 1]


def plain(text: str) -> Plain:
    """Return `text` with plain digits, dashes, spaces and letters, and without what cannot be seen."""
    if text.isascii() and text.isprintable():
        places = range(len(text) + 1)
        return Plain(text, places, places[1:])
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, char in enumerate(text):
        reading = _reading(char)
        if reading:
            for letter in reading:
                letters.append(letter)
                starts.append(place)
                ends.append(place + 1)
        elif ends and unicodedata.category(char)[0] == "M":
            # A ring or a line drawn over a digit goes with the digit, or it would end up on its neighbour.
            ends[-1] = place + 1
    return Plain("".join(letters), starts, ends)


@lru_cache(maxsize=4096)
def _reading(char: str) -> str:
    """Return how one character is read: nothing for marks, else the compatible form of what it shows."""
    if char in _NEW_LINES:
        return "\n"
    if char in _BLANKS:
        return " "
    if char in _DASHES:
        return "-"
    if char in _PLUSES:
        return "+"
    if char in REMOVED:
        return char
    compatible = unicodedata.normalize("NFKC", char)
    # One Arabic character is short for a sentence of eighteen letters. It holds no number.
    return "".join(_one(part) for part in (compatible if len(compatible) <= _LONGEST_READING else char))


def _one(char: str) -> str:
    """Return how one character of a compatible form is read."""
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    category = unicodedata.category(char)
    if category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    if category in {"Cf", "Cc", "Mn", "Me"}:
        return ""
    return char
