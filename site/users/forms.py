"""The form where a login card is typed or scanned, and the staff's forms in the words of this house."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.digits import ascii_digits
from users import cards
from users.models import User

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
            self.add_error("code", _wait(wait.seconds))
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


def _wait(seconds: int) -> str:
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


class _PlainFields:
    """Takes away the placeholders: each question has a label, and grey text in a box reads as an answer."""

    fields: dict[str, forms.Field]

    def speak_plainly(self) -> None:
        """Remove what allauth puts in the boxes, and let code boxes open the digit keyboard."""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["autocomplete"] = "one-time-code"


class StaffSignInForm(_PlainFields, LoginForm):
    """User name and password, for those who work here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.speak_plainly()


class CodeForm(_PlainFields, AuthenticateForm):
    """The second factor while signing in: a code from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        self.fields["code"].help_text = _(
            "Six digits, new every half minute. One of your recovery codes works too."
        )
        self.speak_plainly()


class CodeAgainForm(_PlainFields, ReauthenticateWithCodeForm):
    """The second factor for somebody who is signed in without it, or is about to change how they sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")
        self.fields["code"].help_text = _(
            "Six digits, new every half minute. One of your recovery codes works too."
        )
        self.speak_plainly()


class PasswordAgainForm(_PlainFields, ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.speak_plainly()


class FirstCodeForm(_PlainFields, ActivateTOTPForm):
    """The first code of an app that was just connected: proof that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code that the app shows now")
        self.fields["code"].help_text = _("Six digits.")
        self.speak_plainly()


class NewPasswordForm(_PlainFields, ChangePasswordForm):
    """A new password for oneself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("The password you have now")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least 12 characters. A few words in a row are good.")
        self.fields["password2"].label = _("New password, once more")
        self.speak_plainly()
