"""Everyday words: what people say and type for what our texts call something else.

They stand in `courses/content/synonyms/<language>.toml`, to be read and added to by anybody:

- `small`: words that say nothing about what somebody looks for, such as "how" and "my". They are not searched
  for.
- `[words]`: a word of our own texts, then what people say instead. Whatever has the word in its title or
  need, or among its everyday words, is found by all of them. It goes one way: who searches for "rent" is not
  shown all that costs.
- `[pages]`: words for pages, courses and guides, by key. Readers of a language that has a guide or a course from
  another one find it by the words of their own.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from core.languages import base_code
from courses.search.endings import bases
from courses.search.folding import fold, words

FOLDER = Path(__file__).resolve().parents[1] / "content" / "synonyms"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """The everyday words of one language; none at all for a language without a file."""

    language: str
    small: frozenset[str] = frozenset()
    pages: dict[str, list[str]] = field(default_factory=dict)
    _everyday: dict[Phrase, list[str]] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """How many words the longest of our own phrases has."""
        return max(map(len, self._everyday), default=0)

    def everyday(self, ours: Iterable[str]) -> list[str]:
        """What people say for the words and phrases that stand in the texts `ours`, each once."""
        found: dict[str, None] = {}
        for text in ours:
            for phrase in self._phrases([word.folded for word in words(text)]):
                found |= dict.fromkeys(self._everyday.get(phrase, ()))
        return list(found)

    def _phrases(self, folded: list[str]) -> Iterator[Phrase]:
        for first, word in enumerate(folded):
            for base in bases(word, self.language):
                yield (base,)
            for last in range(first + 2, min(first + self.longest, len(folded)) + 1):
                yield tuple(folded[first:last])


@cache
def synonyms(language: str) -> Synonyms:
    """The everyday words of `language`, read once. An own variant has its base's, and more where it has a file.

    Raises `tomllib.TOMLDecodeError` for a broken file.
    """
    small: set[str] = set()
    pages: dict[str, list[str]] = {}
    everyday: dict[Phrase, list[str]] = {}
    for code in dict.fromkeys([base_code(language), language]):
        path = FOLDER / f"{code}.toml"
        data = tomllib.loads(path.read_text()) if path.exists() else {}
        small |= set(map(fold, data.get("small", [])))
        for page, said in data.get("pages", {}).items():
            pages[page] = [*pages.get(page, []), *said]
        for ours, said in data.get("words", {}).items():
            phrase = tuple(word.folded for word in words(ours))
            everyday[phrase] = [*everyday.get(phrase, []), *said]
    return Synonyms(language, frozenset(small), pages, everyday)


@cache
def fingerprint() -> str:
    """What tells one state of all files of synonyms from another (SHA-256)."""
    seen = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()
