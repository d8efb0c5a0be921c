"""Easy Swedish: how easy it must be before readers may meet it.

LIX at most 25 and no sentence over 12 words (domain.md 3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from courses.readability import lix

#: The own variant that is held to this.
EASY_SWEDISH = "sv-simple"
HIGHEST_LIX = 25
LONGEST_SENTENCE_WORDS = 12

_TEXTS = ("title", "what", "warning", "text", "see", "if_not", "without")
_FIELDS = ("title", "need", "summary")
_STREAMS = ("before", "steps", "ways", "traps", "boundary", "help")
_ENDS_A_SEGMENT = ("</p>", "</li>", "<br/>", "<br>")


def too_hard(texts: Iterable[str]) -> str:
    """What to make easier in `texts`, in words for an editor. Empty: they are easy enough."""
    texts = list(texts)
    long = lix.long_sentences(texts, LONGEST_SENTENCE_WORDS)
    if long:
        return _(
            "Easy Swedish has at most %(most)d words in a sentence. Make these shorter: %(sentences)s"
        ) % {
            "most": LONGEST_SENTENCE_WORDS,
            "sentences": " | ".join(each.sentence for each in long),
        }
    value = lix.lix(texts)
    if value is not None and value > HIGHEST_LIX:
        return _(
            "Easy Swedish has a LIX of at most %(most)d, and this is %(value)s. Use shorter words and sentences."
        ) % {"most": HIGHEST_LIX, "value": value}
    return ""


def texts_of(guide: Any) -> Iterator[str]:
    """Every running text of a guide (a `Guide`, or an object with the same fields)."""
    yield from (getattr(guide, field) for field in _FIELDS)
    yield _plain(guide.what)
    for name in _STREAMS:
        for block in getattr(guide, name).raw_data:
            value = block["value"]
            if isinstance(value, str):
                yield value
            else:
                yield from (_plain(value[field]) for field in _TEXTS if value.get(field))


def _plain(html: str) -> str:
    """The text of an editor's `html`, a paragraph for each of its blocks."""
    for end in _ENDS_A_SEGMENT:
        html = html.replace(end, f"{end}\n\n")
    return unescape(strip_tags(html)).strip()
