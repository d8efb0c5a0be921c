"""What the search knows of one language: every word that leads somewhere, and what there is to find.

A copy of the smaller half of the index, kept in the process as long as the index has the same version. So
misspellings, endings and compounds are told from one another without a question to the database, and in the
same way on every database; only where the words stand is looked up there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from courses.search.endings import bases, has_beginnings, same_word
from courses.search.folding import Word, parts
from courses.search.likeness import HALF, WHOLE, kind, near, signature
from courses.search.models import PHRASE, Part, SearchEntry, SearchState, SearchWord

#: Sorts after everything that a word can hold.
_LAST = chr(0x10FFFF)
#: What makes it less likely that a known word is meant by a misspelling: it stands in running text only, it
#: begins with another letter, it has another ending.
ONLY_IN_TEXT, OTHER_BEGINNING, ONLY_A_BASE = 0.4, 0.25, 0.1
#: Shorter ones are too like too much.
SHORTEST_BASE, SHORTEST_MEANT = 5, 3


@dataclass(frozen=True)
class Entry:
    """One thing to find."""

    pk: int
    kind: str
    key: str
    title: str
    summary: str
    address: str
    place_in_order: int
    #: Empty where it is in the language itself.
    written_in: str = ""


class Meant(NamedTuple):
    """A known word that may be meant by a misspelt one, and how far it is from it (see `likeness`)."""

    word: str
    far: float


class Known:
    """The words and the entries of one language."""

    def __init__(
        self, language: str, words: dict[str, tuple[str, int]], phrases: set[str], entries: list[Entry]
    ):
        self.language = language
        #: By folded word: as it is best written, and the weightiest part that it stands in anywhere.
        self.words = words
        #: Phrases as they stand in the index.
        self.phrases = phrases
        self.entries = {entry.pk: entry for entry in entries}
        self.by_key = {(entry.kind, entry.key): entry for entry in entries}
        self._in_order = sorted(words)
        self._forms: dict[str, frozenset[str]] = {}

    def is_strong(self, word: str) -> bool:
        """Whether a word stands anywhere but in running text."""
        return word in self.words and self.words[word][1] > Part.TEXT

    def written(self, word: str) -> str:
        """A folded word as our texts have it."""
        return self.words[word][0]

    def forms(self, word: str) -> frozenset[str]:
        """The known forms of a folded `word`, itself among them where it is known."""
        if word not in self._forms:
            found = {word} & self.words.keys()
            for base in bases(word, self.language):
                found |= {
                    other for other in self.starting_with(base) if same_word(word, other, self.language)
                }
                if has_beginnings(word):
                    found |= {
                        other for other in self.ending_with(base) if same_word(word, other, self.language)
                    }
            if len(self._forms) > _REMEMBERED:
                self._forms.clear()
            self._forms[word] = frozenset(found)
        return self._forms[word]

    def starting_with(self, beginning: str) -> Iterator[str]:
        """The known words that begin so, in alphabetical order."""
        return _from(self._in_order, beginning)

    def ending_with(self, ending: str) -> Iterator[str]:
        """The known words that end so."""
        return (word[::-1] for word in _from(self._backwards, ending[::-1]))

    def meant(self, word: str, at_most: float) -> list[Meant]:
        """The known words that a misspelt one may be, at most so far from it, the likeliest first.

        Those further off than one whole mistake begin with the same letter, or one that is heard alike.
        """
        lengths = range(len(word) - 2, len(word) + 3)
        ours = chain.from_iterable(self._by_length.get(length, ()) for length in lengths)
        found = {other: far for far, other in near(word, ours, min(at_most, WHOLE))}
        if at_most > WHOLE and not any(far <= HALF or self._can_lead(other) for other, far in found.items()):
            found |= {
                other: far for far, other in near(word, self._by_beginning.get(kind(word[0]), ()), at_most)
            }
        likely = [
            (far + self._less_likely(word, other), -self.words[self._word_of(other)][1], len(other), other)
            for other, far in found.items()
            if far <= HALF or max(len(word), len(other)) >= SHORTEST_BASE
        ]
        return [Meant(self._word_of(rank[-1]), found[rank[-1]]) for rank in sorted(likely)]

    def _can_lead(self, word_or_base: str) -> bool:
        return word_or_base in self._bases or self.is_strong(word_or_base)

    def _less_likely(self, word: str, other: str) -> float:
        return (
            ONLY_A_BASE * (other not in self.words)
            + ONLY_IN_TEXT * (not self._can_lead(other))
            + OTHER_BEGINNING * (word[0] != other[0])
        )

    def _word_of(self, word_or_base: str) -> str:
        return word_or_base if word_or_base in self.words else self._bases[word_or_base]

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)

    @cached_property
    def _bases(self) -> dict[str, str]:
        """What strong words are without their endings or after their hyphens, where that is no word too."""
        return {
            base: word
            for word in self._in_order
            if self.is_strong(word)
            for base in (
                *bases(word, self.language),
                *(part.folded for part in parts(Word(self.words[word][0], word))),
            )
            if len(base) >= SHORTEST_BASE and base not in self.words
        }

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[str, int]]]:
        """Words and bases with their signatures, by length."""
        found: dict[int, list[tuple[str, int]]] = {}
        for word in (*self._in_order, *self._bases):
            if len(word) >= SHORTEST_MEANT:
                found.setdefault(len(word), []).append((word, signature(word)))
        return found

    @cached_property
    def _by_beginning(self) -> dict[int, list[tuple[str, int]]]:
        """The same, by the kind of their first letter."""
        found: dict[int, list[tuple[str, int]]] = {}
        for word, bits in chain.from_iterable(self._by_length.values()):
            found.setdefault(kind(word[0]), []).append((word, bits))
        return found


#: How many words' forms are remembered; what is searched for can be anything.
_REMEMBERED = 5000
_known: dict[str, tuple[UUID, Known]] = {}


class Index:
    """The index as it is during one search: what is known of each language, fetched when asked for."""

    def __init__(self) -> None:
        state = SearchState.objects.values_list("version", flat=True).first()
        self._version = state

    def of(self, language: str) -> Known:
        """What is known of `language`: no query while the index stays as it is, else two."""
        kept = _known.get(language)
        if kept is not None and kept[0] == self._version:
            return kept[1]
        fetched = _fetch(language)
        if self._version is not None:
            _known[language] = (self._version, fetched)
        return fetched


def _fetch(language: str) -> Known:
    rows = (
        SearchWord.objects.filter(language=language)
        .values_list("folded", "exact")
        .annotate(best=Max("part"))
        .order_by("folded", "best", "exact")
    )
    words: dict[str, tuple[str, int]] = {}
    phrases: set[str] = set()
    for folded, exact, best in rows:
        if folded.startswith(PHRASE):
            phrases.add(folded)
        else:
            words[folded] = (exact, best)
    fields = ("pk", "kind", "key", "title", "summary", "address", "place_in_order", "written_in")
    entries = [Entry(*row) for row in SearchEntry.objects.filter(language=language).values_list(*fields)]
    return Known(language, words, phrases, entries)


def _from(in_order: list[str], beginning: str) -> Iterator[str]:
    first = bisect_left(in_order, beginning)
    last = bisect_left(in_order, beginning + _LAST)
    return iter(in_order[first:last])
