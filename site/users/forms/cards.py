"""The form where a login card is typed or scanned, and those for the PIN beside it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.digits import ascii_digits
from users import cards, pins
from users.forms.computer import computer_field
from users.models import LoginCard, User

TOKEN = re.compile(rf"[A-Za-z2-7]{{{cards.TOKEN_CHARACTERS}}}")


class CardForm(forms.Form):
    """The typed code of a card, or the token that `card.js` read from a scanned one.

    What was typed comes back when it was wrong, so that it can be compared with the card: the page is kept
    in no cache, and the code was readable while it was typed.
    """

    code = forms.CharField(
        label=_("The code on your card"),
        help_text=_("16 digits. Spaces do not matter."),
        max_length=60,
        error_messages={"required": _("Type the 16 digits on your card.")},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    computer = computer_field()
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None
        # A scanned card leaves the code empty.
        self.fields["code"].required = not self.data.get("token")

    def clean(self) -> dict[str, Any]:
        """Find the card's owner. Every card that does not open gets the same answer, whatever the reason."""
        cleaned = super().clean() or {}
        if self.data.get("token"):
            self.errors.pop("token", None)
            self._read_token(cleaned.get("token", ""))
        elif not self.errors:
            self._read_code(cleaned["code"])
        return cleaned

    def _read_token(self, token: str) -> None:
        if TOKEN.fullmatch(token):
            self.user = authenticate(self.request, card_token=token)
        if self.user is None:
            # Sent back, it would be tried again with the next press.
            self.data = {**self.data, "token": ""}
            self.fields["code"].required = True
            self.add_error(
                "code", _("This card does not work. Is there a newer one? Or type the code on the card.")
            )

    def _read_code(self, code: str) -> None:
        try:
            self.user = authenticate(self.request, card_secret=code)
        except cards.NotACode as wrong:
            self.add_error("code", _not_a_code(wrong.digits, code))
            return
        except cards.TooSoon as wait:
            self.add_error("code", wait_in_words(wait.seconds))
            return
        if self.user is None:
            self.add_error("code", _("That code does not work. Compare it with your card, digit by digit."))


def _not_a_code(digits: int, typed: str) -> str:
    if digits == cards.CODE_DIGITS or re.search(r"[^\W\d_]", ascii_digits(typed)):
        return str(_("The code is 16 digits and no letters. Compare it with your card."))
    return ngettext(
        "The code has 16 digits. You wrote %(count)d digit. Compare it with your card.",
        "The code has 16 digits. You wrote %(count)d digits. Compare it with your card.",
        digits,
    ) % {"count": digits}


def wait_in_words(seconds: int) -> str:
    """How long a card has to rest, said kindly."""
    if seconds > 60:
        minutes = -(-seconds // 60)
        return ngettext(
            "There were several wrong tries with this card. Wait %(count)d minute, then try again.",
            "There were several wrong tries with this card. Wait %(count)d minutes, then try again.",
            minutes,
        ) % {"count": minutes}
    return ngettext(
        "There were several wrong tries with this card. Wait %(count)d second, then try again.",
        "There were several wrong tries with this card. Wait %(count)d seconds, then try again.",
        seconds,
    ) % {"count": seconds}


class PinInput(forms.TextInput):
    """A box that is empty whenever a page opens: a PIN that was typed is not sent back."""

    is_secret = True

    def format_value(self, value: Any) -> None:
        """Nothing."""


class PinField(forms.CharField):
    """Six digits. Readable while they are typed: who cannot see what they type gives up."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Six digits."))
        widget = PinInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
                "size": "8",
            }
        )
        super().__init__(max_length=20, widget=widget, **options)


class PinForm(forms.Form):
    """The PIN of a card that was typed or scanned just now. Keeps nothing that was typed."""

    pin = PinField(
        label=_("Your PIN"), error_messages={"required": _("Type the six digits you have chosen.")}
    )

    def __init__(self, *args: Any, card: LoginCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card

    def clean_pin(self) -> str:
        """Compare it with the card's."""
        try:
            pin = pins.read_pin(self.cleaned_data["pin"])
            if pins.is_right(self.card, pin):
                return pin
        except pins.NotAPin:
            raise forms.ValidationError(_("A PIN is six digits.")) from None
        except cards.TooSoon as wait:
            raise forms.ValidationError(wait_in_words(wait.seconds)) from None
        raise forms.ValidationError(_("That PIN does not work. Try again."))


class NewPinForm(forms.Form):
    """Choosing a PIN, or leaving it."""

    pin = PinField(
        label=_("A PIN of your own"),
        help_text=_(
            "Six digits that only you know, and not a birthday. Nobody can then use your card alone."
        ),
        error_messages={"required": _("Type six digits.")},
    )

    def __init__(self, *args: Any, must: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].required = must

    def clean_pin(self) -> str:
        """Six digits that are not the first to be guessed."""
        typed: str = self.cleaned_data["pin"]
        if not typed.strip():
            return ""
        try:
            pin = pins.read_pin(typed)
        except pins.NotAPin:
            raise forms.ValidationError(_("A PIN is six digits.")) from None
        if pins.is_easy(pin):
            raise forms.ValidationError(
                _("That one is easy to guess. Choose digits that are not in a row and no date.")
            )
        return pin
