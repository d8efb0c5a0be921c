"""What is translated with wagtail-localize, and into which languages.

Only from Swedish, and only into ordinary languages. Easy Swedish is a text of its own: nothing is ever made of
Swedish in it, and nothing that is done here touches it. A language without a tree of pages has to be set up first
(docs/content.md, "A new language").
"""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from core.languages import SOURCE, are_read_alike, interface_languages
from courses.start.models import StartPage


def is_target(code: str) -> bool:
    """Whether Swedish is translated into the language `code`. Not into what is read like Swedish."""
    known = {each.code for each in interface_languages()}
    return code in known and not are_read_alike(code, SOURCE)


def targets() -> QuerySet[Locale]:
    """The languages that an editor can choose: ordinary, and with a start page to put a translation under."""
    codes = [each.code for each in interface_languages() if is_target(each.code)]
    with_pages = StartPage.objects.values("locale")
    return Locale.objects.filter(language_code__in=codes, pk__in=with_pages)


def translation_of(page: Page) -> Translation | None:
    """What keeps the strings of `page`, where it is worked on with wagtail-localize. One query."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source__locale", "target_locale")
        .first()
    )
