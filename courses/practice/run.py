"""A practice run as a reader meets it: plain values, read from the blocks as they are stored. No queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from courses.guides.contents import rich_text
from courses.practice.blocks import LETTERS


@dataclass(frozen=True)
class Part:
    """One thing drawn on the make-believe screen.

    `label` is who says it, the name of a filled-in field, or the Swedish word on a button.
    """

    kind: str
    text: str
    label: str = ""


@dataclass(frozen=True)
class Answer:
    """One answer to a choice."""

    letter: str
    text: str
    is_right: bool
    reason: str


@dataclass(frozen=True)
class Sign:
    """One thing about a message: a warning sign or not."""

    letter: str
    text: str
    is_warning: bool
    reason: str


@dataclass(frozen=True)
class Blank:
    """A field to fill in. `name` is its name in the form."""

    name: str
    label: str
    type_this: str
    is_exact: bool


@dataclass(frozen=True)
class Screen:
    """What every screen has. `number` counts from 1."""

    kind: ClassVar[str] = "read"

    number: int
    title: str
    text: SafeString
    device: str
    parts: tuple[Part, ...]

    def accepts(self, marks: str) -> bool:
        """Whether `marks` can be what somebody answered here."""
        return False

    def is_right(self, marks: str) -> bool:
        """Whether `marks`, which are accepted, lead on."""
        return True

    def words(self) -> Iterator[str]:
        """Every text of the screen but the rich one, in reading order."""
        yield self.title
        for part in self.parts:
            yield from (part.label, part.text)


@dataclass(frozen=True)
class Choose(Screen):
    """A choice with one right way."""

    kind: ClassVar[str] = "choose"

    question: str
    answers: tuple[Answer, ...]

    def accepts(self, marks: str) -> bool:
        """One letter, of an answer that there is."""
        return self.answer(marks) is not None

    def is_right(self, marks: str) -> bool:
        """Whether the letter is the right answer's."""
        answer = self.answer(marks)
        return answer is not None and answer.is_right

    def answer(self, letter: str) -> Answer | None:
        """The answer with `letter`."""
        return next((answer for answer in self.answers if answer.letter == letter), None)

    def words(self) -> Iterator[str]:
        """The question and its answers too."""
        yield from super().words()
        yield self.question
        for answer in self.answers:
            yield from (answer.text, answer.reason)


@dataclass(frozen=True)
class Fill(Screen):
    """A form. What is typed stands nowhere; that it was right stands in the address as the letter `a`."""

    kind: ClassVar[str] = "fill"
    FILLED: ClassVar[str] = "a"

    blanks: tuple[Blank, ...]
    button: str
    done: str

    def accepts(self, marks: str) -> bool:
        """Only that it was filled in."""
        return marks == self.FILLED

    def words(self) -> Iterator[str]:
        """The fields too."""
        yield from super().words()
        for blank in self.blanks:
            yield from (blank.label, blank.type_this)
        yield from (self.button, self.done)


@dataclass(frozen=True)
class Spot(Screen):
    """A message with signs to mark. Any marking leads on: all the reasons are shown."""

    kind: ClassVar[str] = "spot"

    message: str
    sender: str
    subject: str
    lines: tuple[str, ...]
    signs: tuple[Sign, ...]
    done: str

    def accepts(self, marks: str) -> bool:
        """Letters of signs that there are, each once, in order; none where nothing was marked."""
        return marks == self.sorted_marks(marks)

    def sorted_marks(self, letters: str) -> str:
        """The letters of signs among `letters`, each once, in the order of the screen."""
        return "".join(sign.letter for sign in self.signs if sign.letter in letters)

    def warnings(self) -> str:
        """The letters of the warning signs."""
        return "".join(sign.letter for sign in self.signs if sign.is_warning)

    def words(self) -> Iterator[str]:
        """The message and its signs too."""
        yield from super().words()
        yield from (self.sender, self.subject, *self.lines)
        for sign in self.signs:
            yield from (sign.text, sign.reason)
        yield self.done


@dataclass(frozen=True)
class Run:
    """The screens in order."""

    screens: tuple[Screen, ...]

    def screen(self, number: int) -> Screen | None:
        """The screen of that number, counted from 1."""
        return self.screens[number - 1] if 1 <= number <= len(self.screens) else None

    def wrong_ways(self) -> int:
        """How many wrong answers there are to try."""
        choices = [screen for screen in self.screens if isinstance(screen, Choose)]
        return sum(not answer.is_right for screen in choices for answer in screen.answers)


def run_of(screens: StreamValue) -> Run:
    """The run that a `screens` field holds. Parts that an editor has not written yet are empty."""
    return Run(
        tuple(
            _READERS[block["type"]](number, block["value"])
            for number, block in enumerate(screens.raw_data, start=1)
        )
    )


def _choose(number: int, value: dict[str, Any]) -> Choose:
    answers = [
        Answer(letter, one.get("text") or "", bool(one.get("is_right")), one.get("reason") or "")
        for letter, one in zip(LETTERS, _items(value, "answers"), strict=False)
    ]
    return Choose(**_common(number, value), question=value.get("question") or "", answers=tuple(answers))


def _fill(number: int, value: dict[str, Any]) -> Fill:
    blanks = [
        Blank(f"f{place}", one.get("label") or "", one.get("type_this") or "", bool(one.get("is_exact")))
        for place, one in enumerate(_items(value, "fields"), start=1)
    ]
    return Fill(
        **_common(number, value),
        blanks=tuple(blanks),
        button=value.get("button") or "",
        done=value.get("done") or "",
    )


def _spot(number: int, value: dict[str, Any]) -> Spot:
    signs = [
        Sign(letter, one.get("text") or "", bool(one.get("is_warning")), one.get("reason") or "")
        for letter, one in zip(LETTERS, _items(value, "signs"), strict=False)
    ]
    message = value.get("kind") or "text"
    return Spot(
        number=number,
        title=value.get("title") or "",
        text=_text(value),
        device="computer" if message == "mail" else "phone",
        parts=(),
        message=message,
        sender=value.get("sender") or "",
        subject=value.get("subject") or "",
        lines=tuple(_items(value, "lines")),
        signs=tuple(signs),
        done=value.get("done") or "",
    )


_READERS = {
    "read": lambda number, value: Screen(**_common(number, value)),
    "choose": _choose,
    "fill": _fill,
    "spot": _spot,
}


def _common(number: int, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": number,
        "title": value.get("title") or "",
        "text": _text(value),
        "device": value.get("device") or "phone",
        "parts": tuple(_part(block["type"], block["value"]) for block in value.get("shown") or []),
    }


def _text(value: dict[str, Any]) -> SafeString:
    text = value.get("text") or ""
    return rich_text(text) if text else mark_safe("")


def _part(kind: str, value: Any) -> Part:
    if kind == "message":
        return Part(kind, value.get("text") or "", value.get("by") or "")
    if kind == "filled":
        return Part(kind, value.get("value") or "", value.get("label") or "")
    if kind == "button":
        return Part(kind, value.get("text") or "", value.get("swedish") or "")
    return Part(kind, value or "")


def _items(value: dict[str, Any], name: str) -> Iterator[Any]:
    """The values of a list, whether or not its items are stored with ids."""
    for item in value.get(name) or []:
        yield item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
