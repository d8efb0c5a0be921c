"""What is sent when somebody chooses a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentors.cards.choices import MeetingWay
from mentors.cards.forms import CalmForm
from mentors.hours.free_times import NO_PLACE, FreeTime
from mentors.hours.remote import REMOTE


@dataclass(frozen=True)
class ChosenTime:
    """A mentor and a time, as one radio button sends them. In the place of a place: "phone" or "video"."""

    mentor: uuid.UUID
    start_quarter: int
    place_id: int
    way: str = MeetingWay.PLACE.value

    @classmethod
    def of(cls, mentor: uuid.UUID, time: FreeTime) -> ChosenTime:
        """What a button for `time` sends."""
        return cls(mentor, time.start_quarter, time.place_id, time.way)

    def __str__(self) -> str:
        where = self.way if self.place_id == NO_PLACE else self.place_id
        return f"{self.mentor}.{self.start_quarter}.{where}"


class ChosenTimeField(forms.CharField):
    """Reads what `str(ChosenTime)` wrote. Whether the time is free is for the booking rule to say."""

    def clean(self, value: Any) -> ChosenTime:
        """The choice. Raises `ValidationError` for nothing and for anything else."""
        text: str = super().clean(value)
        try:
            mentor, start_quarter, where = text.split(".")
            if where in REMOTE:
                return ChosenTime(uuid.UUID(mentor), _small(start_quarter), NO_PLACE, where)
            return ChosenTime(uuid.UUID(mentor), _small(start_quarter), _small(where))
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
