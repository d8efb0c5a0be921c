"""What is sent when somebody chooses a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentors.cards.forms import CalmForm


@dataclass(frozen=True)
class ChosenTime:
    """A mentor and a time, as one radio button sends them."""

    mentor: uuid.UUID
    start_quarter: int
    place_id: int

    def __str__(self) -> str:
        return f"{self.mentor}.{self.start_quarter}.{self.place_id}"


class ChosenTimeField(forms.CharField):
    """Reads what `str(ChosenTime)` wrote. Whether the time is free is for the booking rule to say."""

    def clean(self, value: Any) -> ChosenTime:
        """The choice. Raises `ValidationError` for nothing and for anything else."""
        text: str = super().clean(value)
        try:
            mentor, start_quarter, place_id = text.split(".")
            return ChosenTime(uuid.UUID(mentor), _small(start_quarter), _small(place_id))
        except ValueError:
            raise ValidationError(_("Choose one of the times below."), code="invalid") from None


class ChooseForm(CalmForm):
    """A time with a mentor. `key` makes the second of two presses find what the first one booked."""

    time = ChosenTimeField(label=_("Time"), error_messages={"required": _("Choose one of the times below.")})
    ask_next = forms.BooleanField(
        label=_("If there is no yes in time, ask the next person on my list"), required=False, initial=True
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Press the button once more."),
            "invalid": _("Press the button once more."),
        },
    )


def _small(text: str) -> int:
    """A whole number that fits the database's columns. Raises `ValueError`."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) < 2**31):
        raise ValueError(text)
    return int(text)
