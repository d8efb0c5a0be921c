"""Addresses of pages, without asking the database."""

from __future__ import annotations

from wagtail.models import Page


def page_address(page: Page, language_code: str) -> str:
    """The address of `page`, which stands somewhere under the start page of `language_code`.

    One installation is one site, and each language's start page is the top of that language's tree; so the
    address is known from the tree's own path. Wagtail's `get_url` answers the same and reads the sites first.
    """
    _empty, _start_page, below = page.url_path.split("/", 2)
    return f"/{language_code}/{below}"
