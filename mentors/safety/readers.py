"""How the things that can be shown are read of their owner."""

from __future__ import annotations

from django.utils.translation import get_language

from courses.progress.account import own_marks
from courses.progress.known import guides_of
from mentors.safety.sharing import What, register_reader
from users.models import ContactPoint, User


def known_guides(owner: User) -> list[str]:
    """The guides that somebody has done to the end or can do by themselves, in the reader's language."""
    marks = own_marks(owner)
    guides = guides_of(marks, get_language() or "sv")
    return [
        guides[mark.guide].title
        for mark in marks
        if mark.guide in guides and guides[mark.guide].is_done(mark)
    ]


def phone_number(owner: User) -> list[str]:
    """The number that the owner gave us, if any."""
    return [point.value for point in ContactPoint.objects.filter(user=owner, kind=ContactPoint.Kind.PHONE)]


def register() -> None:
    """All of them, when the site starts."""
    register_reader(What.KNOWS, known_guides)
    register_reader(What.PHONE, phone_number)
