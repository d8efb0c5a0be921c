"""Which pages of the courses are baked, in which tables they look, and on which days they change by themselves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from core.addresses import page_address
from core.languages import interface_languages, reading_order
from courses.guides.beside import BESIDE, can_be_beside
from courses.guides.contents import way_lacks
from courses.guides.for_me import address_without
from courses.guides.models import Guide, RenderedStep
from courses.practice.models import Practice, PracticeGuide
from courses.progress.models import Course, CourseGuide
from courses.services.demands import NOTHING, Lack
from courses.services.models import Demand, EService, Fact, FactVariant, FactWording, Source, VariantWording
from courses.sound.models import Film, GuideSound
from courses.start.models import StartPage
from courses.start.views import START_PAGE_DEPTH
from courses.terms.models import Term
from media.models import File, Picture, PictureRendition
from publishing.baking.addresses import Address, register, register_day
from publishing.baking.watching import watch

#: What a person may lack, one thing at a time, and the person who has nothing. Whoever ticks more gets a live page.
LACKS = (*(frozenset({lack.value}) for lack in Lack), NOTHING)
#: Of a guide, what its addresses need.
ADDRESSED = ("key", "slug", "url_path", "path", "depth", "steps", "ways", "locale__language_code")


def register_all() -> None:
    """To be called once, in `CoursesConfig.ready()`. First what most readers open first."""
    watch(StartPage, Guide, RenderedStep, Course, CourseGuide, Practice, PracticeGuide, Term, Film)
    watch(EService, Demand, Fact, FactWording, FactVariant, VariantWording, Source, Picture, File)
    # The page from before has working pictures and sound too.
    watch(GuideSound, PictureRendition, can_wait=True)
    register("courses.choosing", choosing)
    register("courses.views", views)
    register("courses.other_pages", other_pages)
    register("courses.guides", guides)
    register("courses.practice", practice)
    register_day("courses.facts", next_check)


def choosing() -> Iterator[Address]:
    """`/`, in each language, and the start pages."""
    for language in interface_languages():
        yield Address("/", language.code)
    for language in interface_languages():
        yield Address(f"/{language.code}/")


def views() -> Iterator[Address]:
    """Pages that are no Wagtail pages."""
    for name in ("courses:tricked", "courses:terms", "courses:practice_list", "courses:papers"):
        for language in interface_languages():
            with translation.override(language.code):
                yield Address(reverse(name))


def guides() -> Iterator[Address]:
    """Every guide: the whole of it; each step, and both with the Swedish beside; then for those who lack something."""
    found = list(_guides())
    yield from (Address(address) for address, _guide, _code in found)
    for address, guide, code in found:
        pages = [address, *(f"{address}{number + 1}/" for number in range(len(guide.steps.raw_data)))]
        yield from map(Address, pages[1:])
        if can_be_beside(guide.written_in_code(), code):
            yield from (Address(f"{page}{BESIDE}/") for page in pages)
    for language in interface_languages():
        yield from (Address(address_without(f"/{language.code}/", lacks)) for lacks in LACKS)
    for address, guide, _code in found:
        wanted = dict.fromkeys([*LACKS, *(lacks for _title, lacks in way_lacks(guide.ways) if lacks)])
        yield from (Address(address_without(address, lacks)) for lacks in wanted)


def other_pages() -> Iterator[Address]:
    """Courses, help and the like, in each language that has them or takes them from another."""
    pages = Page.objects.live().not_type(Guide).filter(depth=START_PAGE_DEPTH + 1)
    by_slug: dict[str, dict[str, Page]] = {}
    versions: dict[UUID, set[str]] = {}
    for page in pages.select_related("locale").order_by("path"):
        by_slug.setdefault(page.slug, {})[page.locale.language_code] = page
        versions.setdefault(page.translation_key, set()).add(page.locale.language_code)
    for by_language in by_slug.values():
        for language in interface_languages():
            order = reading_order(language.code)
            code = next((code for code in order if code in by_language), None)
            if code is None:
                continue
            nearest = by_language[code]
            # What has a slug of its own in a nearer language is led there.
            if versions[nearest.translation_key].isdisjoint(order[: order.index(code)]):
                yield Address(page_address(nearest, language.code))


def practice() -> Iterator[Address]:
    """Practice runs: what one practises, its screens before an answer, its end, and the run on paper."""
    for language in interface_languages():
        with translation.override(language.code):
            for run in Practice.objects.for_readers(language.code):
                yield Address(reverse("courses:practice", args=[run.key]))
                for number in range(1, len(run.screens.raw_data) + 1):
                    yield Address(reverse("courses:practice_screen", args=[run.key, number]))
                for name in ("courses:practice_end", "courses:practice_paper"):
                    yield Address(reverse(name, args=[run.key]))


def next_check(today: datetime.date) -> datetime.date | None:
    """The day after the next on which a fact or a source should be checked: from then on pages say so."""
    days = [
        found
        for model in (Fact, Source)
        if (found := model.objects.filter(check_by__gte=today).aggregate(day=Min("check_by"))["day"])
    ]
    return min(days) + datetime.timedelta(days=1) if days else None


def _guides() -> Iterator[tuple[str, Guide, str]]:
    """Each guide as readers of each language have it: address, guide, language."""
    for language in interface_languages():
        found = Guide.objects.for_readers(language.code).order_by("place_in_order", "pk")
        for guide in found.select_related("locale").only(*ADDRESSED):
            yield page_address(guide, language.code), guide, language.code
