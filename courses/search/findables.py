"""What there is to find in the rooms below: guides, courses, pages, practice runs and hard words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from core.addresses import page_address
from core.languages import interface_languages
from core.models import InfoPage
from courses.guides.models import Guide
from courses.practice.models import Practice
from courses.progress.models import Course
from courses.search import sources
from courses.search.sources import Findable, Source
from courses.search.synonyms import synonyms
from courses.terms.models import Term

GUIDE, COURSE, INFO_PAGE, PRACTICE, TERM = "guide", "course", "page", "practice", "term"
TRICKED, PAPERS = "tricked", "papers"
#: Parts of a block that name or draw something and say nothing.
_NO_WORDS = {"key", "kind", "lacks", "facts", "picture", "picture_alt", "title"}


def register_all() -> None:
    """Register the sources of this room and of the rooms below."""
    sources.register(Source(TRICKED, "", tricked_page, comes_first=True))
    sources.register(Source(GUIDE, _("Guide"), guides))
    sources.register(Source(PAPERS, "", papers_page))
    sources.register(Source(COURSE, _("Course"), courses))
    sources.register(Source(PRACTICE, pgettext_lazy("something to practise on", "Practice"), practices))
    sources.register(Source(INFO_PAGE, "", info_pages))
    sources.register(Source(TERM, _("Hard word"), terms))


def guides(key: str | None = None) -> Iterator[Findable]:
    """The published guides."""
    found = Guide.objects.shown().select_related("locale", "service").prefetch_related("tagged_items__tag")
    for guide in found.filter(key=key) if key else found:
        streams = (guide.before, guide.steps, guide.ways, guide.traps, guide.help)
        yield Findable(
            key=guide.key,
            language=guide.locale.language_code,
            title=guide.title,
            address=page_address(guide, guide.locale.language_code),
            summary=guide.summary,
            need=guide.need,
            tags=(
                *(item.tag.name for item in guide.tagged_items.all()),
                *([guide.service.name] if guide.service else []),
                *synonyms(guide.locale.language_code).pages.get(guide.key, ()),
            ),
            headings=tuple(text for stream in streams for text in _titles(stream)),
            texts=(without_html(guide.what), *(text for stream in streams for text in _texts(stream))),
            place_in_order=guide.place_in_order,
            is_lent=True,
        )


def courses(key: str | None = None) -> Iterator[Findable]:
    """The published courses."""
    found = Course.objects.live().select_related("locale").prefetch_related("guides")
    for course in found.filter(key=key) if key else found:
        code = course.locale.language_code
        yield Findable(
            key=course.key,
            language=code,
            title=course.title,
            address=page_address(course, code),
            summary=course.summary,
            tags=tuple(synonyms(code).pages.get(course.key, ())),
            texts=tuple(guide.can_do for guide in course.guides.all()),
            place_in_order=course.place_in_order,
            is_lent=True,
        )


def info_pages(key: str | None = None) -> Iterator[Findable]:
    """The published pages of running text. Their key is the slug."""
    found = InfoPage.objects.live().select_related("locale")
    for place, page in enumerate(found.filter(slug=key) if key else found):
        code = page.locale.language_code
        yield Findable(
            key=page.slug,
            language=code,
            title=page.title,
            address=page_address(page, code),
            summary=page.summary,
            tags=tuple(synonyms(code).pages.get(page.slug, ())),
            texts=(without_html(page.body),),
            place_in_order=1000 + place,
        )


def practices(key: str | None = None) -> Iterator[Findable]:
    """The published practice runs. Not their screens: what is make-believe leads to nothing real."""
    found = Practice.objects.filter(live=True).select_related("locale").defer("screens", "can_now")
    for practice in found.filter(key=key) if key else found:
        code = practice.locale.language_code
        with translation.override(code):
            address = reverse("courses:practice", args=[practice.key])
        yield Findable(
            key=practice.key,
            language=code,
            title=practice.title,
            address=address,
            summary=practice.summary,
            place_in_order=practice.place_in_order,
        )


def terms(key: str | None = None) -> Iterator[Findable]:
    """The hard words, with their explanations."""
    found = Term.objects.order_by("word")
    for place, term in enumerate(found.filter(key=key) if key else found):
        with translation.override(term.language):
            address = f"{reverse('courses:terms')}#ord-{term.key}"
        yield Findable(
            key=term.key,
            language=term.language,
            title=term.word,
            address=address,
            summary=term.explanation,
            tags=tuple(term.all_forms),
            place_in_order=place,
        )


def tricked_page(key: str | None = None) -> Iterator[Findable]:
    """The page for a person who was tricked."""
    return _page(
        TRICKED,
        lambda: gettext("I think I was tricked"),
        lambda: gettext(
            "Call your bank, block your card and your BankID, and report it. Here are the numbers."
        ),
    )


def papers_page(key: str | None = None) -> Iterator[Findable]:
    """The paper calendar."""
    return _page(
        PAPERS,
        lambda: gettext("Papers that come late"),
        lambda: gettext(
            "See which papers come after the day your application must be in, and what you can do."
        ),
    )


def _page(name: str, title: Callable[[], str], summary: Callable[[], str]) -> Iterator[Findable]:
    """A page that is there in every language of the interface; its everyday words stand with the synonyms."""
    for language in interface_languages():
        with translation.override(language.code):
            yield Findable(
                key=name,
                language=language.code,
                title=title(),
                address=reverse(f"courses:{name}"),
                summary=summary(),
                tags=tuple(synonyms(language.code).pages.get(name, ())),
            )


def without_html(text: str) -> str:
    """The words of a rich text."""
    return unescape(strip_tags(text.replace("<", " <")))


def _titles(stream: StreamValue) -> Iterator[str]:
    values = (block["value"] for block in stream.raw_data)
    return (value["title"] for value in values if isinstance(value, dict) and "title" in value)


def _texts(stream: StreamValue) -> Iterator[str]:
    for block in stream.raw_data:
        value: Any = block["value"]
        if isinstance(value, dict):
            yield from (
                without_html(text)
                for name, text in value.items()
                if name not in _NO_WORDS and isinstance(text, str) and text
            )
