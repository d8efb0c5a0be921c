"""Find by everyday words, in one language.

How the results are ordered: each term (see `understand`) gives an entry as many points as the part weighs
where the term's word stands (see `Part`), times how sure the word is, times how rare the term is. The points
are added, and what holds only some of the terms is worth less in the same proportion. So all words are better
than some, a title better than a text, and a rare word better than one that stands everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from django.db.models import Q

from core.languages import base_code, interface_languages
from courses.search.folding import are_spelt_alike, has_dots
from courses.search.known import Entry, Index, Known
from courses.search.models import SearchWord
from courses.search.understand import ITSELF, Asked, Term, nearest, understand

#: The rest is not read: nobody looks for more than that, and every look-up stays small.
LONGEST_TEXT = 100
#: The same word with other dots: "får" is not "far", unless that is all there is.
WITHOUT_DOTS, OTHER_DOTS = 0.95, 0.7
#: A term that stands everywhere still counts for so much.
LEAST_RARITY = 0.2
#: What has less than so much of the best one's points is left out.
WORTH_SHOWING = 0.12


@dataclass(frozen=True)
class Result:
    """One thing that was found, with its points."""

    entry: Entry
    points: float


@dataclass(frozen=True)
class Found:
    """What was found, the best first. `are_near`: none has the words, these are the least unlike them."""

    results: list[Result] = field(default_factory=list)
    read_as: str = ""
    are_near: bool = False

    def of_kind(self, kind: str) -> list[Entry]:
        """The results of one kind."""
        return [result.entry for result in self.results if result.entry.kind == kind]


def find(text: str, language: str) -> Found:
    """What `text`, typed on a page in `language`, leads to there. Text without words finds nothing.

    Two queries; one more where nothing is found; and the first time after the index has changed, two for each
    language that a word is looked for in.
    """
    index = Index()
    others = [each.code for each in interface_languages() if each.tag not in {language, base_code(language)}]
    asked = understand(text[:LONGEST_TEXT], language, others, index)
    results = _results(asked, index, language)
    if results:
        return Found(results, asked.read_as, are_near=asked.is_guess)
    return Found(_results(nearest(asked, language, index), index, language), are_near=True)


def _results(asked: Asked, index: Index, language: str) -> list[Result]:
    if not asked.terms:
        return []
    known = index.of(language)
    points = _points(asked.terms, index, known)
    share = [_rarity(len(of_term), len(known.entries)) for of_term in points]
    whole = sum(rarity for rarity, of_term in zip(share, points, strict=True) if of_term)
    added: dict[int, float] = defaultdict(float)
    held: dict[int, float] = defaultdict(float)
    for rarity, of_term in zip(share, points, strict=True):
        for pk, most in of_term.items():
            added[pk] += most * rarity
            held[pk] += rarity
    results = [Result(known.entries[pk], added[pk] * held[pk] / whole) for pk in added]
    results.sort(key=lambda result: (-result.points, result.entry.place_in_order, result.entry.title))
    return [result for result in results if result.points >= WORTH_SHOWING * results[0].points]


def _points(terms: list[Term], index: Index, known: Known) -> list[dict[int, float]]:
    """For each term, the points it gives to each entry of the page's language. One query."""
    wanted: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for number, term in enumerate(terms):
        for key, sure in term.sure.items():
            wanted[key].append((number, sure))
    points: list[dict[int, float]] = [{} for _term in terms]
    for language, folded, exact, part, pk in _rows(wanted):
        entry = known.entries.get(pk) if language == known.language else _same(index.of(language), pk, known)
        if entry is None:
            continue
        for number, sure in wanted.get((language, folded), ()):
            given = part * sure * (_dots(terms[number], exact) if sure >= ITSELF else 1)
            of_term = points[number]
            if given > of_term.get(entry.pk, 0):
                of_term[entry.pk] = given
    return points


def _rows(wanted: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str, str, int, int]]:
    by_language: dict[str, set[str]] = defaultdict(set)
    for language, folded in wanted:
        by_language[language].add(folded)
    if not by_language:
        return []
    where = Q()
    for language, folded_words in by_language.items():
        where |= Q(language=language, folded__in=folded_words)
    return SearchWord.objects.filter(where).values_list("language", "folded", "exact", "part", "entry_id")


def _same(other: Known, pk: int, known: Known) -> Entry | None:
    """The same thing in the page's language; none where it is not in that language."""
    entry = other.entries.get(pk)
    return known.by_key.get((entry.kind, entry.key)) if entry else None


def _dots(term: Term, exact: str) -> float:
    if not term.exact or are_spelt_alike(term.exact, exact):
        return 1
    return OTHER_DOTS if has_dots(term.exact) else WITHOUT_DOTS


def _rarity(held_by: int, of_all: int) -> float:
    """From 1 for a term that leads to one entry down to `LEAST_RARITY` for one that leads to all."""
    if not held_by or of_all < 2:
        return 1.0
    return max(LEAST_RARITY, 1 - log(held_by) / log(of_all) * (1 - LEAST_RARITY))
