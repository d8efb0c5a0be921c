"""Pack what anonymous readers are sent.

A packed answer tells by its length what it contains. Where an answer holds a secret (a CSRF token, a person's
own page) and repeats something that came with the request, the secret can be guessed byte by byte (the BREACH
attack). So nothing is packed that varies by cookie, sets one or must not be stored: the pages that are left
are the same for everybody and hold no secret.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

#: Shorter answers gain nothing: they fit into the first packet anyway.
SMALLEST_BYTES = 400
#: Of 11. What is the same for everybody who opens an address is packed well, once, and kept; what was asked for by a
#: question is packed quickly: a guide takes 75 ms at 10 and 10 ms at 5, and is 6 % larger at 5.
BROTLI_QUALITY, QUICK_BROTLI_QUALITY = 10, 5
GZIP_LEVEL = 6
#: How many packed pages each process keeps, of some 50 kB with what they were.
PAGES_KEPT = 128
PACKED_TYPES = re.compile(
    r"^(text/|application/(json|javascript|xml|manifest\+json|xhtml\+xml|rss\+xml|atom\+xml)\b|image/svg\+xml)"
)
_ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUICK_BROTLI_QUALITY),
    "gzip": lambda content: packed_gzip(content),
}


@lru_cache(maxsize=PAGES_KEPT)
def _packed_well_and_kept(content: bytes) -> bytes:
    return packed_well(content)


def packed_well(content: bytes) -> bytes:
    """`content` packed with Brotli, as a page is that is the same for everybody."""
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)


def packed_gzip(content: bytes) -> bytes:
    """`content` packed with gzip; the same bytes for the same content."""
    return gzip.compress(content, compresslevel=GZIP_LEVEL, mtime=0)


class CompressionMiddleware:
    """Brotli where the browser takes it, else gzip, for answers that are the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, packed where that is safe and worth it."""
        response = self.get_response(request)
        if (
            not isinstance(response, HttpResponse)
            or not _is_worth_packing(response)
            or not is_same_for_everybody(response)
        ):
            return response
        # Caches must keep the packed and the plain apart, also when this browser gets the plain one.
        patch_vary_headers(response, ["Accept-Encoding"])
        encoding = wanted_encoding(request.headers.get("Accept-Encoding", ""))
        if not encoding:
            return response
        is_same_for_all = encoding == "br" and request.method == "GET" and not request.GET
        packed = (
            _packed_well_and_kept(response.content)
            if is_same_for_all
            else _ENCODERS[encoding](response.content)
        )
        if len(packed) >= len(response.content):
            return response
        response.content = packed
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(packed))
        # The same page in other bytes: a strong tag promises equal bytes, a weak one equal meaning.
        tag = response.headers.get("ETag", "")
        if tag and not tag.startswith("W/"):
            response.headers["ETag"] = f"W/{tag}"
        return response


def wanted_encoding(accepted: str) -> str:
    """The best of `br` and `gzip` that an `Accept-Encoding` header allows, or the empty string.

    Between two that the browser likes equally, Brotli. A quality of 0 forbids (RFC 9110, section 12.5.3).
    """
    qualities: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        quality = 1.0
        match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", parameters)
        if match:
            quality = float(match[1])
        elif parameters.strip():
            continue
        if name.strip():
            qualities[name.strip()] = quality
    everything_else = qualities.get("*", 0.0)
    best = max(_ENCODERS, key=lambda encoding: qualities.get(encoding, everything_else))
    return best if qualities.get(best, everything_else) > 0 else ""


def _is_worth_packing(response: HttpResponse) -> bool:
    return (
        response.status_code not in {204, 206, 304}
        and len(response.content) >= SMALLEST_BYTES
        and "Content-Encoding" not in response.headers
        and "Content-Range" not in response.headers
        and "no-transform" not in response.headers.get("Cache-Control", "")
        and PACKED_TYPES.match(response.headers.get("Content-Type", "").lower()) is not None
    )


def is_same_for_everybody(response: HttpResponse) -> bool:
    """Whether the answer is the same for everybody.

    Django says `Vary: Cookie` whenever the session was looked at or a CSRF token was written into the page.
    """
    varies_by = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    kept_from_caches = {word.strip().lower() for word in response.headers.get("Cache-Control", "").split(",")}
    return (
        not response.cookies
        and not varies_by & {"cookie", "authorization", "*"}
        and not (kept_from_caches & {"no-store", "private"})
    )
