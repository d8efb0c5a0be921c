"""The search page. With no words, or none that we know, it shows needs and the way to a person."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.languages import Language, are_read_alike, interface_languages
from core.languages import language as language_of
from core.privacy.addresses import reads_its_own_query
from courses.guides.models import Guide
from courses.guides.runs import for_readers_of
from courses.search.find import Found, find
from courses.search.findables import GUIDE
from courses.search.forms import SearchForm
from courses.search.known import Entry
from courses.search.sources import source_of
from courses.services.demands import Lacks, known_lacks, labels
from courses.services.forms import LackForm
from courses.start.reading import (
    AreaOfLife,
    FitGroup,
    ListedGuide,
    areas_of_life,
    by_fit,
    grouped,
    listed,
    unlisted_fields,
)
from insight import counts

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

logger = logging.getLogger(__name__)

#: A longer list helps nobody; these and their pictures fit into one light page.
MOST_GUIDES, MOST_OTHERS, MOST_NEAR = 12, 6, 3
#: What is no guide is shown when it has so much of the best result's points.
WORTH_A_LINE = 0.3
#: Of each area of life, when nothing was found: the needs that come first.
MOST_IN_AN_AREA = 4


@dataclass(frozen=True)
class Other:
    """Something that was found and is no guide. `label` says what it is, unless its title does.

    `borrowed`: the language that it is in, where that is not the reader's.
    """

    title: str
    summary: str
    address: str
    label: StrPromise | str
    borrowed: Language | None = None


@dataclass(frozen=True)
class Shown:
    """What was found, as the page shows it: what is urgent, guides, and everything else."""

    first: list[Other] = field(default_factory=list)
    guides: list[ListedGuide] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.first or self.guides or self.others)


@reads_its_own_query
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/sok/?q=&lack=`. Anonymous: no user, no session. What was searched for is kept nowhere.

    With `lack`, what a reader does not have: shown is what can be done without, and how.
    What was refused is not repeated in the page.
    """
    language = get_language() or "sv"
    form = SearchForm(request.GET)
    valid = form.is_valid()
    text = form.cleaned_data["q"] if valid else ""
    lacks = known_lacks(request.GET.getlist("lack"))
    found = find(text, language) if text else Found()
    shown = _shown(found, language, lacks)
    is_found = bool(shown) and not found.are_near
    context: dict[str, Any] = {
        "text": text,
        "error": "" if valid else form.errors["q"][0],
        "found": shown,
        "is_found": is_found,
        "read_as": found.read_as,
        "found_by_fit": grouped(shown.guides) if lacks else [],
        **_unless(is_found, language, lacks, first_only=bool(text)),
        "lacks": sorted(lacks),
        "ticked": labels(lacks),
        "lack_form": LackForm(initial={"lack": sorted(lacks)}),
    }
    if text and not is_found:
        _count_nothing_found(language)
    if not valid:
        # The way to the other languages must not carry what was refused either.
        context["same_page"] = {
            each.code: translate_url(request.path, each.code) for each in interface_languages()
        }
    return render(request, "courses/search.html", context)


def _unless(is_found: bool, language: str, lacks: Lacks, *, first_only: bool) -> dict[str, Any]:
    """The published guides where nothing was found: `areas` of life, or by what somebody with `lacks` can do."""
    areas: list[AreaOfLife] = []
    groups: list[FitGroup] = []
    if not is_found:
        guides = needs(language, first_only=first_only).defer(*unlisted_fields(lacks))
        if lacks:
            groups = by_fit(guides, language, lacks)
        else:
            areas = areas_of_life(guides, language)
    return {"areas": areas, "needs_by_fit": groups}


def needs(language: str, *, first_only: bool) -> QuerySet[Guide]:
    """The published guides in `language`: all, or those that come first in each area of life. One query."""
    guides = Guide.objects.for_readers(language)
    if not first_only:
        return guides
    place = Window(RowNumber(), partition_by="area", order_by=["place_in_order", "title"])
    return guides.annotate(place_in_area=place).filter(place_in_area__lte=MOST_IN_AN_AREA)


def _shown(found: Found, language: str, lacks: Lacks) -> Shown:
    """Two queries for the guides and their pictures, or none where there are none."""
    first: list[Other] = []
    others: list[Other] = []
    for result in found.results:
        source = source_of(result.entry.kind)
        is_close = result.points >= WORTH_A_LINE * found.results[0].points
        if source is not None and source.kind != GUIDE and is_close:
            (first if source.comes_first else others).append(_other(result.entry, source.label, language))
    if found.are_near:
        return Shown(guides=_guides(found.of_kind(GUIDE)[:MOST_NEAR], language, lacks))
    guides = _guides(found.of_kind(GUIDE)[:MOST_GUIDES], language, lacks)
    return Shown(first, guides, others[:MOST_OTHERS])


def _other(entry: Entry, label: StrPromise | str, reader: str) -> Other:
    own = entry.written_in or reader
    return Other(
        for_readers_of(entry.title, own, reader),
        for_readers_of(entry.summary, own, reader),
        entry.address,
        label,
        None if are_read_alike(own, reader) else language_of(own),
    )


def _guides(entries: Iterable[Entry], language: str, lacks: Lacks) -> list[ListedGuide]:
    """The entries' guides, in the same order."""
    keys = [entry.key for entry in entries]
    if not keys:
        return []
    guides = Guide.objects.for_readers(language).filter(key__in=keys)
    guides = guides.defer(*unlisted_fields(lacks))
    return listed(sorted(guides, key=lambda guide: keys.index(guide.key)), language, lacks)


def _count_nothing_found(language: str) -> None:
    """That nothing was found, not what for. A reader's page never fails because it could not be counted."""
    try:
        counts.add("search.nothing_found", language=language)
    except DatabaseError:
        logger.warning("A search that found nothing could not be counted.", exc_info=True)
