"""What somebody looks for, in words that we know.

Each word that was typed becomes one or more `Term`s: the known words that stand for it, each with how sure we
are of it (1 is the word itself). From the surest to the least sure:

1. the word, or another form of it;
2. two or three typed apart that we write together ("vård central"), or a phrase that we know as a whole;
3. the word in another language;
4. its beginning, or the end of a compound ("avi" for "hyresavi");
5. a mistake that cannot be heard ("försörjningstöd");
6. a compound of known words ("bankidkort");
7. a small mistake ("vårdcentarl");
8. one known part of an unknown compound ("bostadsbidrag");
9. a larger mistake in a long word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from courses.search.endings import bases
from courses.search.folding import Word, parts, together, words
from courses.search.index import LONGEST_PHRASE, phrase_of
from courses.search.known import Index, Meant
from courses.search.likeness import HALF, WHOLE
from courses.search.models import Part
from courses.search.synonyms import synonyms

#: How sure.
ITSELF, ANOTHER_FORM, WHOLE_PHRASE, OTHER_LANGUAGE, COMPOUND = 1.0, 0.9, 1.5, 0.9, 0.8
BEGINNING, END, ONE_PART = 0.5, 0.5, 0.4
#: More words than this say nothing more about what somebody looks for.
MOST_WORDS = 12
#: Known words with the same beginning or end that are looked for at most.
MOST_ALIKE = 40
#: Endings of a misspelt word that are taken off at most, one at a time.
MOST_BASES = 2
SHORTEST_BEGINNING, SHORTEST_END, SHORTEST_PART = 4, 3, 3
#: So much at the end of a word is no chance.
CERTAIN_END = 6
SHORTEST_LONE_PART, SHORTEST_MISSPELT = 4, 4
#: How far a misspelt word may be from a known one, by the least length: see `likeness`.
LARGEST_MISTAKE = ((9, 2.0), (6, 1.5), (SHORTEST_MISSPELT, 1.0))
#: How far the known word that is shown when all else fails may be, in a long word.
LEAST_LIKE = 2.5
#: What may stand between the words of a Swedish compound, or take the place of the first one's last vowel.
_JOINTS = ("", "s", "es", "e", "o", "u", "n")
_MOST_PARTS = 4


@dataclass(frozen=True)
class Term:
    """What one typed word may stand for: known folded words by language, with how sure we are."""

    written: str
    exact: str = ""
    sure: dict[tuple[str, str], float] = field(default_factory=dict)
    is_corrected: bool = False
    #: Only a part of what was typed is known: near, but not what was asked for.
    is_guess: bool = False


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. `read_as`: how we read it, where that is not what was typed."""

    terms: list[Term]
    unknown: list[Word]
    read_as: str = ""

    @property
    def is_guess(self) -> bool:
        """Whether no word is known as it was typed or meant."""
        return all(term.is_guess for term in self.terms)


def understand(text: str, language: str, other_languages: Sequence[str], index: Index) -> Asked:
    """Read `text`, typed on a page in `language`, as words of it or of `other_languages`."""
    return _Reader(language, other_languages, index).read(text)


