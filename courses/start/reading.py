"""How the start page is read: everyday needs under the areas of life they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from core.addresses import page_address
from core.languages import Language, are_read_alike, interface_languages
from core.languages import language as language_of
from courses.guides import additions
from courses.guides.contents import WITHOUT, first_picture, step_needs, way_lacks
from courses.guides.for_me import Fit, address_without, fit
from courses.guides.models import Guide
from courses.guides.pictures import ShownPicture, pictures_for_reader
from courses.guides.runs import for_readers_of
from courses.services.demands import Lacks, from_address, labels
from courses.services.forms import LackForm
from courses.services.models import Demand

if TYPE_CHECKING:
    from wagtail.models import Page as Base
else:
    Base = object


#: What a list of guides does not need of each.
UNLISTED_FIELDS = ("what", "before", "ways", "traps", "boundary", "help")

FIT_NAMES = {
    Fit.ALL: _("You can do these"),
    Fit.WAY: _("For these there is another way"),
    Fit.PERSON: _("For these, ask a person first"),
}


@dataclass(frozen=True)
class ListedGuide:
    """A guide as a line in a list. `fit` and `note`, in words: what it is to somebody who lacks something.

    `borrowed`: the language that it is in, where that is not the reader's.
    """

    key: str
    area: str
    need: str
    title: str
    minutes: int
    address: str
    picture: ShownPicture | None
    fit: Fit | None = None
    note: str = ""
    borrowed: Language | None = None


@dataclass(frozen=True)
class AreaOfLife:
    """A heading, and the guides under it."""

    key: str
    name: str
    guides: list[ListedGuide]


def unlisted_fields(lacks: Lacks) -> tuple[str, ...]:
    """What `listed` does not need of each guide: for somebody who lacks something it reads the ways."""
    return tuple(field for field in UNLISTED_FIELDS if not lacks or field != "ways")


def listed(guides: Iterable[Guide], language: str, lacks: Lacks = frozenset()) -> list[ListedGuide]:
    """The guides as lines in a list, in the same order. One query, for their pictures.

    With `lacks`, what they are to somebody who lacks that, and one query more.
    """
    guides = list(guides)
    picture_ids = {guide.pk: first_picture(guide.steps) for guide in guides}
    pictures = pictures_for_reader(pk for pk in picture_ids.values() if pk is not None)
    lines = [
        ListedGuide(
            key=guide.key,
            area=guide.area,
            need=for_readers_of(guide.need, guide.written_in_code(), language),
            title=for_readers_of(guide.title, guide.written_in_code(), language),
            minutes=guide.minutes,
            address=page_address(guide, language),
            picture=pictures.get(picture_ids[guide.pk] or 0),
            borrowed=(
                None
                if are_read_alike(guide.written_in_code(), language)
                else language_of(guide.written_in_code())
            ),
        )
        for guide in guides
    ]
    return _with_fits(lines, guides, language, lacks) if lacks else lines


def _with_fits(
    lines: list[ListedGuide], guides: list[Guide], language: str, lacks: Lacks
) -> list[ListedGuide]:
    """The lines of the guides, each with how much of it can be done, and leading to where that is told."""
    demands: dict[int | None, set[str]] = {}
    services = {guide.service_id for guide in guides}
    for service_id, kind in Demand.objects.filter(service__in=services).values_list("service_id", "kind"):
        demands.setdefault(service_id, set()).add(kind)
    fitting: list[ListedGuide] = []
    for line, guide in zip(lines, guides, strict=True):
        ways = way_lacks(guide.ways)
        needed = demands.get(guide.service_id, set()) | step_needs(guide.steps)
        how_much, closest = fit(lacks, needed, [of_way for _title, of_way in ways])
        if how_much is Fit.ALL:
            fitting.append(replace(line, fit=how_much))
            continue
        note = (
            for_readers_of(ways[closest][0], guide.written_in_code(), language)
            if closest is not None
            else gettext("Talk to a person")
        )
        fitting.append(replace(line, fit=how_much, note=note, address=address_without(line.address, lacks)))
    return fitting


def areas_of_life(guides: Iterable[Guide], language: str, lacks: Lacks = frozenset()) -> list[AreaOfLife]:
    """The guides by area, the areas in the order of `Guide.Area`, empty ones left out. Queries as `listed`."""
    by_area: dict[str, list[ListedGuide]] = {}
    in_order = sorted(guides, key=lambda guide: (guide.place_in_order, guide.title))
    for guide in listed(in_order, language, lacks):
        by_area.setdefault(guide.area, []).append(guide)
    return [AreaOfLife(area.value, str(area.label), by_area[area]) for area in Guide.Area if area in by_area]


@dataclass(frozen=True)
class FitGroup:
    """A heading, and the guides of which somebody can do that much."""

    key: str
    name: str
    guides: list[ListedGuide]


def by_fit(guides: Iterable[Guide], language: str, lacks: Lacks) -> list[FitGroup]:
    """The guides by how much of each somebody with `lacks` can do, in their usual order. Two queries."""
    in_order = sorted(guides, key=lambda guide: (guide.place_in_order, guide.title))
    return grouped(listed(in_order, language, lacks))


def grouped(lines: Iterable[ListedGuide]) -> list[FitGroup]:
    """Lines of `listed` by how much can be done, most first, empty groups left out; their order is kept.

    None is left out: what cannot be done on a screen has a way of its own, or leads to a person.
    """
    groups: dict[Fit, list[ListedGuide]] = {each: [] for each in Fit}
    for line in lines:
        groups[line.fit or Fit.ALL].append(line)
    return [FitGroup(each.value, str(FIT_NAMES[each]), groups[each]) for each in Fit if groups[each]]


class StartReadingMixin(Base):
    """The reader's side of `StartPage`. Anonymous: it looks at no user and no session."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a guide in one query; everything else in Wagtail's two. `/utan/<lacks>/` is this page without.

        Raises `Http404` for a combination that no form leads to.
        """
        if self.live and len(path_components) == 2 and path_components[0] == WITHOUT:
            lacks = from_address(path_components[1])
            if lacks is None:
                raise Http404(f"nobody lacks {path_components[1]!r}")
            return RouteResult(self, kwargs={"lacks": lacks})
        if path_components:
            guide = Guide.objects.child_of(self).filter(slug=path_components[0]).first()
            if guide is not None:
                return guide.route(request, path_components[1:])
        return super().route(request, path_components)

    def get_template(
        self, request: HttpRequest, *args: Any, lacks: Lacks | None = None, **kwargs: Any
    ) -> str:
        """All guides by area of life, or for somebody who lacks something by how much they can do."""
        return "courses/start_for_me.html" if lacks else "courses/start_page.html"

    def get_context(
        self, request: HttpRequest, *args: Any, lacks: Lacks | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """`areas` with the published guides in this language and `added` from rooms above; or `groups`."""
        context = super().get_context(request, *args, **kwargs)
        language = get_language() or "sv"
        guides = Guide.objects.for_readers(language)
        if lacks:
            return context | {
                "ticked": labels(lacks),
                "lacks": sorted(lacks),
                "groups": by_fit(guides.defer(*unlisted_fields(lacks)), language, lacks),
                "lack_form": LackForm(initial={"lack": sorted(lacks)}),
                "same_page": self.other_addresses(lacks),
            }
        return context | {
            "areas": areas_of_life(guides.defer(*UNLISTED_FIELDS), language),
            "added": additions.on_start_page.shown(self, language),
            "lack_form": LackForm(),
            "same_page": self.other_addresses(frozenset()),
        }

    def other_addresses(self, lacks: Lacks) -> dict[str, str]:
        """The same page in every other language: each language has a start page, so nothing is asked."""
        return {
            each.code: address_without(f"/{each.code}/", lacks)
            for each in interface_languages()
            if each.code != get_language()
        }
