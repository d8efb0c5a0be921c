"""The whole mentor card, and a pause."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.digits import ascii_digits
from core.typed_times import DayField
from mentors.cards.choices import Device, MeetingWay
from mentors.cards.forms import CalmForm, GuardedForm, MentorCardForm
from mentors.cards.guarded import GuardedField
from mentors.cards.models import MentorCard

REST_AT_MOST, WEEK_AT_MOST = 14, 14
#: A pause has an end within a year, or none.
PAUSE_AT_MOST = datetime.timedelta(days=366)


def _capital(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def _number(typed: str, least: int, most: int, message: Any) -> int | None:
    """A whole number in digits of any script, or None for nothing. Raises `ValidationError` with `message`."""
    text = ascii_digits(typed).strip()
    if not text:
        return None
    if not text.isdecimal() or not least <= int(text[:4]) <= most:
        raise ValidationError(message)
    return int(text)


class WholeMentorCardForm(GuardedForm, MentorCardForm):
    """What I can show and on what, in which languages and ways, for how many, and the rest I want."""

    guarded_name = "capacity_in_words"

    devices = forms.MultipleChoiceField(
        label=_("What can you show it on?"),
        help_text=_("Choose what you use yourself."),
        choices=lambda: [(value, _capital(label)) for value, label in Device.choices if value != Device.NONE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of your choices is no longer here. Choose again.")},
    )
    meeting_ways = forms.MultipleChoiceField(
        label=_("How do you like to meet?"),
        help_text=_("Choose none if at a place is fine."),
        choices=lambda: [(value, _capital(label)) for value, label in MeetingWay.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("One of your choices is no longer here. Choose again.")},
    )
    capacity_in_words = GuardedField(
        at_most=120,
        label=_("How much is right for you, in your own words"),
        help_text=_(
            "Only you and those who work here see it. Such as: one at a time, and not in the dark months."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rest_days = forms.CharField(
        label=_("How many days do you want to rest after a meeting?"),
        help_text=_("On those days nobody can choose a time with you. Empty: no days."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "autocomplete": "off"}),
    )
    meetings_a_week = forms.CharField(
        label=_("How many meetings a week, at most?"),
        help_text=_("Empty: as many as your hours have room for."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3, "autocomplete": "off"}),
    )

    def clean_rest_days(self) -> int:
        """Days, none where nothing is written."""
        typed = self.cleaned_data["rest_days"]
        return _number(typed, 0, REST_AT_MOST, _("Write a number from 0 to 14, or nothing.")) or 0

    def clean_meetings_a_week(self) -> int | None:
        """Meetings, or None."""
        typed = self.cleaned_data["meetings_a_week"]
        return _number(typed, 1, WEEK_AT_MOST, _("Write a number from 1 to 14, or nothing."))

    def clean(self) -> dict[str, Any]:
        """Ask about what may be a number."""
        cleaned = super().clean() or self.cleaned_data
        self.ask_once()
        return cleaned

    @staticmethod
    def initial_of(card: MentorCard) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        return {
            **MentorCardForm.initial_of(card),
            "devices": card.devices,
            "meeting_ways": card.meeting_ways,
            "capacity_in_words": card.capacity_in_words,
            "rest_days": card.rest_days or "",
            "meetings_a_week": card.meetings_a_week or "",
        }


class PauseForm(CalmForm):
    """Until when, or nothing: until I say."""

    paused_until = DayField(
        label=_("Pause to and including this day"),
        help_text=_("Empty: until you say. Such as 24/12 or 2026-12-24."),
        required=False,
    )

    def clean_paused_until(self) -> datetime.date | None:
        """A day to come, within a year."""
        day: datetime.date | None = self.cleaned_data["paused_until"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("That day has been. Choose a day to come, or leave it empty."))
        if day is not None and day > timezone.localdate() + PAUSE_AT_MOST:
            raise ValidationError(_("Choose a day within a year, or leave it empty."))
        return day
