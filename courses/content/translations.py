"""After loading: the words of each translated page are kept as translations of the Swedish strings.

So an editor meets every translation beside the Swedish, as it is; see courses/translations/strings.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.languages import language
from core.models import InfoPage
from courses.content.memory import Report
from courses.guides.models import Guide
from courses.start.models import StartPage
from courses.translations.strings import take_over_or_leave
from courses.translations.targets import targets


def take_over_all(report: Report, *, english_too: bool = False) -> None:
    """Take over what is not yet, and anew what this run has written. No page changes.

    Where an editor has stopped translating beside the Swedish, it stays stopped. English is whole and kept in step
    in its files: a page of it is taken over when an editor asks for it, or by the command.
    """
    stopped = set(
        Translation.objects.filter(enabled=False).values_list("source__object_id", "target_locale_id")
    )
    for page in _translated_pages(english_too):
        if (page.translation_key, page.locale_id) in stopped:
            continue
        reason = take_over_or_leave(page, page_wins=_file_of(page) in report.loaded)
        if reason:
            report.of_another_shape.append(f"{_file_of(page)} ({page.slug}): {reason}")


def _translated_pages(english_too: bool) -> Iterator[Page]:
    locales = [each for each in targets() if english_too or language(each.language_code).is_translation]
    for model in (Guide, StartPage, InfoPage):
        yield from model.objects.live().filter(locale__in=locales).select_related("locale")


def _file_of(page: Page) -> str:
    name = page.key if isinstance(page, Guide) else "pages"
    return f"{page.locale.language_code}/{name}.toml"
