"""Hands baked pages to readers, before Django, its middlewares and the database: the outermost layer of WSGI.

Which tree readers get is looked up for each request, so that a change is seen by every process at once; within a tree
a page never changes, so what was read from a file is kept in memory. Everything else is Django's: what is not baked,
other methods than GET and HEAD, addresses with a question in them, people who may be signed in, strange hosts.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from publishing.baking.addresses import PLAIN
from publishing.baking.ingredients import made_of
from publishing.baking.tree import PAGE, UNTIL
from publishing.compression import wanted_encoding

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

#: How many bytes of pages each process keeps. All guides in all languages, packed, are some 30 MB.
KEPT_BYTES = 48 * 1024 * 1024
_FILES = {"br": ".br", "gzip": ".gz", "": ""}
#: Of the headers, those that an answer without a body ("you have it already") says too.
_NOT_OF_304 = {"content-type", "content-language"}


@dataclass(frozen=True, slots=True)
class _Answer:
    """A page in one packing."""

    headers: Headers
    body: bytes
    tag: str


@dataclass(slots=True)
class _Kept:
    """What a process remembers of one tree."""

    name: str
    until: float
    answers: dict[tuple[str, str], _Answer] = field(default_factory=dict)
    size_bytes: int = 0


class BakedPages:
    """Answers with baked pages from `folder`, and asks `application` for everything else."""

    def __init__(self, application: Application, folder: Path) -> None:
        self._application = application
        self._folder = folder
        self._link = str(folder / "pages")
        self._kept = _Kept("", 0.0)
        #: A cookie of this name may be somebody's session, or hold a message for them.
        self._personal = (
            f"{settings.SESSION_COOKIE_NAME}=",
            "messages=",
            f"{settings.LANGUAGE_COOKIE_NAME}=",
        )
        self._proxy_says = settings.SECURE_PROXY_SSL_HEADER if settings.SECURE_SSL_REDIRECT else None
        self._only_secure = settings.SECURE_SSL_REDIRECT

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return self._application(environ, start_response)
        answer = self._find(environ)
        if answer is None:
            return self._application(environ, start_response)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (known.strip() == "*" or answer.tag in known):
            headers = [header for header in answer.headers if header[0].lower() not in _NOT_OF_304]
            start_response("304 Not Modified", [h for h in headers if not h[0].startswith("Content-L")])
            return []
        start_response("200 OK", answer.headers)
        return [answer.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _find(self, environ: dict[str, Any]) -> _Answer | None:
        try:
            name = os.readlink(self._link)
        except OSError:
            return None
        kept = self._kept
        if name != kept.name:
            kept = self._kept = self._remember(name)
        if time.time() >= kept.until:
            return None
        cookie = environ.get("HTTP_COOKIE", "")
        if cookie and any(each in cookie for each in self._personal):
            return None
        if not _is_our_host(environ.get("HTTP_HOST", "")):
            return None
        if self._only_secure and not self._is_secure(environ):
            return None
        path = environ["PATH_INFO"]
        if path == "/":
            path = f"/@/{_wanted_language(environ.get('HTTP_ACCEPT_LANGUAGE', ''))}/"
        encoding = _wanted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return kept.answers.get((path, encoding)) or self._read(kept, environ["PATH_INFO"], path, encoding)

    def _is_secure(self, environ: dict[str, Any]) -> bool:
        if self._proxy_says and self._proxy_says[0] in environ:
            said = environ[self._proxy_says[0]].split(",", 1)[0].strip()
            return bool(said == self._proxy_says[1])
        return bool(environ.get("wsgi.url_scheme") == "https")

    def _remember(self, name: str) -> _Kept:
        """Begin anew with the tree that the link now leads to; one of other code than this is not read."""
        until = 0.0
        if name.endswith(f"-{made_of()}"):
            try:
                until = float((self._folder / name / UNTIL).read_text())
            except (OSError, ValueError):
                until = 0.0
        return _Kept(name, until)

    def _read(self, kept: _Kept, asked: str, path: str, encoding: str) -> _Answer | None:
        """A page from its files; None for what is not baked, and for what could lead out of the tree."""
        if not PLAIN.fullmatch(asked):
            return None
        page = f"{self._folder}/{kept.name}{path}{PAGE}"
        try:
            # The page itself comes last: when it is there, so are the others.
            html = Path(page).read_bytes()
            said: Headers = [
                (name, value) for name, value in json.loads(Path(f"{page}.json").read_bytes())["headers"]
            ]
            body = Path(page + _FILES[encoding]).read_bytes() if encoding else html
        except (OSError, ValueError, KeyError):
            return None
        tag = f'"{sha256(html).hexdigest()[:20]}{encoding and f"-{encoding}"}"'
        if len(body) >= len(html):
            encoding, body = "", html
        packing = [("Content-Encoding", encoding)] if encoding else []
        headers = [*said, *packing, ("Content-Length", str(len(body))), ("ETag", tag)]
        answer = _Answer(headers, body, tag)
        if kept.size_bytes + len(body) > KEPT_BYTES:
            kept.answers.clear()
            kept.size_bytes = 0
        kept.answers[path, encoding] = answer
        kept.size_bytes += len(body)
        return answer


@lru_cache(maxsize=64)
def _is_our_host(said: str) -> bool:
    allowed = settings.ALLOWED_HOSTS
    if settings.DEBUG and not allowed:
        allowed = [".localhost", "127.0.0.1", "[::1]"]
    domain, _port = split_domain_port(said)
    return bool(domain) and validate_host(domain, allowed)


@lru_cache(maxsize=256)
def _wanted_encoding(accepted: str) -> str:
    return wanted_encoding(accepted)


@lru_cache(maxsize=256)
def _wanted_language(accepted: str) -> str:
    """The language that Django answers in where neither address nor cookie names one."""
    for wanted, _quality in parse_accept_lang_header(accepted.lower()):
        if wanted == "*":
            break
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return get_supported_language_variant(settings.LANGUAGE_CODE)
