"""What a page weighs on its way to a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass

import brotli

#: The first view of a guide, HTML with its CSS inside, packed with Brotli at its best. With headers and TLS
#: around it, it then fits into the first ten packets of a new connection: one round trip, also at 400 ms.
FIRST_VIEW_BYTES = 13_000

_SCRIPT = re.compile(rb"<script\b(?P<attributes>[^>]*)>(?P<inside>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA_SCRIPT = re.compile(rb"\btype\s*=\s*[\"']?application/(ld\+)?json", re.IGNORECASE)
_STYLE_SHEET = re.compile(rb"<link\b[^>]*\brel\s*=\s*[\"']?stylesheet\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Weight:
    """One page: bytes plain and packed, and what keeps a reader waiting before it shows."""

    bytes_plain: int
    bytes_br: int
    scripts: int
    blocking_style_sheets: int

    @property
    def fits(self) -> bool:
        """Whether it is within `FIRST_VIEW_BYTES` and shows without a second request."""
        return self.bytes_br <= FIRST_VIEW_BYTES and self.blocking_style_sheets == 0


def bytes_br(content: bytes) -> int:
    """The length of `content` packed with Brotli at quality 11, as it is baked for readers."""
    return len(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))


def weigh(html: bytes) -> Weight:
    """The weight of a page's HTML, unpacked."""
    scripts = [match for match in _SCRIPT.finditer(html) if not _DATA_SCRIPT.search(match["attributes"])]
    return Weight(len(html), bytes_br(html), len(scripts), len(_STYLE_SHEET.findall(html)))
