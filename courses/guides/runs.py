"""A guide that readers have from another language, because it is not written in theirs: marked as what it is.

A page in Arabic that shows a guide in easy Swedish says so in Arabic, and every text of the guide is a run of Swedish
with its own `lang` and `dir`: a screen reader then speaks Swedish, and the lines begin on the left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.languages import are_read_alike, base_code, language
from core.latin import OTHER_SCRIPTS, latin_marked, run_of
from courses.guides.contents import Contents, Need, Step, Way
from courses.guides.for_me import ForMe


def for_readers_of(text: str, written_in: str, reader: str) -> str:
    """A line of a guide for somebody who reads `reader`: a run of the language that it is in, where that is another.

    In the reader's own, names and Swedish words are marked where it has a script of its own.
    """
    return latin_marked(text, written_in) if are_read_alike(written_in, reader) else run_of(written_in, text)


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
        if base_code(written_in) not in OTHER_SCRIPTS:
            return None
        return cls(lambda text: latin_marked(text, written_in), lambda text: latin_marked(text, written_in))

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
