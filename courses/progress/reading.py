"""How a course is read.

What one will be able to do, how long it takes, and its guides with a clear next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import get_language

from core.addresses import page_address
from core.languages import Language, are_read_alike, interface_languages, reading_order
from core.languages import language as language_of
from courses.guides.runs import for_readers_of
from courses.progress.known import KnownGuide, guides_by_key
from courses.progress.marks import Able, Mark, Marks

if TYPE_CHECKING:
    from wagtail.models import Page as Base

    from courses.progress.models import CourseGuide
else:
    Base = object


@dataclass(frozen=True)
class CoursePart:
    """One guide of a course. `number` counts from 1."""

    number: int
    guide: KnownGuide
    can_do: str
    mark: Mark | None

    @property
    def is_done(self) -> bool:
        """Whether somebody with this mark has been through the guide."""
        return self.guide.is_done(self.mark)

    @property
    def is_able(self) -> bool:
        """Whether the person's latest answer is: by myself."""
        return self.mark is not None and (self.mark.later or self.mark.after) == Able.BY_MYSELF


@dataclass(frozen=True)
class ShownCourse:
    """A course as a reader sees it; with marks, how far one has come in it.

    `borrowed`: the language that it is in, where that is not the reader's; its texts are then marked as runs of it.
    """

    key: str
    title: str
    summary: str
    address: str
    parts: tuple[CoursePart, ...]
    borrowed: Language | None = None

    @property
    def minutes(self) -> int:
        """How long all its guides take."""
        return sum(part.guide.minutes for part in self.parts)

    @property
    def done(self) -> int:
        """How many of its guides are done."""
        return sum(part.is_done for part in self.parts)

    @property
    def next(self) -> CoursePart | None:
        """The first guide that is not done."""
        return next((part for part in self.parts if not part.is_done), None)

    @property
    def able(self) -> list[CoursePart]:
        """What the person can do alone, for the certificate."""
        return [part for part in self.parts if part.is_able]

    def part_of(self, guide_key: str) -> CoursePart | None:
        """The part that is the guide with this key."""
        return next((part for part in self.parts if part.guide.key == guide_key), None)

    def after(self, guide_key: str) -> CoursePart | None:
        """The part that comes after the guide with this key; nothing after the last."""
        here = self.part_of(guide_key)
        return self.parts[here.number] if here is not None and here.number < len(self.parts) else None


def shown_course(
    course: CourseReadingMixin,
    rows: Iterable[CourseGuide],
    guides: Mapping[str, KnownGuide],
    language: str,
    marks: Marks = (),
) -> ShownCourse:
    """`course` with those of its `rows`, in their order, whose guides are among `guides` (by key)."""
    own = course.locale.language_code
    by_code = {mark.guide: mark for mark in marks}
    present = [
        (guides[row.guide_key], for_readers_of(row.can_do, own, language))
        for row in rows
        if row.guide_key in guides
    ]
    parts = tuple(
        CoursePart(number, guide, can_do, by_code.get(guide.code))
        for number, (guide, can_do) in enumerate(present, start=1)
    )
    return ShownCourse(
        course.key,
        for_readers_of(course.title, own, language),
        for_readers_of(course.summary, own, language),
        page_address(course, language),
        parts,
        None if are_read_alike(own, language) else language_of(own),
    )


class CourseReadingMixin(Base):
    """The reader's side of `Course`. Anonymous: it looks at no user and no session."""

    if TYPE_CHECKING:
        key: Any
        summary: Any
        guides: Any
        locale: Any

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`course`: a `ShownCourse`; `home`: where it is at home; `same_page`. Three queries."""
        context = super().get_context(request, *args, **kwargs)
        language = get_language() or "sv"
        found = type(self).objects.live().filter(translation_key=self.translation_key)
        versions = {course.locale.language_code: course for course in found.select_related("locale")}
        # Its own language came along.
        own = next((each for each in versions.values() if each.pk == self.pk), None)
        self.locale = own.locale if own else self.locale
        rows = list(self.guides.order_by("sort_order"))
        guides = guides_by_key([row.guide_key for row in rows], language)
        return context | {
            "course": shown_course(self, rows, guides, language),
            "home": page_address(self, self.locale.language_code),
            "same_page": nearest_addresses(versions, language),
        }


def nearest_addresses(versions: Mapping[str, Base], here: str) -> dict[str, str]:
    """Where each language but `here` reads a course that is in the languages of `versions`: in the nearest of them."""
    nearest = {
        each.code: next((versions[code] for code in reading_order(each.code) if code in versions), None)
        for each in interface_languages()
        if each.code != here
    }
    return {code: page_address(course, code) for code, course in nearest.items() if course}
