"""Every page in letters of its own has its names and Swedish words marked, wherever they come from.

Texts of guides are marked where they are put together (`core.latin`). What else stands on a page, such as "PIN" in the
interface, a place or what somebody is called, is found here, in the finished page.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString

from core.languages import base_code, language
from core.latin import OTHER_SCRIPTS, latin_marked

_LANGUAGE_OF_PAGE = re.compile(rb'<html[^>]*\slang="([a-z-]+)"')
#: What is no running text, and stays as it is to its end; a comment; a tag; or a text up to the next tag.
_PIECE = re.compile(
    r"<(?P<whole>script|style|svg|title|textarea|option|code)\b.*?</(?P=whole)\s*>|<!--.*?-->|<![^>]*>"
    r"""|<(?P<close>/)?(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+""",
    re.DOTALL | re.IGNORECASE,
)
_LANG = re.compile(r'\slang="([^"]*)"')
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


class LatinMiddleware:
    """Marks what is left on pages in Arabic, Persian, Dari, Ukrainian and Tigrinya."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a page with its Latin letters marked."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith(
            "text/html"
        ):
            return response
        found = _LANGUAGE_OF_PAGE.search(response.content[:400])
        code = found.group(1).decode() if found else ""
        if base_code(code) in OTHER_SCRIPTS:
            response.content = page_marked(response.content.decode(), code).encode()
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response


def page_marked(html: str, code: str) -> str:
    """The page `html` in the language `code`, with each run of Latin letters marked that is not marked yet.

    What is marked: any element of another language, `bdi`, and an address or number that is read from the left.
    """
    own = language(code)
    #: The elements that are open, and whether what stands in each is marked.
    within: list[tuple[str, bool]] = []

    def piece(found: re.Match[str]) -> str:
        whole, name = found.group(), (found["name"] or "").lower()
        is_marked = bool(within and within[-1][1])
        if not name:
            return whole if whole[0] == "<" or is_marked else latin_marked(SafeString(whole), code)
        if found["close"]:
            if name in [each for each, _is_marked in within]:
                while within.pop()[0] != name:
                    pass
        elif name not in _VOID:
            lang = _LANG.search(found["attributes"])
            from_left = own.direction == "rtl" and 'dir="ltr"' in found["attributes"]
            if lang:
                is_marked = lang.group(1) != own.tag
            within.append((name, is_marked or name == "bdi" or from_left))
        return whole

    return _PIECE.sub(piece, html)
