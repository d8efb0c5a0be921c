"""What is sent when somebody chooses a time: the first form stands on the page of suggestions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentors.booking.not_held import Obstacle
from mentors.cards.forms import CalmForm
from mentors.matching.forms import ChooseForm, ChosenTime, ChosenTimeField

__all__ = ["ChooseForm", "ChosenTime", "ChosenTimeField", "MoveForm", "NotHeldForm", "SeriesForm"]


class NotHeldForm(CalmForm):
    """What was in the way of a meeting, if somebody wants to say it. Only counted."""

    obstacle = forms.ChoiceField(
        label=_("What was in the way?"),
        help_text=_(
            "We only count it, so that somebody can do something about it. It is not kept about you."
        ),
        choices=Obstacle.choices,
        widget=forms.RadioSelect,
        required=False,
    )


class TimeOfWeekField(forms.CharField):
    """(quarter, place) as a radio button sends it, or nothing: not that week."""

    def clean(self, value: Any) -> tuple[int, int] | None:
        """Whether it is free is for the booking rule to say."""
        typed: str = super().clean(value)
        if not typed:
            return None
        start, _dot, place = typed.partition(".")
        if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (start, place)):
            raise ValidationError(_("Choose one of the times below."), code="invalid")
        return int(start), int(place)


class SeriesForm(CalmForm):
    """A time for each of five weeks, or none. `key` makes the second of two presses find what the first one booked."""

    week1 = TimeOfWeekField(label=_("Time"), required=False)
    week2 = TimeOfWeekField(label=_("Time"), required=False)
    week3 = TimeOfWeekField(label=_("Time"), required=False)
    week4 = TimeOfWeekField(label=_("Time"), required=False)
    week5 = TimeOfWeekField(label=_("Time"), required=False)
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Press the button once more."),
            "invalid": _("Press the button once more."),
        },
    )

    @property
    def times(self) -> list[tuple[int, int]]:
        """What was marked. Only for a valid form."""
        said = (self.cleaned_data[f"week{number}"] for number in range(1, 6))
        return [time for time in said if time]


class MoveForm(CalmForm):
    """Another time for a meeting. `version` is that of the meeting that was looked at."""

    time = ChosenTimeField(label=_("Time"), error_messages={"required": _("Choose one of the times below.")})
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Press the button once more."),
            "invalid": _("Press the button once more."),
        },
    )
