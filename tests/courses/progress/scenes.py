"""Courses, progress and people for the tests of this room."""

from __future__ import annotations

import re

from django.test import Client

from courses.models import Course, CourseGuide, Guide
from insight.models import Count
from tests.courses import pages


def course(
    key: str = "start-safely",
    language: str = "sv",
    guides: tuple[str, ...] = ("bankid", "1177"),
    **fields: object,
) -> Course:
    """A published course of guides by key."""
    values = {
        "title": f"Course {key} {language}",
        "slug": f"course-{key}",
        "key": key,
        "summary": f"Summary {key}",
        "locale": pages.locale(language),
    }
    made = Course(**{**values, **fields})
    pages.start_page(language).add_child(instance=made)
    made.guides.set(
        [
            CourseGuide(guide_key=guide, can_do=f"can do {guide}", sort_order=place)
            for place, guide in enumerate(guides)
        ]
    )
    made.save()
    return Course.objects.get(pk=made.pk)


def three_guides(language: str = "sv") -> list[Guide]:
    """Guides of three steps each: bankid, 1177, email."""
    return [pages.guide(key, language) for key in ("bankid", "1177", "email")]


def code_on(response: object) -> str:
    """The code on the page that shows it."""
    html = response.content.decode()
    return "".join(re.findall(r"<b>([2-9A-Z]{4})</b>", html[html.index('class="code"') :])[:4])


def ticket_on(response: object) -> str:
    """The ticket of the page's first form that has one."""
    return re.search(r'name="ticket" value="([^"]+)"', response.content.decode())[1]


def saved_on_paper(client: Client, written: str) -> str:
    """Press "Save on paper" with these marks; the code."""
    ticket = ticket_on(client.get(f"/sv/framsteg/?g={written}"))
    return code_on(client.post("/sv/framsteg/papper/", {"g": written, "ticket": ticket}))


def counted() -> dict[tuple[str, str], int]:
    """Everything that was counted: measure and dimensions to times."""
    return {(count.measure, count.dimensions): count.times for count in Count.objects.all()}
