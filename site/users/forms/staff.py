"""The staff's forms, in the words of this house."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


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
