"""A file that is played: sent whole, or the part that a player asks for. Some players play nothing without parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, cast

from django.core.files.storage import Storage, default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE_BYTES = 64 * 1024
#: The types that are played, by ending.
TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}


def played(
    request: HttpRequest, name: str, *, max_age_seconds: int, storage: Storage = default_storage
) -> HttpResponse | StreamingHttpResponse:
    """The stored file `name`, or the one part of it that the header `Range` asks for (RFC 9110, section 14).

    Raises `Http404` where there is none, or it is of no type that is played.
    """
    kind = TYPES.get(name.rpartition(".")[2].lower())
    if kind is None or not storage.exists(name):
        raise Http404("no such file")
    size = storage.size(name)
    part = _part(request.headers.get("Range", ""), size)
    if part is not None and part[0] >= part[1]:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = part or (0, size)
    answer = StreamingHttpResponse(
        _pieces(cast("IO[bytes]", storage.open(name)), start, end),
        status=206 if part else 200,
        content_type=kind,
    )
    answer.headers["Content-Length"] = str(end - start)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = f"public, max-age={max_age_seconds}"
    if part:
        answer.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return answer


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None for the whole. Empty where nothing of it is there."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _pieces(opened: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    with opened:
        opened.seek(start)
        while start < end and (piece := opened.read(min(_PIECE_BYTES, end - start))):
            start += len(piece)
            yield piece
