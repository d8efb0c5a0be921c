"""Courses in lists: all of them, and those that a guide belongs to."""

from __future__ import annotations

from django.db.models import QuerySet

from core.languages import reading_order
from courses.progress.known import guides_by_key
from courses.progress.marks import Marks
from courses.progress.models import Course, CourseGuide
from courses.progress.reading import ShownCourse, shown_course


def courses(language: str, marks: Marks = ()) -> list[ShownCourse]:
    """The published courses in their order, each in the language nearest to this one that has it. Two queries.

    Those without a guide that this language has are left out.
    """
    return _shown(CourseGuide.objects.all(), language, marks)


def courses_with(guide_key: str, language: str) -> list[ShownCourse]:
    """The published courses that a guide belongs to. Two queries, one where there is none."""
    return _shown(CourseGuide.objects.filter(course__guides__guide_key=guide_key), language)


def _shown(chosen: QuerySet[CourseGuide], language: str, marks: Marks = ()) -> list[ShownCourse]:
    order = reading_order(language)
    rows = list(
        chosen.filter(course__live=True, course__locale__language_code__in=order)
        .select_related("course__locale")
        .order_by("course__place_in_order", "course__title", "course", "sort_order")
    )
    guides = guides_by_key([row.guide_key for row in rows], language) if rows else {}
    nearest: dict[str, Course] = {}
    for row in rows:
        before = nearest.setdefault(row.course.key, row.course)
        nearest[row.course.key] = min(
            before, row.course, key=lambda course: order.index(course.locale.language_code)
        )
    by_course: dict[int, list[CourseGuide]] = {}
    for row in rows:
        if row.course_id == nearest[row.course.key].pk:
            by_course.setdefault(row.course_id, []).append(row)
    shown = [shown_course(group[0].course, group, guides, language, marks) for group in by_course.values()]
    return [course for course in shown if course.parts]


def on_start_page(page: object, language: str) -> list[ShownCourse]:
    """For the start page: the courses of its language (see courses/guides/additions.py). Two queries."""
    return courses(language)