class _Reader:
    def __init__(self, language: str, other_languages: Sequence[str], index: Index) -> None:
        self.language = language
        self.others = other_languages
        self.index = index
        self.known = index.of(language)
        self.small = synonyms(language).small
        self._remembered: dict[str, list[Meant]] = {}

    def read(self, text: str) -> Asked:
        typed = [word for word in words(text) if word.folded not in self.small]
        typed = self._as_we_write_them(typed)[:MOST_WORDS]
        terms, unknown = list(self._phrases(typed)), []
        read_as = []
        for word in typed:
            found = self._terms(word)
            terms += found
            if not found:
                unknown.append(word)
            read_as += [term.written for term in found if term.is_corrected] or [word.exact]
        is_corrected = any(term.is_corrected for term in terms)
        return Asked(terms, unknown, " ".join(read_as) if is_corrected else "")

    def _as_we_write_them(self, typed: list[Word]) -> list[Word]:
        """Words joined that we write as one, and taken apart at a hyphen where we do not."""
        found: list[Word] = []
        place = 0
        while place < len(typed):
            for size in (3, 2):
                joined = together(typed[place : place + size]) if place + size <= len(typed) else None
                if (
                    joined
                    and len(joined.folded) > SHORTEST_BEGINNING
                    and self._is_one(joined, typed[place : place + size])
                ):
                    found.append(joined)
                    place += size
                    break
            else:
                word = typed[place]
                pieces = [] if self.known.forms(word.folded) else parts(word)
                found += [piece for piece in pieces if len(piece.folded) > 1] or [word]
                place += 1
        # A single letter says nothing; a single sign of another script may.
        return [word for word in found if len(word.folded) > 1 or not word.folded.isascii()]

    def _is_one(self, joined: Word, apart: Sequence[Word]) -> bool:
        """Whether words typed apart are one that we know, and not two that are whole in themselves."""
        if joined.folded in self.known.words:
            return True
        are_whole = all(self.known.forms(word.folded) for word in apart)
        return not are_whole and bool(self.known.forms(joined.folded))

    def _phrases(self, typed: list[Word]) -> Iterator[Term]:
        for size in range(2, LONGEST_PHRASE + 1):
            for first in range(len(typed) - size + 1):
                phrase = phrase_of(typed[first : first + size])
                if phrase.folded in self.known.phrases:
                    yield Term(phrase.exact, phrase.exact, {(self.language, phrase.folded): WHOLE_PHRASE})

    def _terms(self, word: Word) -> list[Term]:
        """The terms for one word, by the surest way that leads anywhere; none where none does."""
        folded = word.folded
        if sure := self._forms(folded):
            if len(folded) >= SHORTEST_BEGINNING:
                sure = self._beginning_or_end(folded) | sure
            return [Term(word.exact, word.exact, sure)]
        if sure := self._in_other_languages(folded) or self._beginning_or_end(folded):
            return [Term(word.exact, word.exact, sure)]
        if any(char.isdigit() for char in folded):
            return []
        for way in (
            lambda: self._corrected(folded, HALF),
            lambda: self._compound(folded),
            lambda: self._corrected(folded, WHOLE),
            lambda: self._corrected(folded, WHOLE + HALF),
            lambda: self._one_part(folded),
            lambda: self._corrected(folded, 2 * WHOLE),
        ):
            if terms := way():
                return terms
        return []

    def _forms(self, folded: str) -> dict[tuple[str, str], float]:
        return {
            (self.language, form): ITSELF if form == folded else ANOTHER_FORM
            for form in self.known.forms(folded)
        }

    def _in_other_languages(self, folded: str) -> dict[tuple[str, str], float]:
        return {
            (language, form): OTHER_LANGUAGE
            for language in self.others
            for form in self.index.of(language).forms(folded)
            if self.index.of(language).is_strong(form)
        }

    def _beginning_or_end(self, folded: str) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        # Syllables and letters that each are a word take fewer signs.
        if len(folded) >= (SHORTEST_BEGINNING if folded.isascii() else 2):
            found |= dict.fromkeys(
                self._keys(filter(self.known.is_strong, self.known.starting_with(folded))), BEGINNING
            )
        return found | self._ends(folded)

    def _ends(self, folded: str) -> dict[tuple[str, str], float]:
        """The known compounds that end with a word."""
        if len(folded) < SHORTEST_END:
            return {}
        likely = filter(self.known.is_strong, self.known.ending_with(folded))
        return dict.fromkeys(self._keys(word for word in likely if self._is_compound(word, folded)), END)

    def _is_compound(self, word: str, end: str) -> bool:
        """Whether `word` is a compound that ends so: "id-kort" with "kort", but not "mobil" with "bil"."""
        if word == end:
            return False
        pieces = parts(Word(self.known.written(word), word))
        if pieces:
            return pieces[-1].folded == end
        return len(end) >= CERTAIN_END or self._head(word[: -len(end)]) is not None

    def _corrected(self, folded: str, at_most: float) -> list[Term]:
        """The known word that was meant, if a mistake of this size is likely in a word of this length.

        Words that stand in running text only are meant by the smallest mistakes only.
        """
        for meant in self._meant(folded):
            if meant.far <= at_most and (meant.far <= HALF or self.known.is_strong(meant.word)):
                written = self.known.written(meant.word)
                return [Term(written, written, self._forms(meant.word), is_corrected=True)]
        return []

    def _meant(self, folded: str) -> list[Meant]:
        """What may be meant by a misspelt word; else by what is left of it without its ending."""
        if folded not in self._remembered:
            largest = next((largest for length, largest in LARGEST_MISTAKE if len(folded) >= length), 0.0)
            shorter = [
                base for base in bases(folded, self.language) if SHORTEST_MISSPELT < len(base) < len(folded)
            ]
            found: list[Meant] = []
            for candidate in (
                (folded, *sorted(shorter, key=len, reverse=True)[:MOST_BASES]) if largest else ()
            ):
                found = found or [
                    meant
                    for meant in self.known.meant(candidate, largest if candidate == folded else WHOLE)
                    if meant.word not in self.small
                ]
            self._remembered[folded] = found
        return self._remembered[folded]

    def _compound(self, folded: str) -> list[Term]:
        terms = []
        for piece in self._pieces(folded, _MOST_PARTS):
            sure = self._forms(piece)
            if folded.endswith(piece):
                # A compound is a kind of what its last part says: "bankidkort" is a card, and so is
                # "id-kort".
                sure = self._ends(piece) | sure
            terms.append(Term(folded, "", {key: value * COMPOUND for key, value in sure.items()}))
        return terms

    def _pieces(self, folded: str, most: int) -> list[str]:
        """Known words that `folded` is made of, as few and as long as can be; none where it is not."""
        if most < 2:
            return []
        best: list[str] = []
        for cut in range(len(folded) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            head = self._head(folded[:cut])
            if head is None:
                continue
            tail = folded[cut:]
            rest = [tail] if self._is_part(tail) else self._pieces(tail, min(most, len(best) or most) - 1)
            if rest and (not best or len(rest) + 1 < len(best)):
                best = [head, *rest]
        return best

    def _head(self, written: str) -> str | None:
        """The known word that stands first in a compound, as it is without what joins it to the next."""
        for joint in _JOINTS:
            head = written.removesuffix(joint) if joint else written
            if (head != written or not joint) and len(head) >= SHORTEST_PART and self._is_part(head):
                return head
        return None

    def _is_part(self, folded: str) -> bool:
        """Whether a word can be part of a compound. One of three letters as it is, without an ending."""
        if folded in self.small:
            return False
        forms = self.known.forms(folded) if len(folded) > SHORTEST_PART else {folded}
        return any(self.known.is_strong(form) for form in forms)

    def _one_part(self, folded: str) -> list[Term]:
        """The longest known word that an unknown compound begins or ends with."""
        for length in range(len(folded) - 2, SHORTEST_LONE_PART - 1, -1):
            for part in (folded[-length:], folded[:length]):
                forms = {form for form in self.known.forms(part) if self.known.words[form][1] >= Part.WITHIN}
                if forms:
                    return [Term(part, "", dict.fromkeys(self._keys(forms), ONE_PART), is_guess=True)]
        return []

    def _keys(self, folded: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.language, word) for word in islice(folded, MOST_ALIKE)]


def nearest(asked: Asked, language: str, index: Index) -> Asked:
    """For words that lead nowhere: the known words that are least unlike them, however little that says."""
    known = index.of(language)
    terms = []
    for word in asked.unknown:
        if len(word.folded) < SHORTEST_MISSPELT or any(char.isdigit() for char in word.folded):
            continue
        likely = known.meant(word.folded, min(len(word.folded) / 3, LEAST_LIKE))
        if found := next((meant.word for meant in likely if known.is_strong(meant.word)), None):
            terms.append(Term(known.written(found), "", {(language, found): ITSELF}, is_guess=True))
    return replace(asked, terms=terms)
