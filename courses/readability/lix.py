"""LIX (läsbarhetsindex), long sentences and office words of Swedish texts.

LIX = words / sentences + 100 x long words / words, where a long word has more than six letters (C. H.
Björnsson, Läsbarhet, 1968). Below 30 is very easy, 30-40 easy, 40-50 as in newspapers, 50-60 as from
authorities, above 60 very hard. Lengths are all it sees: a long compound can be easy and a short word hard,
so it helps a reviewer and never replaces readers. It is made for Swedish; show it for no other language.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from courses.readability.office_words import OFFICE_WORDS, PRONOUN_MAN
from courses.readability.sentences import all_segments, segments, sentences, words

__all__ = ["Counts", "LongSentence", "OfficeWord", "count", "findings", "lix", "long_sentences", "segments"]

LONG_WORD_LETTERS = 6
"""A word with more letters than this is long."""

SHORTEST_TEXT_WORDS = 30
"""Below this many words the figure says more about chance than about the text."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What LIX is reckoned from."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float | None:
        """LIX with one decimal, or None when there are fewer than 30 words."""
        if self.words < SHORTEST_TEXT_WORDS:
            return None
        return round(self.words / self.sentences + 100 * self.long_words / self.words, 1)


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence over the limit, and its number of words."""

    sentence: str
    words: int


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """An office word in the sentence where it stands, and plain words to write instead (Swedish)."""

    word: str
    instead: str
    sentence: str


def lix(text_or_segments: str | Iterable[str], explained: Collection[str] = ()) -> float | None:
    """Return the LIX of a text, or of several that make up one page; None when there are fewer than 30 words.

    Headings, list items and steps count as sentences. Addresses, numbers and code count as nothing.
    `explained`: words of the word list, in lower case, which count as words but not as long ones.
    """
    return count(text_or_segments, explained).lix


def count(text_or_segments: str | Iterable[str], explained: Collection[str] = ()) -> Counts:
    """Return the words, sentences and long words of a text or of several."""
    per_sentence = [found for sentence in _sentences(text_or_segments) if (found := words(sentence))]
    return Counts(
        words=sum(map(len, per_sentence)),
        sentences=len(per_sentence),
        long_words=sum(
            sum(map(str.isalpha, word)) > LONG_WORD_LETTERS and word.lower() not in explained
            for found in per_sentence
            for word in found
        ),
    )


def long_sentences(text_or_segments: str | Iterable[str], limit: int) -> list[LongSentence]:
    """Return the sentences with more than `limit` words, in reading order."""
    return [
        LongSentence(sentence, length)
        for sentence in _sentences(text_or_segments)
        if (length := len(words(sentence))) > limit
    ]


def findings(text_or_segments: str | Iterable[str]) -> list[OfficeWord]:
    """Return the office words of a Swedish text, in reading order, each with plain words to write instead."""
    found = []
    for sentence in _sentences(text_or_segments):
        hits = [(match, _instead(match.group())) for match in _OFFICE.finditer(sentence)]
        hits += [(match, "du") for match in PRONOUN_MAN.finditer(sentence)]
        hits.sort(key=lambda hit: hit[0].start())
        found += [OfficeWord(match.group(), instead, sentence) for match, instead in hits]
    return found


def _sentences(text_or_segments: str | Iterable[str]) -> list[str]:
    """Return all sentences, the ends of segments counted as ends of sentences."""
    return [sentence for segment in all_segments(text_or_segments) for sentence in sentences(segment)]


_OFFICE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(OFFICE_WORDS, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def _instead(word: str) -> str:
    """Return plain words for an office word as it stands in a text."""
    return OFFICE_WORDS[" ".join(word.lower().split())]
