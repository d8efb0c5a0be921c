"""How the start page is read: everyday needs under the areas of life they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import get_language

from core.addresses import page_address
from courses.guides import additions
from courses.guides.contents import first_picture
from courses.guides.models import Guide
from courses.guides.pictures import ShownPicture, pictures_for_reader

if TYPE_CHECKING:
    from wagtail.models import Page as Base
    from wagtail.url_routing import RouteResult
else:
    Base = object


#: What a list of guides does not need of each.
UNLISTED_FIELDS = ("what", "before", "ways", "traps", "boundary", "help")


@dataclass(frozen=True)
class ListedGuide:
    """A guide as a line in a list."""

    key: str
    area: str
    need: str
    title: str
    minutes: int
    address: str
    picture: ShownPicture | None


@dataclass(frozen=True)
class AreaOfLife:
    """A heading, and the guides under it."""

    key: str
    name: str
    guides: list[ListedGuide]


def listed(guides: Iterable[Guide], language: str) -> list[ListedGuide]:
    """The guides as lines in a list, in the same order. One query, for their pictures."""
    guides = list(guides)
    picture_ids = {guide.pk: first_picture(guide.steps) for guide in guides}
    pictures = pictures_for_reader(pk for pk in picture_ids.values() if pk is not None)
    return [
        ListedGuide(
            key=guide.key,
            area=guide.area,
            need=guide.need,
            title=guide.title,
            minutes=guide.minutes,
            address=page_address(guide, language),
            picture=pictures.get(picture_ids[guide.pk] or 0),
        )
        for guide in guides
    ]


def areas_of_life(guides: Iterable[Guide], language: str) -> list[AreaOfLife]:
    """The guides by area, the areas in the order of `Guide.Area`, empty ones left out. One query."""
    by_area: dict[str, list[ListedGuide]] = {}
    in_order = sorted(guides, key=lambda guide: (guide.place_in_order, guide.title))
    for guide in listed(in_order, language):
        by_area.setdefault(guide.area, []).append(guide)
    return [AreaOfLife(area.value, str(area.label), by_area[area]) for area in Guide.Area if area in by_area]


class StartReadingMixin(Base):
    """The reader's side of `StartPage`. Anonymous: it looks at no user and no session."""

    #: For everybody, and so is all that stands under it.
    private_page_options: list[str] = []

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a guide in one query; everything else in Wagtail's two."""
        if path_components:
            guide = Guide.objects.child_of(self).filter(slug=path_components[0]).first()
            if guide is not None:
                return guide.route(request, path_components[1:])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`areas`: the published guides in this language by area of life, in two queries; `added` from rooms above."""
        context = super().get_context(request, *args, **kwargs)
        guides = Guide.objects.child_of(self).live().defer(*UNLISTED_FIELDS)
        language = get_language() or "sv"
        return context | {
            "areas": areas_of_life(guides, language),
            "added": additions.on_start_page.shown(self, language),
        }
