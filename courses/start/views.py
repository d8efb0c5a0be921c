"""Pages, found at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.views import serve

from courses.guides.contents import WITHOUT
from courses.guides.models import Guide
from courses.start.models import StartPage


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view of a page; guides and start pages are found in one query instead of five.

    The language in the address says which tree a page is in, so neither site nor root page needs to be read.
    Wagtail looks at `_wagtail_route_for_request` before it searches (see `Page.route_for_request`). What is
    neither guide nor start page it finds by itself.
    """
    parts = [part for part in path.split("/") if part]
    in_language = {"locale__language_code": get_language() or "sv"}
    page: Guide | StartPage | None
    if parts and parts[0] != WITHOUT:
        page = Guide.objects.filter(slug=parts[0], **in_language).first()
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
