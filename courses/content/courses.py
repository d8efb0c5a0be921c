"""Load courses from `<language>/courses.toml`."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from wagtail.models import Locale

from courses.content import files
from courses.content.files import CONTENT_DIR, ContentFile
from courses.content.memory import Report, load_if_ours
from courses.progress.models import Course, CourseGuide
from courses.start.models import StartPage

PLAIN_FIELDS = ("title", "slug", "summary", "place_in_order")


def courses_in(language: str) -> list[ContentFile]:
    """The courses in one language, each as a file of its own: editors change one and not the others."""
    path = CONTENT_DIR / language / "courses.toml"
    if not path.exists():
        return []
    file = files.read(path)
    return [
        ContentFile(f"{file.path}#{course['key']}", course, _hash(course))
        for course in file.data.get("courses", [])
    ]


def load_courses(report: Report) -> None:
    """Every course in every language it is written in, Swedish first."""
    for language in files.languages():
        for place, file in enumerate(courses_in(language), start=1):
            load_course(file, language, place, report)


def load_course(file: ContentFile, language: str, place: int, report: Report) -> None:
    """One course in one language, at its place in the order."""
    locale = Locale.objects.get(language_code=language)
    key = file.data["key"]

    def existing() -> Course | None:
        return Course.objects.filter(key=key, locale=locale).first()

    def state() -> Any | None:
        course = existing()
        return None if course is None else course_state(course)

    def write() -> None:
        course = existing() or Course(key=key, locale=locale)
        original = Course.objects.filter(key=key).exclude(pk=course.pk).first()
        if course.pk is None and original is not None:
            course.translation_key = original.translation_key
        course.title, course.slug = file.data["title"], file.data["slug"]
        course.summary = course.search_description = file.data["summary"]
        course.seo_title = ""
        course.place_in_order = place
        course.full_clean(exclude=["path", "depth"])
        if course.pk is None:
            StartPage.objects.get(locale=locale).add_child(instance=course)
        course.guides.set(
            [
                CourseGuide(guide_key=row["guide"], can_do=row["can_do"], sort_order=order)
                for order, row in enumerate(file.data["guides"])
            ]
        )
        course.save()
        course.save_revision().publish()

    load_if_ours(file, report, state, write)


def course_state(course: Course) -> list[Any]:
    """What an editor can change of a course, as plain values; an unpublished draft counts as a change."""
    return [
        [getattr(course, field) for field in PLAIN_FIELDS],
        [[row.guide_key, row.can_do] for row in course.guides.order_by("sort_order")],
        course.live,
        course.has_unpublished_changes,
    ]


def _hash(course: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(course, sort_keys=True).encode()).hexdigest()
