"""Find guides by everyday words: in titles, needs, texts and tags, in one language."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from wagtail.models import Locale

from courses.guides.models import Guide
from courses.start.reading import UNLISTED_FIELDS

#: How like a misspelt word must be to one of ours: "legitimasjon" is near enough, "barn" for "bank" is not.
LIKENESS = 0.75
#: Shorter words are like too many others.
SHORTEST_GUESSED = 4

_WORD = re.compile(r"\w+")


def find(text: str, locale: Locale) -> list[Guide]:
    """The published guides in the language of `locale` that `text` leads to, the best first.

    Empty text finds nothing.

    The database's own search comes first. Where it finds nothing, words that begin alike or are nearly alike
    are looked for in needs, titles and tags, so that an ending or a misspelling is no dead end.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return []
    published = Guide.objects.live().filter(locale=locale).defer(*UNLISTED_FIELDS)
    # Words and nothing else: SQLite reads quotes, stars and capital NEAR as its own query language.
    found = list(published.search(" ".join(words), operator="or"))
    return found or _guessed(text, list(published.prefetch_related("tagged_items__tag")))


def _guessed(text: str, guides: list[Guide]) -> list[Guide]:
    wanted = [word for word in _words(text) if len(word) >= SHORTEST_GUESSED]
    likeness = [(max((_best(word, guide) for word in wanted), default=0.0), guide) for guide in guides]
    near = [(value, guide) for value, guide in likeness if value >= LIKENESS]
    return [guide for _value, guide in sorted(near, key=lambda pair: (-pair[0], pair[1].place_in_order))]


def _best(word: str, guide: Guide) -> float:
    tags = " ".join(item.tag.name for item in guide.tagged_items.all())
    ours = {own for own in _words(f"{guide.title} {guide.need} {tags}") if len(own) >= SHORTEST_GUESSED}
    return max((_likeness(word, own) for own in ours), default=0.0)


def _likeness(one: str, other: str) -> float:
    """1 for the same word, near 1 for one that begins with the other, less for a misspelling."""
    if one == other:
        return 1.0
    if one.startswith(other) or other.startswith(one):
        return 0.95
    return SequenceMatcher(None, one, other).ratio()


def _words(text: str) -> list[str]:
    """The words of `text` in lower case, without accents and dots, so that "lakare" is "läkare"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
