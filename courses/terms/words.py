"""What a word is in a text of any language: where it begins and ends, and when two are the same."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

#: A word as it is looked up: several for a phrase such as "privat fönster".
Phrase = tuple[str, ...]


def _marks() -> str:
    r"""The inside of a character class with every combining mark: `\w` leaves them out, words hold them."""
    # Between the first two planes and the selectors there are Chinese characters only.
    planes = chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))
    marks = (code for code in planes if unicodedata.category(chr(code))[0] == "M")
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


#: Of what a word is made. The joiners and the soft hyphen stand inside words in some languages.
_LETTER = rf"[\w{_marks()}\u00ad\u200c\u200d]"
#: A whole word. Hyphen and apostrophe between letters belong to it: "e-post" is not "post", "ba'an" not "ba".
WORD = rf"{_LETTER}+(?:[-\u2010\u2011'’]{_LETTER}+)*"

_WORDS = re.compile(WORD)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200c\u200d"))
_SAME = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'"})


def plain(word: str) -> str:
    """A word as it is compared: small letters, one way to write å, without what nobody sees."""
    return unicodedata.normalize("NFC", word.translate(_UNSEEN).translate(_SAME)).casefold()


def phrase_of(text: str) -> Phrase:
    """The words of `text` as they are compared."""
    return tuple(plain(word) for word in _WORDS.findall(text))


def is_plain_phrase(text: str) -> bool:
    """Whether `text` is words with spaces between them and nothing else, so that it can be found."""
    return bool(text.strip()) and not _WORDS.sub("", text).strip()
