"""Load the start page and the information pages of each language."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page, Site

from core.models import InfoPage
from courses.content import files
from courses.content.markup import to_html
from courses.content.memory import Report, load_if_ours
from courses.start.models import StartPage
from courses.translations.strings import unpublished
from users.roles import let_editors_write


def load_pages(report: Report) -> None:
    """A tree for each language under one root; the Swedish start page is the site's root page."""
    for language in files.languages():
        load_language(language, report)
    swedish = StartPage.objects.get(locale__language_code="sv")
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost"
    )
    if site.root_page_id != swedish.pk:
        site.root_page = swedish
        site.save()
        # What Wagtail puts there for a site that has nothing yet.
        Page.objects.filter(depth=2, slug="home", content_type__model="page").exclude(pk=swedish.pk).delete()


def load_language(language: str, report: Report) -> None:
    """Start page and information pages in one language."""
    file = files.pages(language)
    locale, _ = Locale.objects.get_or_create(language_code=language)

    def state() -> Any | None:
        start = StartPage.objects.filter(locale=locale).first()
        if start is None:
            return None
        infos = InfoPage.objects.child_of(start).order_by("path")
        return [
            [start.title, start.lead, start.has_unpublished_changes, *unpublished(start)],
            *(
                [
                    *(info.slug, info.title, info.summary, info.body),
                    info.has_unpublished_changes,
                    *unpublished(info),
                ]
                for info in infos
            ),
        ]

    def write() -> None:
        start = StartPage.objects.filter(locale=locale).first() or StartPage(locale=locale, slug=language)
        start.title, start.lead = file.data["start"]["title"], file.data["start"]["lead"]
        start.search_description = start.lead
        if start.pk is None:
            swedish = StartPage.objects.filter(locale__language_code="sv").first()
            if swedish is not None:
                start.translation_key = swedish.translation_key
            Page.get_first_root_node().add_child(instance=start)
            let_editors_write(start)
        start.save_revision().publish()
        for row in file.data["info"]:
            write_info(start, row)

    load_if_ours(file, report, state, write)


def write_info(start: StartPage, row: dict[str, Any]) -> None:
    """One information page. The same slug in two languages makes the two each other's translation."""
    info = InfoPage.objects.child_of(start).filter(slug=row["slug"]).first() or InfoPage(
        slug=row["slug"], locale=start.locale
    )
    info.title, info.summary, info.body = row["title"], row["summary"], to_html(row["body"])
    info.search_description = row["summary"]
    if info.pk is None:
        original = InfoPage.objects.filter(slug=row["slug"], locale__language_code="sv").first()
        if original is not None:
            info.translation_key = original.translation_key
        start.add_child(instance=info)
    info.save_revision().publish()
