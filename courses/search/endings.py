"""Endings: when two written words are forms of the same word.

Not a grammar. A word has one or more possible *bases*, what is left when an ending of its language is taken
off, and two words with a base in common count as forms of one: "hyran", "hyror" and "hyra"; "lurade" and
"lurad". A base that is no word does no harm, for nothing else leads to it. All of it is on folded words, so
"ar" is both -ar and -är.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from core.languages import base_code
from courses.search.folding import fold

#: What must be left of a word when its ending is taken off.
SHORTEST_BASE = 3

_VOWELS = frozenset("aeiouyаеєиіоуюя")
#: Swedish: nouns (flicka, bil, sak, konto, äpple), adjectives and verbs, each with -s where it can stand.
_SWEDISH_NOUNS = "a an or orna en et ar arna are aren arnas er erna ern n na t ter ten tet".split()  # noqa: SIM905
_SWEDISH_OTHERS = "ad at ade ande das de te e d it its ast are t tt r ra".split()  # noqa: SIM905
_SWEDISH = [*_SWEDISH_NOUNS, *_SWEDISH_OTHERS, "s", *(f"{ending}s" for ending in _SWEDISH_NOUNS)]
_ENGLISH = "s es ed ing er ers ly".split()  # noqa: SIM905
#: Endings that only follow a vowel: "avi-n" but not "bar-n", "konto-t" but not "kor-t".
_AFTER_VOWEL = frozenset("n t r d na s ns ts ten tet de te ra das".split()) - {"s"}  # noqa: SIM905
#: Finnish cases and owners; what the stem does before them only for "-us" ("rokotus", "rokotuksen").
_FINNISH = (
    "n a t ta tta ja ia ssa sta lla lta lle ksi na in en an on un ni nsa s ksen ksia kset kseen ksesta ksessa"
    " ien jen ten iden issa ista illa ille iin ilta"
)
#: Ukrainian cases; "рахун-ок", "рахун-ку" and "щепле-ння", "щепле-нь" among them.
_UKRAINIAN = (
    "а у і и о е ю я й ь ою ею єю ам ям ах ях ами ями ів їв ом ем єм ові еві ої ий ій ого ому им их ими"
    " ок ку ка ки ків ком ння нь нню нням"
)
#: Somali: the, my, of, more than one.
_SOMALI = (
    "a o ka ga ha da ta sha kii gii dii tii ada yada yaal yo ayga kayga gayga hayga dayda tayda ku gu du tu"
)
_ENDINGS = {
    language: tuple(sorted(set(map(fold, endings)), key=len, reverse=True))
    for language, endings in {
        "sv": _SWEDISH,
        "en": _ENGLISH,
        "fi": _FINNISH.split(),
        "uk": _UKRAINIAN.split(),
        "so": _SOMALI.split(),
    }.items()
}
#: What stands before a word and is written together with it (the, and, by, for, of), by script.
_BEGINNINGS = {
    "ARABIC": ("وال", "بال", "لل", "ال", "و", "ب", "ل"),
    "ETHIOPIC": ("የ", "በ", "ለ", "ከ", "ን", "ብ"),
}


@lru_cache(maxsize=16384)
def bases(word: str, language: str) -> frozenset[str]:
    """The possible bases of a folded `word`, itself among them; in many languages nothing else."""
    found = {word}
    language = base_code(language)
    for ending in _ENDINGS.get(language, ()):
        base = word[: -len(ending)]
        if len(base) < SHORTEST_BASE or not word.endswith(ending) or not _VOWELS.intersection(base):
            continue
        if language == "sv" and ending in _AFTER_VOWEL and base[-1] not in _VOWELS:
            continue
        found.add(base)
        if language == "en":
            found |= _english(base, ending)
    for beginning in _beginnings(word):
        if word.startswith(beginning) and len(word) - len(beginning) >= SHORTEST_BASE:
            found.add(word[len(beginning) :])
    return frozenset(found)


def _english(base: str, ending: str) -> set[str]:
    """What English spelling does before an ending: "tricking", "scammed", "applies", "using"."""
    found = set()
    if ending in {"ed", "ing", "er"} and len(base) > SHORTEST_BASE and base[-1] == base[-2]:
        found.add(base[:-1])
    if ending in {"es", "ed", "er"} and base[-1] == "i":
        found.add(f"{base[:-1]}y")
    if ending in {"ing", "ed", "er", "es"}:
        found.add(f"{base}e")
    return found


def same_word(one: str, other: str, language: str) -> bool:
    """Whether two folded words are forms of the same word."""
    return one == other or not bases(one, language).isdisjoint(bases(other, language))


def has_beginnings(word: str) -> bool:
    """Whether `word` is in a script whose words take something in front of them that is no part of them."""
    return bool(_beginnings(word))


def _beginnings(word: str) -> tuple[str, ...]:
    script = unicodedata.name(word[:1] or " ", "").partition(" ")[0]
    return _BEGINNINGS.get(script, ())
