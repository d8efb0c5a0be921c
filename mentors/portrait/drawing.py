"""The drawing of what somebody can and wants: a voyage. Islands one has been to, the boat, islands ahead.

It changes as the person grows: a wish that has become something one can stands behind the boat instead of
ahead of it. There is no number in it, no share and no mark. Plain values in, SVG out; the page carries its
colours (`portrait.css`) and says the same in words beside it. Mirrored where the page runs from right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.languages import language as language_of
from mentors.portrait import shapes
from mentors.portrait.measuring import lines_of

WIDTH = 320
_LANE = 46
_TEXT_FROM, _TEXT_TO = 98, 308
_SIZE, _LINE = 15, 19
_HEADING = 14
_RADIUS = 21
_LINES_AT_MOST = 3
#: More islands than these make a drawing that nobody takes in. The lists beside it have them all.
CAN_DRAWN, WANTS_DRAWN = 6, 6


@dataclass(frozen=True)
class Said:
    """One thing that somebody can or wants: the words, their language ("": unknown), the small picture."""

    text: str
    language: str
    icon: str


def voyage(alias: str, can: Sequence[Said], wants: Sequence[Said], *, is_rtl: bool = False) -> SafeString:
    """The drawing. Of what one can the latest are drawn, of the wishes the most important."""
    drawn_can, drawn_wants = list(can)[-CAN_DRAWN:], list(wants)[:WANTS_DRAWN]
    canvas = _Canvas(is_rtl)
    if drawn_can:
        canvas.heading(_("What I can do"))
        for one in drawn_can:
            canvas.place(one, is_reached=True)
        canvas.more(len(can) - len(drawn_can))
    canvas.boat(alias)
    if drawn_wants:
        canvas.heading(_("I want to be able to"))
        for one in drawn_wants:
            canvas.place(one, is_reached=False)
        canvas.more(len(wants) - len(drawn_wants))
    return canvas.svg()


class _Canvas:
    """Grows downwards, row by row."""

    def __init__(self, is_rtl: bool) -> None:
        self.is_rtl = is_rtl
        self.y = 14.0
        self.shapes: list[SafeString] = []
        self.texts: list[SafeString] = []
        self.behind: list[tuple[float, float]] = []
        self.ahead: list[tuple[float, float]] = []
        self.islands = 0

    def heading(self, text: str) -> None:
        """A line above the islands that follow."""
        self.y += 12
        for line in lines_of(text, size=_HEADING, width=_TEXT_TO - _TEXT_FROM, at_most=2):
            self._text(line, self.y, "word-heading")
            self.y += _LINE
        self.y += 4

    def place(self, said: Said, *, is_reached: bool) -> None:
        """An island with what it is about beside it."""
        lines = lines_of(said.text, size=_SIZE, width=_TEXT_TO - _TEXT_FROM, at_most=_LINES_AT_MOST)
        height = max(2 * _RADIUS + 16, len(lines) * _LINE + 12)
        middle = self.y + height / 2
        x = _LANE + (7 if self.islands % 2 else -7)
        (self.behind if is_reached else self.ahead).append((x, middle))
        kind = "reached" if is_reached else "ahead"
        self.shapes.append(
            format_html(
                '<path class="isle {0}" d="{1}"/><path class="sign {0}" transform="translate({2} {3})" d="{4}"/>',
                kind,
                shapes.island(x, middle, _RADIUS, self.islands),
                f"{x - 12:.1f}",
                f"{middle - 12:.1f}",
                shapes.ICONS.get(said.icon, shapes.ICONS["star"]),
            )
        )
        first = middle - (len(lines) - 1) * _LINE / 2 + 5
        for number, line in enumerate(lines):
            self._text(line, first + number * _LINE, "word", said.language)
        self.y += height
        self.islands += 1

    def more(self, hidden: int) -> None:
        """That there is more than is drawn."""
        if hidden > 0:
            text = ngettext("and %(number)d more", "and %(number)d more", hidden) % {"number": hidden}
            self._text(text, self.y + 8, "word-soft")
            self.y += _LINE

    def boat(self, alias: str) -> None:
        """Where one is now."""
        self.y += 8
        middle = self.y + 30
        self.behind.append((_LANE, middle))
        self.ahead.insert(0, (_LANE, middle))
        self.shapes.append(
            format_html(
                '<g transform="translate({} {})"><path class="mast" d="{}"/><path class="sail" d="{}"/>'
                '<path class="sail-two" d="{}"/><path class="hull" d="{}"/></g>',
                _LANE - 30,
                f"{middle - 28:.1f}",
                shapes.MAST,
                shapes.MAINSAIL,
                shapes.FORESAIL,
                shapes.HULL,
            )
        )
        lines = lines_of(alias, size=_SIZE + 3, width=_TEXT_TO - _TEXT_FROM, at_most=2)
        first = middle - (len(lines) - 1) * _LINE / 2 + 2
        for number, line in enumerate(lines):
            self._text(line, first + number * _LINE, "word-me")
        self.y += 66

    def svg(self) -> SafeString:
        """Everything drawn so far."""
        height = round(self.y + 10)
        mirrored = format_html(' transform="translate({} 0) scale(-1 1)"', WIDTH) if self.is_rtl else ""
        return format_html(
            '<svg class="voyage" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
            ' aria-labelledby="voyage-title" direction="{2}"><title id="voyage-title">{3}</title>'
            '<g{4}><path class="sea" d="{5}"/><path class="route" d="{6}"/>'
            '<path class="route route-ahead" d="{7}"/>{8}</g>{9}</svg>',
            WIDTH,
            height,
            "rtl" if self.is_rtl else "ltr",
            _(
                "A drawing: a boat between what you can do and what you want. The same stands in words beside it."
            ),
            mirrored,
            shapes.water(2 * _LANE - 8, height),
            shapes.route(self.behind),
            shapes.route(self.ahead),
            _together(self.shapes),
            _together(self.texts),
        )

    def _text(self, words: str, y: float, kind: str, language: str = "") -> None:
        x = WIDTH - _TEXT_FROM if self.is_rtl else _TEXT_FROM
        spoken = format_html(' lang="{}" direction="{}"', language, read_from(language)) if language else ""
        self.texts.append(
            format_html('<text class="{}" x="{}" y="{}"{}>{}</text>', kind, x, f"{y:.1f}", spoken, words)
        )


def read_from(code: str) -> str:
    """Which way a language is read. A drawing says it by `direction`: `dir` is for HTML."""
    return language_of(code).direction


def _together(pieces: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
