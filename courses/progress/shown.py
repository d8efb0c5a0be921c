"""The page "My progress" as its reader sees it.

What to do next, and how far one has come in which guide and which course.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from courses.progress.known import KnownGuide, KnownStep, guides_of
from courses.progress.listing import courses
from courses.progress.marks import Able, Mark, Marks, When, without, write
from courses.progress.reading import ShownCourse


@dataclass(frozen=True)
class Answer:
    """One answer in words: when it was asked, and what was said."""

    when: str
    said: str


@dataclass(frozen=True)
class Line:
    """One guide: how far, the way on, and the address of the page without it."""

    guide: KnownGuide
    at: KnownStep | None
    next_step: KnownStep | None
    is_done: bool
    answers: tuple[Answer, ...]
    address: str
    without: str


@dataclass(frozen=True)
class Shown:
    """The whole page.

    `go_on` is the way on; `unknown` counts marks of guides that this language does not have.
    """

    lines: tuple[Line, ...]
    courses: tuple[ShownCourse, ...]
    go_on: Next | None
    unknown: int


@dataclass(frozen=True)
class Next:
    """A guide to go on with: at a step if it was begun, or the next one of a course.

    `course` is the title of that course, empty for a guide that was begun.
    """

    title: str
    address: str
    step: KnownStep | None
    course: str


def shown(marks: Marks, language: str) -> Shown:
    """The page for these marks. Four queries, two for no marks."""
    guides = guides_of(marks, language)
    query = write(marks)
    lines = tuple(
        _line(mark, guides[mark.guide], marks, query) for mark in reversed(marks) if mark.guide in guides
    )
    begun = tuple(
        course for course in courses(language, marks) if not marks or any(part.mark for part in course.parts)
    )
    return Shown(lines, begun, _go_on(lines, begun, query), len(marks) - len(lines))


def with_marks(address: str, query: str, step: KnownStep | None = None) -> str:
    """The address of a guide that takes the marks along, at a step where there is one.

    The guide itself does not look at them; the browser tells the next page where it comes from.
    """
    return f"{address}{f'?g={quote(query)}' if query else ''}{f'#step-{step.key}' if step else ''}"


def _line(mark: Mark, guide: KnownGuide, marks: Marks, query: str) -> Line:
    at = guide.step(mark)
    is_done = guide.is_done(mark)
    next_step = None if is_done else guide.steps[at.number] if at else guide.steps[0] if guide.steps else None
    answers = tuple(
        Answer(str(when.label), str(Able(said).label)) for when in When if (said := getattr(mark, when.value))
    )
    address = with_marks(guide.address, query, next_step)
    return Line(guide, at, next_step, is_done, answers, address, write(without(marks, mark.guide)))


def _go_on(lines: tuple[Line, ...], begun: tuple[ShownCourse, ...], query: str) -> Next | None:
    """The guide last read if it is not done; else the next one of the first course that is not done."""
    if lines and not lines[0].is_done:
        line = lines[0]
        return Next(line.guide.title, line.address, line.next_step, "")
    last_key = lines[0].guide.key if lines else ""
    in_order = sorted(begun, key=lambda course: course.part_of(last_key) is None)
    for course in in_order:
        if lines and (part := course.next) is not None:
            return Next(part.guide.title, with_marks(part.guide.address, query), None, course.title)
    unfinished = next((line for line in lines if not line.is_done), None)
    if unfinished is not None:
        return Next(unfinished.guide.title, unfinished.address, unfinished.next_step, "")
    return None
