"""What is sent when somebody chooses a time: the first form stands on the page of suggestions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mentors.booking.not_held import Obstacle
from mentors.cards.forms import CalmForm
from mentors.matching.forms import ChooseForm, ChosenTime, ChosenTimeField

__all__ = ["ChooseForm", "ChosenTime", "ChosenTimeField", "MoveForm", "NotHeldForm"]


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
