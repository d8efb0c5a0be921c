"""Pages, found at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.views import serve

from core.addresses import page_address
from core.languages import reading_order
from core.signing import with_signatures
from courses.guides.contents import WITHOUT
from courses.guides.models import Guide
from courses.guides.variants import raw_steps, step_like
from courses.start.models import StartPage

#: The start page of a language stands below Wagtail's root.
START_PAGE_DEPTH = 2


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view of a page; guides and start pages are found in one query, others in three, instead of ten.

    The language in the address says which tree a page is in, so neither site nor root page needs to be read.
    Wagtail looks at `_wagtail_route_for_request` before it searches (see `Page.route_for_request`). What does not
    stand right below a start page it finds by itself.
    """
    parts = [part for part in path.split("/") if part]
    language = get_language() or "sv"
    in_language = {"locale__language_code": language}
    page: Any
    if parts and parts[0] != WITHOUT:
        guides = with_signatures(Guide.objects.for_readers(language), language)
        page = guides.filter(slug=parts[0]).select_related("locale").first()
        if page is None and (nearest := _no_guide(parts[0], language)) is not None:
            if own := _own_address(nearest, language):
                return HttpResponseRedirect(own)
            page = nearest.specific
            page.locale = nearest.locale
        if page is None and (instead := _instead_of_hidden(parts, language)):
            return HttpResponseRedirect(instead)
        parts = parts[1:]
    else:
        page = with_signatures(StartPage.objects.filter(**in_language), language).first()
    if page is not None:
        told: Any = request
        try:
            told._wagtail_route_for_request = page.route(request, parts)
        except Http404:
            told._wagtail_route_for_request = None
    return serve(request, path)


def _instead_of_hidden(parts: list[str], language: str) -> str:
    """Where the readers of a guide that nobody has signed are led: to the one that they get instead, which says so.

    That one may have another slug. The same step of it, the same way without.
    Empty where `parts` lead to no such guide.
    """
    hidden = Guide.objects.live().filter(slug=parts[0], locale__language_code=language).first()
    guide = (
        hidden and Guide.objects.for_readers(language).filter(key=hidden.key).select_related("locale").first()
    )
    if hidden is None or guide is None:
        return ""
    address = page_address(guide, language)
    if len(parts) == 3 and parts[1] == WITHOUT:
        return f"{address}{WITHOUT}/{parts[2]}/"
    steps = raw_steps(hidden)
    if len(parts) > 1 and parts[1].isdecimal() and 0 < int(parts[1]) <= len(steps):
        same = step_like(steps[int(parts[1]) - 1], raw_steps(guide))
        return f"{address}{same}/" if same else address
    return address


def _no_guide(slug: str, language: str) -> Page | None:
    """A page that is no guide, such as a course: in `language`, or from the nearest one that has it. One query."""
    order = reading_order(language)
    pages = Page.objects.live().not_type(Guide).filter(slug=slug, depth=START_PAGE_DEPTH + 1)
    found = with_signatures(pages.filter(locale__language_code__in=order), language).select_related("locale")
    return min(found, key=lambda page: order.index(page.locale.language_code), default=None)


def _own_address(page: Page, language: str) -> str:
    """Where `language` has what `page` says under a slug of its own, or from a nearer one; else empty.

    One query, none where `page` is in `language`.
    """
    order = reading_order(language)
    nearer = order[: order.index(page.locale.language_code)]
    if not nearer:
        return ""
    same = Page.objects.live().filter(translation_key=page.translation_key, locale__language_code__in=nearer)
    found = min(
        same.select_related("locale"), key=lambda one: order.index(one.locale.language_code), default=None
    )
    return page_address(found, language) if found else ""
