"""Practice runs in lists: all of them by area of life, those of a guide, and the guides of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from core.addresses import page_address
from core.languages import Language, are_read_alike, reading_order
from core.languages import language as language_of
from courses.guides.models import Guide
from courses.guides.runs import for_readers_of
from courses.practice.models import Practice, PracticeQuerySet

#: What a list does not need of each run.
UNLISTED_FIELDS = ("screens", "can_now")
#: What a link to a guide needs of it.
LINKED_FIELDS = ("key", "title", "url_path", "path", "depth")


@dataclass(frozen=True)
class ListedPractice:
    """A run as a line in a list. `borrowed`: the language that it is in, where that is not the reader's."""

    title: str
    summary: str
    minutes: int
    address: str
    borrowed: Language | None = None


@dataclass(frozen=True)
class PracticeArea:
    """A heading, and the runs under it."""

    key: str
    name: str
    practices: list[ListedPractice]


@dataclass(frozen=True)
class GuideLink:
    """The way to a guide."""

    key: str
    title: str
    address: str


def by_area(language: str) -> list[PracticeArea]:
    """The published runs by area of life, in the order of `Guide.Area`, empty areas left out. One query."""
    found: dict[str, list[ListedPractice]] = {}
    for practice in _nearest(Practice.objects.all(), language):
        found.setdefault(practice.area, []).append(_listed(practice, language))
    return [PracticeArea(area.value, str(area.label), found[area]) for area in Guide.Area if area in found]


def practices_of(guide: Guide, language: str) -> list[ListedPractice]:
    """The published runs that practise what `guide` shows. One query."""
    practices = _nearest(Practice.objects.of_guide(guide.key), language)
    return [_listed(practice, language) for practice in practices]


def guides_of(practice: Practice, language: str) -> list[GuideLink]:
    """The published guides of a run in `language`, in the run's order. Two queries."""
    keys = list(practice.guides.order_by("sort_order").values_list("guide_key", flat=True))
    guides = Guide.objects.for_readers(language).filter(key__in=keys).only(*LINKED_FIELDS)
    links = {
        guide.key: GuideLink(
            guide.key,
            for_readers_of(guide.title, guide.written_in_code(), language),
            page_address(guide, language),
        )
        for guide in guides
    }
    return [links[key] for key in keys if key in links]


def _nearest(practices: PracticeQuerySet, language: str) -> list[Practice]:
    """The published of `practices` in the order of the list, each once: in the language nearest to `language`."""
    order = reading_order(language)
    published = practices.filter(live=True, locale__language_code__in=order).select_related("locale")
    by_key: dict[str, list[Practice]] = {}
    for practice in published.defer(*UNLISTED_FIELDS).order_by("place_in_order", "title"):
        by_key.setdefault(practice.key, []).append(practice)
    return [min(each, key=lambda one: order.index(one.locale.language_code)) for each in by_key.values()]


def _listed(practice: Practice, language: str) -> ListedPractice:
    """As a line: a run that is not in the reader's language leads to where it is at home."""
    own = practice.locale.language_code
    is_borrowed = not are_read_alike(own, language)
    with override(own if is_borrowed else language):
        address = reverse("courses:practice", args=[practice.key])
    return ListedPractice(
        for_readers_of(practice.title, own, language),
        for_readers_of(practice.summary, own, language),
        practice.minutes,
        address,
        language_of(own) if is_borrowed else None,
    )
