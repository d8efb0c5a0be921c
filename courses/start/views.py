"""Pages, found at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.views import serve

from core.languages import are_read_alike, reading_order
from core.models import InfoPage
from courses.guides.contents import WITHOUT
from courses.guides.models import Guide
from courses.start.models import StartPage

#: The start page of a language stands below Wagtail's root.
START_PAGE_DEPTH = 2


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view of a page; guides and start pages are found in one query instead of five.

    The language in the address says which tree a page is in, so neither site nor root page needs to be read.
    Wagtail looks at `_wagtail_route_for_request` before it searches (see `Page.route_for_request`). What is
    neither guide nor start page it finds by itself.
    """
    parts = [part for part in path.split("/") if part]
    language = get_language() or "sv"
    in_language = {"locale__language_code": language}
    page: Any
    if parts and parts[0] != WITHOUT:
        guides = Guide.objects.for_readers(language)
        page = guides.filter(slug=parts[0]).select_related("locale").first()
        if page is None:
            page = _from_nearest(parts[0], language)
        parts = parts[1:]
    else:
        page = StartPage.objects.filter(**in_language).first()
    if page is not None:
        told: Any = request
        try:
            told._wagtail_route_for_request = page.route(request, parts)
        except Http404:
            told._wagtail_route_for_request = None
    return serve(request, path)


def _from_nearest(slug: str, language: str) -> Page | None:
    """A page that is no guide, such as a course, that `language` has from the nearest one that has it.

    None if the language has a page of that name itself, or nothing to take it from. One query.
    """
    order = reading_order(language)
    if len(order) == 1:
        return None
    pages = Page.objects.live().not_type(Guide).filter(slug=slug, depth=START_PAGE_DEPTH + 1)
    found = pages.filter(locale__language_code__in=order).select_related("locale")
    nearest = min(found, key=lambda page: order.index(page.locale.language_code), default=None)
    if nearest is None or nearest.locale.language_code == language:
        return None
    page = nearest.specific
    # What else there is, such as courses, does not say of itself in which language it is.
    return (
        page if isinstance(page, InfoPage) or are_read_alike(nearest.locale.language_code, language) else None
    )
