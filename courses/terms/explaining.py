"""Explain hard words in place: the first time a word stands on a page, its explanation stands right under it.

No script, no link, nothing to open: the explanation is part of the text, on a screen, on paper, offline and
read aloud. The word is marked `<dfn>`; the explanation is a `<small>` on a line of its own at the end of the
same paragraph or list item.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.languages import base_code
from courses.terms.glossary import Glossary, Word
from courses.terms.words import WORD, plain

#: Words in these stand for themselves: headings, links, and words of buttons, which are bold in our texts.
_QUIET = frozenset(
    {"a", "b", "strong", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "summary"}
)
#: Where a paragraph ends, and with it the text that an explanation belongs to.
_BLOCKS = frozenset({"p", "li", "ul", "ol", "div", "section", "table", "dl", "dt", "dd", "blockquote"})

_PIECE = re.compile(
    rf"""<(?P<closing>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:"[^"]*"|'[^']*'|[^'">])*>|&[#\w]+;|(?P<word>{WORD})"""
)
_ONLY_SPACE = re.compile(r"\s+")
#: "kontoutdrag (bankens lista på pengar)": three words or more in brackets explain. Fewer translate.
_EXPLAINED_IN_BRACKETS = re.compile(r"\s*\((?:[^\s()]+\s+){2}[^()]*\)")
#: "Försörjningsstöd är pengar från kommunen": a sentence that begins so explains. By language.
_EXPLAINED_BY_SENTENCE = {
    "sv": (re.compile(r"(?:^|>|[.!?]\s)\s*(?:en |ett )?$", re.IGNORECASE), re.compile(r"\s+är\b")),
    "en": (
        re.compile(r"(?:^|>|[.!?]\s)\s*(?:an? |the )?$", re.IGNORECASE),
        re.compile(r"\s+(?:is|are|means)\b"),
    ),
}
#: As far back as an article and the end of a sentence can stand, in characters.
_LOOK_BACK = 12


class Explainer:
    """Explains the words of one page. Its texts are handed in one after the other, as they are read."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._met: set[str] = set()

    def text(self, plain_text: str) -> SafeString:
        """A plain text as HTML inside an element, with the words explained that the page has not met yet."""
        # Quotes stay as they are: an apostrophe may be a letter of the word.
        return self._explained(escape(plain_text, quote=False))

    def html(self, rich_text: SafeString) -> SafeString:
        """Rich text that is safe already, with the words explained that the page has not met yet."""
        return self._explained(rich_text)

    def _explained(self, source: str) -> SafeString:
        """Rewrite `source` piece by piece: tags and entities pass, words are looked up."""
        pieces = list(_PIECE.finditer(source))
        written: list[str] = []
        waiting: list[Word] = []
        place = quiet = number = 0
        while number < len(pieces):
            piece = pieces[number]
            number += 1
            if tag := piece["tag"]:
                if tag.lower() in _QUIET:
                    quiet = max(0, quiet - 1) if piece["closing"] else quiet + 1
                elif waiting and tag.lower() in _BLOCKS:
                    written += [source[place : piece.start()].rstrip(), *map(_explanation, waiting)]
                    place = piece.start()
                    waiting.clear()
            elif piece["word"] and not quiet:
                word, length = self._longest(source, pieces, number - 1)
                if word is None:
                    continue
                start, end = piece.start(), pieces[number + length - 2].end()
                number += length - 1
                if word.key in self._met:
                    continue
                self._met.add(word.key)
                if self._explains_itself(source, start, end):
                    continue
                written += [source[place:start], f"<dfn>{source[start:end]}</dfn>"]
                place = end
                waiting.append(word)
        written += [source[place:], *map(_explanation, waiting)]
        return mark_safe("".join(written))  # noqa: S308 - safe parts, and explanations that were escaped

    def _longest(self, source: str, pieces: list[re.Match[str]], first: int) -> tuple[Word | None, int]:
        """The term whose longest phrase begins with the piece `first`, and of how many words; or none, 0."""
        for phrase, word in self._glossary.starting_with(plain(pieces[first]["word"])):
            run = pieces[first : first + len(phrase)]
            if len(run) == len(phrase) and all(
                piece["word"] and plain(piece["word"]) == part
                for piece, part in zip(run, phrase, strict=True)
            ):
                between = pairwise(run)
                if all(_ONLY_SPACE.fullmatch(source, one.end(), two.start()) for one, two in between):
                    return word, len(phrase)
        return None, 0

    def _explains_itself(self, source: str, start: int, end: int) -> bool:
        """Whether the text goes on to say what the word means: then saying it again would only be noise."""
        if _EXPLAINED_IN_BRACKETS.match(source, end):
            return True
        before, after = _EXPLAINED_BY_SENTENCE.get(base_code(self._glossary.language), (None, None))
        return bool(
            before
            and after
            and after.match(source, end)
            and before.search(source[max(0, start - _LOOK_BACK) : start])
        )


def _explanation(word: Word) -> SafeString:
    """The line under a text. It begins on a line of its own without any style sheet, too."""
    return format_html("<br><small><b>{}</b>: {}</small>", word.word, word.explanation)
