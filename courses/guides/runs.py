"""A guide that readers have from another language, because it is not written in theirs: marked as what it is.

A page in Arabic that shows a guide in easy Swedish says so in Arabic, and every text of the guide is a run of Swedish
with its own `lang` and `dir`: a screen reader then speaks Swedish, and the lines begin on the left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.languages import SOURCE, are_read_alike, base_code, language
from courses.guides.contents import Contents, Need, Step, Way
from courses.guides.for_me import ForMe

#: Languages in which a word in Latin letters is a name or a Swedish word.
_OTHER_SCRIPTS = {"ar", "fa", "uk", "ti"}
#: Tags, which stay; or words in Latin letters with what belongs to them, such as "ditt bibliotek.se/login".
_LATIN = re.compile(
    r"<[^>]*>|&\w+;|[A-Za-zÅÄÖåäöÉé][\w.@'’/-]*(?:[ ]+[A-Za-zÅÄÖåäöÉé][\w.@'’/-]*)*", re.ASCII
)


class Run(SafeString):
    """A text marked as a run of its language. `plain` is the text alone, for a title or an attribute."""

    plain: str


def run_of(code: str, text: str, element: str = "span") -> str:
    """`text` as a run of the language `code`. An empty text stays empty."""
    if not text:
        return text
    plain = getattr(text, "plain", text)
    spoken = language(code)
    start = format_html('<{} lang="{}" dir="{}">', element, spoken.tag, spoken.direction)
    run = Run(format_html("{}{}</{}>", start, text, element))
    run.plain = plain
    return run


def for_readers_of(text: str, written_in: str, reader: str) -> str:
    """`text` as it is where it is read alike, else as a run of the language that it is written in."""
    return text if are_read_alike(written_in, reader) else run_of(written_in, text)


def marked(shown: Contents, written_in: str, reader: str) -> Contents:
    """`shown`, whose texts are in `written_in`, for somebody who reads `reader`.

    Where that is their own language, in another script than ours: names and Swedish words are marked.
    """
    marks = _Marks.of(written_in, reader)
    if marks is None:
        return shown
    return replace(
        shown,
        what=marks.block(shown.what),
        before=[marks.need(need) for need in shown.before],
        steps=[marks.step(step) for step in shown.steps],
        ways=[marks.way(way) for way in shown.ways],
        traps=[
            replace(trap, title=marks.line(trap.title), text=marks.block(trap.text)) for trap in shown.traps
        ],
        boundary=[marks.line(text) for text in shown.boundary],
        help=[replace(each, text=marks.line(each.text)) for each in shown.help],
    )


def marked_for_me(shown: ForMe, written_in: str, reader: str) -> ForMe:
    """The same for the page of a person who lacks something."""
    marks = _Marks.of(written_in, reader)
    if marks is None:
        return shown
    return replace(
        shown,
        missing=[marks.need(need) for need in shown.missing],
        ways=[marks.way(way) for way in shown.ways],
        without_e_services=[marks.way(way) for way in shown.without_e_services],
        steps=[marks.step(step) for step in shown.steps],
        closed=[replace(each, step=marks.step(each.step)) for each in shown.closed],
        others=[marks.way(way) for way in shown.others],
    )


def latin_marked(text: str) -> str:
    """`text` (plain, or HTML that is marked safe) with each run of Latin letters as a run of Swedish."""
    safe = text if isinstance(text, SafeString) else format_html("{}", text)
    swedish = language(SOURCE)

    def mark(found: re.Match[str]) -> str:
        words = found.group()
        if words[0] in "<&":
            return words
        return f'<bdi lang="{swedish.tag}" dir="{swedish.direction}">{words}</bdi>'

    with_marks = Run(_LATIN.sub(mark, safe))
    with_marks.plain = getattr(text, "plain", text)
    return with_marks


@dataclass(frozen=True)
class _Marks:
    """How one line, and one text of several paragraphs, is marked."""

    line: Callable[[str], str]
    block: Callable[[Any], Any]
    tag: str = ""

    @classmethod
    def of(cls, written_in: str, reader: str) -> _Marks | None:
        """None where nothing has to be marked."""
        if not are_read_alike(written_in, reader):
            return cls(
                lambda text: run_of(written_in, text),
                lambda text: run_of(written_in, text, "div"),
                language(written_in).tag,
            )
        return cls(latin_marked, latin_marked) if base_code(written_in) in _OTHER_SCRIPTS else None

    def need(self, need: Need) -> Need:
        return replace(need, what=self.line(need.what), without=self.line(need.without))

    def way(self, way: Way) -> Way:
        return replace(way, title=self.line(way.title), text=self.block(way.text))

    def step(self, step: Step) -> Step:
        return replace(
            step,
            title=self.line(step.title),
            warning=self.line(step.warning),
            text=self.block(step.text),
            see=self.line(step.see),
            if_not=self.line(step.if_not),
            language=self.tag,
        )
