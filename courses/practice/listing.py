"""Practice runs in lists: all of them by area of life, those of a guide, and the guides of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from core.addresses import page_address
from courses.guides.models import Guide
from courses.guides.runs import for_readers_of
from courses.practice.models import Practice

#: What a list does not need of each run.
UNLISTED_FIELDS = ("screens", "can_now")
#: What a link to a guide needs of it.
LINKED_FIELDS = ("key", "title", "url_path", "path", "depth")


@dataclass(frozen=True)
class ListedPractice:
    """A run as a line in a list."""

    title: str
    summary: str
    minutes: int
    address: str


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
    for practice in Practice.objects.for_readers(language).defer(*UNLISTED_FIELDS):
        found.setdefault(practice.area, []).append(_listed(practice))
    return [PracticeArea(area.value, str(area.label), found[area]) for area in Guide.Area if area in found]


def practices_of(guide: Guide, language: str) -> list[ListedPractice]:
    """The published runs that practise what `guide` shows. One query."""
    practices = Practice.objects.for_readers(language).of_guide(guide.key).defer(*UNLISTED_FIELDS)
    return [_listed(practice) for practice in practices]


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


def _listed(practice: Practice) -> ListedPractice:
    address = reverse("courses:practice", args=[practice.key])
    return ListedPractice(practice.title, practice.summary, practice.minutes, address)
