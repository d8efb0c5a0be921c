"""The report of page × language: is there a translation, is it in step with Swedish, has a native reader signed it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from core.languages import SOURCE, Language, interface_languages
from core.models import InfoPage, TranslationSignature
from courses.guides.models import Guide, RenderedStep
from courses.guides.variants import base_hash, raw_steps, rendered_keys
from courses.start.models import StartPage


@dataclass(frozen=True)
class CellOf:
    """One page in one language. `behind`: the numbers of the steps whose Swedish has changed since.

    `lacks`: how many Swedish steps no step of it says. No `page`: it is not translated, and readers get easy Swedish.
    """

    language: Language
    page: Page | None = None
    behind: tuple[int, ...] = ()
    lacks: int = 0
    signature: TranslationSignature | None = None

    @property
    def is_in_step(self) -> bool:
        """Whether all that Swedish says today is said."""
        return self.page is not None and not self.behind and not self.lacks

    @property
    def must_be_signed(self) -> bool:
        """Whether readers are told that nobody has signed it."""
        return self.page is not None and self.language.is_translation and self.signature is None


@dataclass(frozen=True)
class Row:
    """One Swedish page and what it is in the other languages."""

    page: Page
    cells: list[CellOf]


def others() -> list[Language]:
    """The languages of the interface but Swedish."""
    return [each for each in interface_languages() if each.code != SOURCE]


def table() -> list[Row]:
    """Every published Swedish guide, and the start and information pages. Six queries."""
    signatures = {row.page_id: row for row in TranslationSignature.objects.exclude(page=None)}
    kept: dict[int, dict[str, str]] = {}
    for guide_id, key, hash_then in RenderedStep.objects.values_list("guide_id", "step_key", "base_hash"):
        kept.setdefault(guide_id, {})[key] = hash_then
    guides = (
        Guide.objects.live()
        .only("title", "key", "steps", "locale", "place_in_order")
        .select_related("locale")
    )
    rows = _rows(guides.order_by("place_in_order", "title"), "key", signatures, kept)
    for model, name in ((StartPage, "translation_key"), (InfoPage, "slug")):
        pages = model.objects.live().select_related("locale").order_by("path")
        rows += _rows(pages, name, signatures, kept)
    return rows


def interface() -> list[CellOf]:
    """The interface in each language, with its signature. One query."""
    signed = {row.language: row for row in TranslationSignature.objects.filter(page=None)}
    return [CellOf(each, signature=signed.get(each.code)) for each in others() if each.is_translation]


def _rows(
    pages: Iterable[Page],
    name: str,
    signatures: dict[int | None, TranslationSignature],
    kept: dict[int, dict[str, str]],
) -> list[Row]:
    by_key: dict[object, dict[str, Page]] = {}
    for page in pages:
        by_key.setdefault(getattr(page, name), {})[page.locale.language_code] = page
    return [
        Row(
            in_languages[SOURCE],
            [_cell(each, in_languages, signatures, kept) for each in others()],
        )
        for in_languages in by_key.values()
        if SOURCE in in_languages
    ]


def _cell(
    language: Language,
    in_languages: dict[str, Page],
    signatures: dict[int | None, TranslationSignature],
    kept: dict[int, dict[str, str]],
) -> CellOf:
    page = in_languages.get(language.code)
    if page is None:
        return CellOf(language)
    behind: list[int] = []
    lacks = 0
    base = in_languages[SOURCE]
    then = kept.get(page.pk, {})
    if isinstance(page, Guide) and isinstance(base, Guide):
        in_base = {step["key"]: step for step in raw_steps(base)}
        steps = raw_steps(page)
        behind = [
            number
            for number, step in enumerate(steps, start=1)
            if then and then.get(step["key"]) != base_hash(step, in_base)
        ]
        lacks = len(set(in_base) - {key for step in steps for key in rendered_keys(step)})
    return CellOf(language, page, tuple(behind), lacks, signatures.get(page.pk))
