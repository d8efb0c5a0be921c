"""Pages without steps, such as an information page or a course: do they say what the Swedish says today?

When such a page is published with other words than before, the hash of the Swedish page that it was written after is
kept (`WrittenAfter`). Where the Swedish is another today, the report says that the page is behind, until it is
published with other words or somebody says that the two have been compared. Hashes of words, never dates: what is no
word of a page (its address, its place in the order) puts nobody behind.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.signals import page_published

from core.languages import SOURCE
from core.models import InfoPage
from core.signing import text_hash
from courses.progress.models import Course
from courses.start.models import StartPage
from courses.translations.models import WrittenAfter

#: What is compared as a whole, and what pairs one with its Swedish.
WHOLE: tuple[tuple[type[Page], str], ...] = (
    (StartPage, "translation_key"),
    (InfoPage, "slug"),
    (Course, "key"),
)


def connect() -> None:
    """Listen; to be called once, in `CoursesConfig.ready()`."""
    for model, _name in WHOLE:
        page_published.connect(published, sender=model, dispatch_uid=f"courses.in_step.{model.__name__}")


def published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Keep which Swedish it was written after, if its words are new."""
    remember(instance)


def words_hash(page: Page) -> str:
    """A hash of all that readers read of `page`: its words, and what one can do after each guide of a course."""
    words = text_hash(page)
    if not isinstance(page, Course):
        return words
    rows = sorted((row.sort_order or 0, row.guide_key, row.can_do) for row in page.guides.all())
    return hashlib.sha256(f"{words}{rows}".encode()).hexdigest()


def swedish_of(page: Page) -> Page | None:
    """The published Swedish page that `page` says in another language; none for one with steps. One query."""
    for model, name in WHOLE:
        if isinstance(page, model):
            same: QuerySet[Page] = model.objects.filter(**{name: getattr(page, name)})  # type: ignore[attr-defined]
            return same.filter(live=True, locale__language_code=SOURCE).exclude(pk=page.pk).first()
    return None


def remember(page: Page, *, is_compared: bool = False) -> None:
    """Keep that `page` says what the Swedish says today: if its words are new, or `is_compared`."""
    base = swedish_of(page)
    if base is None:
        return
    own = words_hash(page)
    if is_compared or not WrittenAfter.objects.filter(page=page, own_hash=own).exists():
        keep(page, words_hash(base))


def keep(page: Page, base_hash: str) -> None:
    """Keep that the words of `page` were written after the Swedish with this hash."""
    WrittenAfter.objects.update_or_create(
        page_id=page.pk, defaults={"own_hash": words_hash(page), "base_hash": base_hash}
    )


def trust_what_is_there() -> None:
    """Pages of which nothing is kept, such as those from before this was: they say what the Swedish says today."""
    for model, _name in WHOLE:
        for page in model.objects.live().filter(written_after=None).exclude(locale__language_code=SOURCE):  # type: ignore[attr-defined]
            remember(page)
