"""What a person decides about the calendar that follows their meetings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mentors.cards.forms import CalmForm


class FeedForm(CalmForm):
    """Whether the place stands in the calendar: only on wish."""

    shows_place = forms.BooleanField(
        label=_("Show the place in the calendar too"),
        help_text=_("Then everybody who sees your calendar sees where you are. Otherwise it says only when."),
        required=False,
    )
