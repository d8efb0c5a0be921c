"""The report of page × language: is there a translation, is it in step with Swedish, has a native reader signed it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.languages import SOURCE, Language, interface_languages
from core.models import TranslationSignature
from core.signing import interface_hash
from courses.guides.models import Guide, RenderedStep
from courses.guides.variants import PARTS, base_hash, key_of_part, part_hash, raw_steps, rendered_keys
from courses.translations.in_step import WHOLE, words_hash
from courses.translations.models import WrittenAfter
from courses.translations.targets import is_target


@dataclass(frozen=True)
class CellOf:
    """One page in one language. `behind`: the numbers of the steps whose Swedish has changed since.

    `behind_parts`: what the other parts are called whose Swedish has changed since.
    `lacks`: how many Swedish steps no step of it says. No `page`: it is not translated, and readers get easy Swedish.
    `is_lapsed`: what was signed says something else today. `is_beside`: it is worked on beside the Swedish, string by
    string. `is_behind`: a page without steps whose Swedish has changed since.
    """

    language: Language
    page: Page | None = None
    behind: tuple[int, ...] = ()
    lacks: int = 0
    signature: TranslationSignature | None = None
    is_lapsed: bool = False
    behind_parts: tuple[str, ...] = ()
    is_beside: bool = False
    is_behind: bool = False

    @property
    def is_ordinary(self) -> bool:
        """Whether it is in a language that Swedish is translated into: easy Swedish is not."""
        return is_target(self.language.code)

    @property
    def is_in_step(self) -> bool:
        """Whether all that Swedish says today is said."""
        is_behind = self.behind or self.behind_parts or self.is_behind
        return self.page is not None and not is_behind and not self.lacks

    @property
    def can_be_beside(self) -> bool:
        """Whether it can be worked on string by string: a course is written over as a page."""
        return self.is_ordinary and bool(getattr(self.page, "translatable_fields", None))

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
    """Every published Swedish guide, start page, information page and course. Ten queries."""
    signatures = {row.page_id: row for row in TranslationSignature.objects.exclude(page=None)}
    kept: dict[int, dict[str, str]] = {}
    for guide_id, key, hash_then in RenderedStep.objects.values_list("guide_id", "step_key", "base_hash"):
        kept.setdefault(guide_id, {})[key] = hash_then
    guides = (
        Guide.objects.live()
        .only("title", "key", "steps", *PARTS, "locale", "place_in_order", "translation_key")
        .select_related("locale")
    )
    beside = set(
        Translation.objects.filter(enabled=True).values_list("source__object_id", "target_locale_id")
    )
    rows = _rows(guides.order_by("place_in_order", "title"), "key", signatures, kept, beside)
    after = dict(WrittenAfter.objects.values_list("page", "base_hash"))
    for model, name in WHOLE:
        pages = model.objects.live().select_related("locale").order_by("path")  # type: ignore[attr-defined]
        if hasattr(model, "guides"):
            pages = pages.prefetch_related("guides")
        rows += [_compared(row, after) for row in _rows(pages, name, signatures, kept, beside)]
    return rows


def _compared(row: Row, after: dict[int, str]) -> Row:
    """The same, with what is behind as a whole: written after another Swedish than today's."""
    today = words_hash(row.page)
    return replace(
        row,
        cells=[
            replace(cell, is_behind=cell.page is not None and after.get(cell.page.pk, today) != today)
            for cell in row.cells
        ],
    )


def interface() -> list[CellOf]:
    """The interface in each language, with its signature. One query."""
    signed = {row.language: row for row in TranslationSignature.objects.filter(page=None)}
    return [
        CellOf(each, signature=row, is_lapsed=row is not None and row.text_hash != interface_hash(each.code))
        for each in others()
        if each.is_translation
        for row in [signed.get(each.code)]
    ]


def _rows(
    pages: Iterable[Page],
    name: str,
    signatures: dict[int | None, TranslationSignature],
    kept: dict[int, dict[str, str]],
    beside: set[tuple[Any, int]],
) -> list[Row]:
    by_key: dict[object, dict[str, Page]] = {}
    for page in pages:
        by_key.setdefault(getattr(page, name), {})[page.locale.language_code] = page
    return [
        Row(
            in_languages[SOURCE],
            [_cell(each, in_languages, signatures, kept, beside) for each in others()],
        )
        for in_languages in by_key.values()
        if SOURCE in in_languages
    ]


def _cell(
    language: Language,
    in_languages: dict[str, Page],
    signatures: dict[int | None, TranslationSignature],
    kept: dict[int, dict[str, str]],
    beside: set[tuple[Any, int]],
) -> CellOf:
    page = in_languages.get(language.code)
    if page is None:
        return CellOf(language)
    behind: list[int] = []
    parts: list[str] = []
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
        parts = [
            str(Guide._meta.get_field(part).verbose_name)
            for part in PARTS
            if then.get(key_of_part(part), "") not in {"", part_hash(base, part)}
        ]
        lacks = len(set(in_base) - {key for step in steps for key in rendered_keys(step)})
    is_beside = (page.translation_key, page.locale_id) in beside
    return CellOf(
        language,
        page,
        tuple(behind),
        lacks,
        signatures.get(page.pk),
        behind_parts=tuple(parts),
        is_beside=is_beside,
    )
