"""One page, asked for as an anonymous reader asks, through every middleware: the bytes are those of the live page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpResponse
from django.http.request import validate_host

from publishing.baking.addresses import Address
from publishing.baking.questions import Question
from publishing.baking.tree import BakedPage
from publishing.baking.watching import UNCHANGING, tables
from publishing.compression import is_same_for_everybody, packed_gzip, packed_well

_QUOTED = re.compile(r'"(\w+)"')
#: What a page must not hold when everybody gets the same copy: a token is one reader's.
_TOKENS = re.compile(rb'\bname="(csrfmiddlewaretoken|ticket)"')
#: Said anew with each answer: it depends on how the answer is packed.
_OF_AN_ANSWER = {"content-length", "content-encoding"}


class NotBakedError(Exception):
    """The page is not one that everybody may be handed a copy of; says why."""


class Renderer:
    """Asks for pages inside this process. One for many pages: it takes a moment to set up."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()
        self._tables = frozenset(connection.introspection.table_names())

    def plain(self, address: Address) -> tuple[BakedPage, list[Question]]:
        """The page without what is packed, and what it asked. Raises `NotBakedError` for one not to be baked."""
        asked: list[Question] = []
        read: set[str] = set()

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            of_query = set(_QUOTED.findall(sql)) & self._tables
            read.update(of_query)
            if not of_query <= UNCHANGING:
                asked.append(Question(sql, tuple(params or ())))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response: Any = self._handler.get_response(WSGIRequest(_environ(address)))
        _check(response, frozenset(read - tables() - UNCHANGING))
        headers = [(name, value) for name, value in response.items() if name.lower() not in _OF_AN_ANSWER]
        return BakedPage(response.content, headers), asked


def packed(page: BakedPage) -> BakedPage:
    """The page with its packed forms, as well packed as the live page is."""
    return replace(page, brotli=packed_well(page.html), gzip=packed_gzip(page.html))


def host() -> str:
    """A name that this site answers to: that of its public address where it is allowed."""
    public = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    if validate_host(public, settings.ALLOWED_HOSTS):
        return public
    return next((name for name in settings.ALLOWED_HOSTS if not name.startswith(("*", "."))), "localhost")


def _environ(address: Address) -> dict[str, Any]:
    scheme, port = ("https", "443") if settings.SECURE_SSL_REDIRECT else ("http", "80")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address.path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": host(),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host(),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if settings.SECURE_SSL_REDIRECT and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    if address.language:
        environ["HTTP_ACCEPT_LANGUAGE"] = address.language
    return environ


def _check(response: Any, unwatched: frozenset[str]) -> None:
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        raise NotBakedError(f"answers {response.status_code}")
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        raise NotBakedError("is no page")
    if not is_same_for_everybody(response):
        raise NotBakedError("is not the same for everybody")
    if _TOKENS.search(response.content):
        raise NotBakedError("holds a token")
    if unwatched:
        raise NotBakedError(f"reads tables that nobody watches: {', '.join(sorted(unwatched))}")
