"""What progress adds to a guide (see courses/guides/additions.py)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from courses.progress.listing import courses_with
from courses.progress.marks import Able
from courses.progress.reading import CoursePart, ShownCourse

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: The answers as the buttons of the question have them.
CHOICES = Able.choices


@dataclass(frozen=True)
class Place:
    """The guide's place in one course: where one is, and what comes next."""

    course: ShownCourse
    part: CoursePart
    next: CoursePart | None


@dataclass
class OnGuide:
    """For the question "Can you do this?" and the courses of the guide. Costs nothing until it is shown."""

    guide_key: str
    last_step_key: str
    language: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers: value and words."""
        return [(value, str(label)) for value, label in CHOICES]

    @cached_property
    def places(self) -> list[Place]:
        """The courses that the guide is in. Two queries, one where there is none."""
        return [
            Place(course, part, course.after(self.guide_key))
            for course in courses_with(self.guide_key, self.language)
            if (part := course.part_of(self.guide_key)) is not None
        ]


def on_guide(guide: Guide, language: str) -> OnGuide:
    """What the templates of this room take on a guide in `language`."""
    steps = guide.steps.raw_data
    return OnGuide(guide.key, steps[-1]["value"]["key"] if len(steps) else "", language)
