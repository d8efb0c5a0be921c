"""Whether a file holds captions: WebVTT (https://www.w3.org/TR/webvtt1/), with at least one that has words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from media.models import File

#: A text of an hour's film is shorter.
_MOST_BYTES = 500_000
_TIME = r"(?:\d+:)?[0-5]\d:[0-5]\d\.\d{3}"
_CUE = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}[^\n]*\n[^\n]*\S", re.MULTILINE)


def is_captions(file: File) -> bool:
    """Whether `file` is a .vtt file with captions."""
    if not (file.file.name or "").lower().endswith(".vtt"):
        return False
    with file.open_file() as opened:
        return are_captions(opened.read(_MOST_BYTES))


def are_captions(content: bytes) -> bool:
    """Whether the bytes are WebVTT with a caption that has words."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return False
    return text.partition("\n")[0].split(" ")[0].strip() == "WEBVTT" and bool(_CUE.search(text))
