"""Words from A to Ö, as the language of the reader sorts them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from courses.terms.glossary import Word

#: Letters of their own that stand after z, in order. In other languages å is an a with a ring.
AFTER_Z = {"sv": "åäö", "fi": "åäö"}
#: Other letters that stand where these do.
AS_IF = {"sv": {"æ": "ä", "ø": "ö", "ü": "y"}, "fi": {"æ": "ä", "ø": "ö", "ü": "y"}}
DIGITS = "0–9"

SortKey = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Letter:
    """A heading of the list, and the words under it."""

    name: str
    words: list[Word]

    @property
    def anchor(self) -> str:
        """What the heading is called in an address."""
        return "0-9" if self.name == DIGITS else self.name


def sort_key(word: str, language: str) -> SortKey:
    """What to sort `word` by in `language`: letter by letter, hyphens and spaces left out, digits first."""
    last = AFTER_Z.get(language, "")
    as_if = AS_IF.get(language, {})
    key: list[tuple[int, str]] = []
    for char in unicodedata.normalize("NFC", word.casefold()):
        letter = as_if.get(char, char)
        if letter in last:
            key.append((2 + last.index(letter), letter))
            continue
        for part in unicodedata.normalize("NFKD", letter):
            if part.isalnum():
                key.append((0 if part.isdigit() else 1, part))
    return tuple(key)


def by_letter(words: Iterable[Word], language: str) -> list[Letter]:
    """The words under their first letters, both in the order of `language`."""
    letters: dict[str, list[Word]] = {}
    for word in sorted(words, key=lambda each: (sort_key(each.word, language), each.word)):
        key = sort_key(word.word, language)
        letters.setdefault(_heading(key), []).append(word)
    return [Letter(name, of_letter) for name, of_letter in letters.items()]


def _heading(key: SortKey) -> str:
    if not key:
        return "#"
    group, letter = key[0]
    return DIGITS if group == 0 else letter.upper()
