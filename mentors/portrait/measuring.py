"""How wide a text is in a drawing, and where its lines break. An SVG does not break lines by itself.

Nothing is known of the reader's font, so every sign is taken for a little wider than it is in common ones.
"""

from __future__ import annotations

import unicodedata

#: Width as a share of the font's size.
_NARROW, _USUAL, _WIDE, _FULL = 0.36, 0.62, 0.95, 1.05
_NARROW_SIGNS = frozenset("ijlftrI.,:;'’!|()[] ")
_WIDE_SIGNS = frozenset("mwMWÅÄ@%—…QOÖGDHNU&")
#: Scripts whose signs are broad: Ethiopic, Georgian to Hangul are left to `_FULL` by their width class.
_BROAD = (range(0x1200, 0x1380), range(0x0E00, 0x0E80), range(0x0900, 0x0E00))


def width_of(text: str, size: float) -> float:
    """How wide `text` is at most, in the drawing's units, set in a plain font of `size`."""
    return sum(_share(sign) for sign in text) * size


def lines_of(text: str, *, size: float, width: float, at_most: int) -> list[str]:
    """`text` in at most `at_most` lines, none wider than `width`; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, size, width):
            longer = f"{line} {piece}" if line else piece
            if width_of(longer, size) <= width:
                line = longer
            else:
                lines.append(line)
                line = piece
    lines.append(line)
    if len(lines) <= at_most:
        return lines
    last = lines[at_most - 1]
    while last and width_of(last + "…", size) > width:
        last = last[:-1]
    return [*lines[: at_most - 1], last.rstrip() + "…"]


def _pieces(word: str, size: float, width: float) -> list[str]:
    """A word, cut where it alone is wider than a line."""
    pieces, piece = [], ""
    for sign in word:
        if piece and width_of(piece + sign, size) > width:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]


def _share(sign: str) -> float:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    if sign in _NARROW_SIGNS:
        return _NARROW
    if unicodedata.east_asian_width(sign) in "WF":
        return _FULL
    if sign in _WIDE_SIGNS or any(ord(sign) in script for script in _BROAD):
        return _WIDE
    return _USUAL
