"""What a word is to the search, in any script, and how two people's ways of typing it meet.

A word is compared in two forms. `exact` is the word in small letters. `folded` has no dots, rings, accents or
vowel signs, no hyphens or apostrophes, and its digits are 0-9: "Försörjningsstöd" and "forsorjningsstod",
"e-post" and "epost", "١١٧٧" and "1177" are the same. Folded words are looked up; of two that are found, the
exact one wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from core.digits import ascii_digits
from courses.terms.words import WORD, plain

#: A longer word is cut here, in the index and in what is searched for alike.
LONGEST_WORD = 40

_WORDS = re.compile(WORD)
_PARTS = re.compile(r"[-\u2010\u2011]")
#: Letters that take nothing apart but are typed as another one: by those whose keyboard lacks them, or by
#: habit.
_TYPED_AS = {
    **{"æ": "a", "œ": "o", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ŋ": "n", "ə": "e"},
    **{"ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ٱ": "ا", "ـ": ""},
}
#: Ethiopic letters that sound alike in Amharic and are written for one another: rows of eight forms, and the
#: fourth form of those that has the sound of the first.
_ETHIOPIC_ROWS = {0x1210: 0x1200, 0x1280: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
_ETHIOPIC_ALIKE = {
    chr(row + form): chr(same + form) for row, same in _ETHIOPIC_ROWS.items() for form in range(8)
}
_ETHIOPIC_ALIKE |= dict.fromkeys("ሃሓኃ", "ሀ") | dict.fromkeys("ኣዓ", "አ")
_FOLDS = str.maketrans(_TYPED_AS | _ETHIOPIC_ALIKE)
_LEFT_OUT = str.maketrans("", "", "-‐‑'’ʼ`´")
#: Scripts that write words together: Thai, Lao, Burmese, Khmer, kana, Han. Pairs of letters stand in for
#: words.
_WRITTEN_TOGETHER = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{3,}")


class Word(NamedTuple):
    """One word of a text, as it is compared. Empty `folded` does not occur."""

    exact: str
    folded: str


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """`word` without what people leave out or type in another way."""
    small = unicodedata.normalize("NFKC", word).casefold()
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", small) if unicodedata.category(char)[0] not in "MCZ"
    )
    return ascii_digits(bare.translate(_FOLDS).translate(_LEFT_OUT))[:LONGEST_WORD]


def words(text: str) -> list[Word]:
    """The words of `text` in order. One with a hyphen in it is one word."""
    found: list[Word] = []
    for written in _WORDS.findall(unicodedata.normalize("NFKC", text)):
        for part in _pairs(fold(written)) if _WRITTEN_TOGETHER.fullmatch(written) else [written]:
            folded = fold(part)
            if folded and any(char.isalnum() for char in folded):
                found.append(Word(plain(part)[:LONGEST_WORD], folded))
    return found


def are_spelt_alike(one: str, other: str) -> bool:
    """Whether two exact words have the same letters with the same dots, whatever hyphens stand between."""
    return one == other or one.translate(_LEFT_OUT) == other.translate(_LEFT_OUT)


def has_dots(exact: str) -> bool:
    """Whether somebody took care to type what `fold` takes away from the letters of a word."""
    return exact.translate(_LEFT_OUT) != fold(exact)


def parts(word: Word) -> list[Word]:
    """What stands between the hyphens of a word; nothing for a word without."""
    pieces = [piece for piece in _PARTS.split(word.exact) if fold(piece)]
    return [Word(piece, fold(piece)) for piece in pieces] if len(pieces) > 1 else []


def together(several: Iterable[Word]) -> Word:
    """Words that were written apart, as one."""
    exact, folded = zip(*several, strict=True)
    return Word("".join(exact)[:LONGEST_WORD], "".join(folded)[:LONGEST_WORD])


def _pairs(letters: str) -> list[str]:
    return [letters[place : place + 2] for place in range(len(letters) - 1)] or [letters]
