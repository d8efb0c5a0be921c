"""QR codes as pictures that stand in the page itself."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, pixels: int = 240) -> SafeString:
    """An `<svg>` of `text`, square: dark on light with a quiet zone, whatever colours the page has.

    Decoration for a screen reader: the caller says in words what the code is for.
    """
    code = segno.make_qr(text, error="m")
    svg = code.svg_inline(border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    size = f'<svg width="{pixels}" height="{pixels}" aria-hidden="true" focusable="false" '
    return mark_safe(svg.replace("<svg ", size, 1))  # noqa: S308 - drawn by segno from numbers alone
