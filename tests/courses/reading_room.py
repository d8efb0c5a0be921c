"""What the tests of pages ask of an answer: its parts, its weight, its queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import brotli
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def parts(response: Response) -> Any:
    """The page, to look for elements in. A test that finds none fails at once: no type says "or nothing"."""
    return BeautifulSoup(response.content, "html.parser")


def words(text: str) -> str:
    """`text` with single spaces."""
    return " ".join(text.split())


def bytes_br(response: Response) -> int:
    """What the page weighs on the way to the reader."""
    return len(brotli.compress(response.content, quality=11))


def queries(client: Client, address: str) -> int:
    """How many queries the page takes with every cache empty but Django's own list of content types."""
    return _count(lambda: client.get(address))


def _count(visit: Callable[[], Response]) -> int:
    visit()
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert visit().status_code == 200
    return len(asked)


def is_anonymous(response: Response) -> bool:
    """Whether the page can be kept and shown to anybody: no cookie, no session, no user looked at."""
    return (
        not response.cookies
        and "Cookie" not in response.get("Vary", "")
        and "no-store" not in response.get("Cache-Control", "")
    )
