"""`/sitemap.xml` and `/robots.txt`: what search engines may show, and what they keep out of.

A page of a higher floor that is read under more addresses than its own (a guide, one step at a time) says so
by a method `more_addresses(language) -> dict[str, str]`: addresses by a key that is the same in every language.
One that is published and not shown says so by `is_hidden_in(language) -> bool`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from core import permission_matrix
from core.addresses import page_address
from core.languages import interface_languages
from core.permission_matrix import Role

#: Search engines may keep the list an hour; nothing in it is urgent.
KEEP_SECONDS = 3600


@dataclass
class Entry:
    """One address, and the same page in other languages (its own included) by language code."""

    address: str
    changed_at: datetime | None = None
    same_page: dict[str, str] = field(default_factory=dict)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language it exists in, with its translations."""
    entries = [Entry(reverse("choose_language")), *listed_views(), *page_entries()]
    whole = request.build_absolute_uri
    urlset = [
        {
            "location": whole(entry.address),
            "lastmod": entry.changed_at,
            "alternates": [
                {"lang_code": code, "location": whole(address)}
                for code, address in sorted(entry.same_page.items())
            ],
        }
        for entry in entries
    ]
    response = TemplateResponse(request, "sitemap.xml", {"urlset": urlset}, content_type="application/xml")
    response.headers["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keeps search engines out of the admin, the staff's pages and everything that is somebody's own."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {address}" for address in kept_out()]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
    return response


def page_entries() -> list[Entry]:
    """The published pages that everybody may read; a handful of queries, whatever their number."""
    languages = {language.code for language in interface_languages()}
    codes = {pk: code for pk, code in Locale.objects.values_list("pk", "language_code") if code in languages}
    pages = (
        Page.objects.live()
        .public()
        .filter(depth__gt=1, alias_of=None, locale__in=codes)
        .order_by("path")
        .specific()
    )
    addresses: dict[tuple[Any, str], dict[str, str]] = defaultdict(dict)
    changed: dict[str, datetime | None] = {}
    for page in pages:
        code = codes[page.locale_id]
        is_hidden_in = getattr(page, "is_hidden_in", None)
        if is_hidden_in is not None and is_hidden_in(code):
            continue
        for key, address in addresses_of(page, code).items():
            addresses[page.translation_key, key][code] = address
            changed[address] = page.last_published_at
    return [
        Entry(address, changed[address], same_page if len(same_page) > 1 else {})
        for same_page in addresses.values()
        for address in same_page.values()
    ]


def addresses_of(page: Page, code: str) -> dict[str, str]:
    """Every address that `page` is read under; its own has the empty key."""
    more = getattr(page, "more_addresses", None)
    return {"": page_address(page, code), **(more(code) if more else {})}


def listed_views() -> list[Entry]:
    """Public pages that are no Wagtail pages, such as the search, in every language."""
    return [
        Entry(address, same_page=same_page)
        for same_page in _in_every_language(cell.name for cell in permission_matrix.cells() if cell.is_listed)
        for address in same_page.values()
    ]


def kept_out() -> list[str]:
    """The beginnings of addresses that no search engine has any business with."""
    closed: set[str] = set()
    for address in permission_matrix.addresses():
        cell = permission_matrix.cell_for(address.key)
        if cell is not None and (cell.is_personal or Role.ANONYMOUS not in cell.get):
            closed.update(address.beginnings)
    # /admin/ covers /admin/desk/.
    return sorted(
        one for one in closed if not any(one != other and one.startswith(other) for other in closed)
    )


def _in_every_language(names: Iterable[str]) -> list[dict[str, str]]:
    found = []
    for name in names:
        same_page = {}
        for language in interface_languages():
            with translation.override(language.code):
                same_page[language.code] = reverse(name)
        found.append(same_page)
    return found
