"""The terms of one language, ready to be looked up word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from core.languages import base_code
from courses.terms.models import Term, listed_forms
from courses.terms.words import Phrase, phrase_of

#: The e-services themselves are in Swedish, so their words turn up in texts of every language.
SWEDISH = "sv"

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Word:
    """A term as a reader sees it. `swedish` is its Swedish word, empty where the page is in Swedish."""

    key: str
    word: str
    explanation: str
    swedish: str = ""


@dataclass(frozen=True)
class Glossary:
    """What is explained in one language."""

    language: str
    words: tuple[Word, ...] = ()
    #: By the first word of a phrase, the longest phrase first.
    _phrases: dict[str, tuple[tuple[Phrase, Word], ...]] = field(default_factory=dict)

    def starting_with(self, word: str) -> tuple[tuple[Phrase, Word], ...]:
        """The phrases that begin with `word` (see `words.plain`), the longest first."""
        return self._phrases.get(word, ())


def glossary(language: str) -> Glossary:
    """The terms of `language`; an own variant has from its base what it lacks.

    One query, always; what is made of the answer is kept while it is the same. The rows themselves are the
    version: a changed, new or deleted term is seen by every process at once.
    """
    languages = {language, base_code(language), SWEDISH}
    rows = Term.objects.filter(language__in=languages).order_by("language", "word")
    return _glossary(language, tuple(rows.values_list("language", "key", "word", "forms", "explanation")))


@lru_cache(maxsize=32)
def _glossary(language: str, rows: tuple[Row, ...]) -> Glossary:
    """The glossary of the rows (language, key, word, forms, explanation) of `language`, its base and Swedish.

    The Swedish word of a term is found in a text too, for what is lent from Swedish, and is shown as Swedish
    where the reader's language is another.
    """
    base = base_code(language)
    own = {key for of, key, _word, _forms, _explanation in rows if of == language}
    swedish = {key: (word, forms) for of, key, word, forms, _explanation in rows if of == SWEDISH}
    words: list[Word] = []
    found: dict[Phrase, Word] = {}
    from_swedish: dict[Phrase, Word] = {}
    for of, key, word, forms, explanation in rows:
        if of != language and (of != base or key in own):
            continue
        in_swedish, swedish_forms = swedish.get(key, ("", "")) if language != SWEDISH else ("", "")
        term = Word(key, word, explanation, "" if base == SWEDISH else in_swedish)
        words.append(term)
        found |= dict.fromkeys(_phrases(word, forms), term)
        if in_swedish:
            from_swedish |= dict.fromkeys(_phrases(in_swedish, swedish_forms), term)
    return Glossary(language, tuple(words), _by_first_word({**from_swedish, **found}))


def _phrases(word: str, forms: str) -> Iterable[Phrase]:
    return filter(None, map(phrase_of, [word, *listed_forms(forms)]))


def _by_first_word(found: dict[Phrase, Word]) -> dict[str, tuple[tuple[Phrase, Word], ...]]:
    by_first: dict[str, list[tuple[Phrase, Word]]] = {}
    for phrase, term in found.items():
        by_first.setdefault(phrase[0], []).append((phrase, term))
    return {
        first: tuple(sorted(phrases, key=lambda each: -len(each[0]))) for first, phrases in by_first.items()
    }
