"""The form on paper: the questions of "Min bild" with a code each, the same codes as at the desk.

Nothing is printed on it that says whose it is: whoever types it in writes the alias or the card number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.forms import Form
from django.utils.translation import gettext as _

from mentors.cards.forms import LanguagesForm
from mentors.cards.guides import guides_to_choose
from mentors.portrait.forms import (
    CanDoForm,
    DevicesForm,
    MeetingForm,
    MentorWishesForm,
    NewWishesForm,
    ObstaclesForm,
)


@dataclass(frozen=True)
class Question:
    """One question on paper. Without `boxes` there are `lines` to write on."""

    code: str
    text: str
    hint: str = ""
    boxes: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0


#: Which field stands under which code. The desk shows the same letters.
CODES = {
    "A": ("wishes", "guides"),
    "B": ("wishes", "own_words"),
    "C": ("can", "guides"),
    "D": ("can", "own_words"),
    "E": ("languages", "languages"),
    "F": ("devices", "devices"),
    "G": ("devices", "network"),
    "H": ("obstacles", "obstacles"),
    "I": ("meeting", "places"),
    "J": ("meeting", "day_parts"),
    "K": ("meeting", "meeting_ways"),
    "L": ("meeting", "company"),
    "M": ("meeting", "needs_interpreter"),
    "N": ("meeting", "needs_step_free"),
    "O": ("mentor", "mentor_wishes"),
    "P": ("mentor", "mentor_wish_in_words"),
}


def blank_form() -> list[Question]:
    """Every question in order, in the language of the page."""
    guides = guides_to_choose()
    forms: dict[str, Form] = {
        "wishes": NewWishesForm(guides=guides),
        "can": CanDoForm(guides=guides),
        "languages": LanguagesForm(),
        "devices": DevicesForm(),
        "obstacles": ObstaclesForm(),
        "meeting": MeetingForm(),
        "mentor": MentorWishesForm(),
    }
    texts = {
        "A": _("I want to be able to. Number them: 1 is the most important."),
        "B": _("I want to be able to, in my own words"),
        "C": _("I can do this already"),
        "D": _("I can do, in my own words"),
    }
    return [
        _question(code, forms[form], name, texts.get(code, ""))
        for code, (form, name) in CODES.items()
        if name in forms[form].fields
    ]


def _question(code: str, form: Form, name: str, text: str) -> Question:
    bound = form[name]
    hint = str(bound.help_text) if code not in {"A", "C"} else ""
    if not hasattr(bound.field, "choices"):
        is_tick = (
            bound.field.widget.input_type == "checkbox"
            if hasattr(bound.field.widget, "input_type")
            else False
        )
        if is_tick:
            return Question(code, str(bound.label), hint, boxes=[(f"{code}1", _("Yes"))])
        return Question(code, text or str(bound.label), hint, lines=3)
    labels = [(str(value), label) for value, label in bound.field.choices if str(value)]
    boxes = [(f"{code}{number}", label) for number, (_value, label) in enumerate(labels, start=1)]
    return Question(code, text or str(bound.label), hint, boxes=boxes)
