"""The guides that a card or a meeting names by key, as a page needs them: in words, and with an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from wagtail.query import PageQuerySet

from core.languages import reading_order
from courses.models import Guide

#: Where a guide does not exist in the reader's language, it is named in this one.
FALLBACK_LANGUAGE = "sv"


@dataclass(frozen=True)
class GuideChoice:
    """A guide as something to want, or to be able to show: `need` is how people say it in everyday words.

    `language` is the language that `need` and `title` are written in.
    """

    key: str
    need: str
    title: str
    url: str
    language: str


@dataclass(frozen=True)
class Agenda:
    """What a meeting is about: a guide and, if one came from a step, that step. `url` leads to the nearer."""

    need: str
    guide_title: str
    step_title: str
    url: str
    language: str


def guides_to_choose() -> list[GuideChoice]:
    """Every guide in the language of the page, in the order that the editors gave. Two queries at most."""
    best = _nearest(_in_readable_languages())
    in_order = sorted(best.values(), key=lambda guide: (guide.place_in_order, guide.key))
    return [
        GuideChoice(guide.key, guide.need, guide.title, guide.url or "", guide.locale.language_code)
        for guide in in_order
    ]


def has_step(guide_key: str, step_key: str) -> bool:
    """Whether there is such a step in such a guide."""
    guides = _in_readable_languages().filter(key=guide_key)
    return any(step["key"] == step_key for guide in guides for step in _raw_steps(guide))


def agendas(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Agenda]:
    """For each (guide key, step key) what to call it and where to read it. One query, however many.

    What no longer exists is left out; a step that no longer exists leaves its guide.
    """
    pairs = {pair for pair in wanted if pair[0]}
    if not pairs:
        return {}
    best = _nearest(_in_readable_languages().filter(key__in={guide_key for guide_key, _step in pairs}))
    return {
        (guide_key, step_key): _agenda(best[guide_key], step_key)
        for guide_key, step_key in pairs
        if guide_key in best
    }


def _agenda(guide: Guide, step_key: str) -> Agenda:
    url = guide.url or ""
    step_title = ""
    if step_key:
        for number, step in enumerate(_raw_steps(guide), start=1):
            if step["key"] == step_key:
                step_title = step["title"]
                url = f"{url}{number}/"
    return Agenda(guide.need, guide.title, step_title, url, guide.locale.language_code)


def _raw_steps(guide: Guide) -> list[dict[str, Any]]:
    """The steps as they are stored: nothing that a step points at is fetched."""
    return [step["value"] for step in guide.steps.raw_data]


def _nearest(guides: Iterable[Guide]) -> dict[str, Guide]:
    """By key, the one in the language that comes first for the readers of this page."""
    order = reading_order(get_language() or FALLBACK_LANGUAGE)
    first = sorted(guides, key=lambda guide: -order.index(guide.locale.language_code))
    return {guide.key: guide for guide in first}


def _in_readable_languages() -> PageQuerySet:
    languages = reading_order(get_language() or FALLBACK_LANGUAGE)
    return Guide.objects.shown().filter(locale__language_code__in=languages).select_related("locale")
