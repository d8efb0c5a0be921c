"""Forms for codes by text message and e-mail."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.phone_numbers import e164
from users import codes
from users.forms.computer import computer_field
from users.models import ContactPoint


class WhereToForm(forms.Form):
    """The phone number or e-mail address that somebody comes back with."""

    where = forms.CharField(
        label=_("Your phone number or e-mail address"),
        help_text=_("The one you have chosen here for coming back."),
        max_length=254,
        error_messages={"required": _("Write a phone number or an e-mail address.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )
    computer = computer_field()
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    #: After a clean form.
    kind: str = ""
    value: str = ""

    def clean_where(self) -> str:
        """Find out which of the two it is. Whether anybody has it is not looked at."""
        typed: str = self.cleaned_data["where"].strip()
        if "@" in typed:
            try:
                validate_email(typed)
            except ValidationError:
                raise ValidationError(
                    _("This does not look like an e-mail address. It should look like name@example.se.")
                ) from None
            self.kind, self.value = ContactPoint.Kind.EMAIL, typed.lower()
            return typed
        number = e164(typed)
        if number is None:
            raise ValidationError(
                _(
                    "This does not look like a phone number or an e-mail address. Write it as in 070-174 06 05."
                )
            )
        self.kind, self.value = ContactPoint.Kind.PHONE, number
        return typed


class SixDigitsForm(forms.Form):
    """The code of a message."""

    code = forms.CharField(
        label=_("The code in the message"),
        help_text=_("Six digits."),
        max_length=40,
        error_messages={"required": _("Type the six digits in the message.")},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self) -> str:
        """Six digits of any script."""
        try:
            return codes.read_code(self.cleaned_data["code"])
        except codes.NotSixDigits:
            raise ValidationError(_("The code is six digits.")) from None

    def say_wrong(self) -> None:
        """It was not the one that was sent, or nothing was sent: the same words."""
        self.add_error("code", _("That code does not work. Compare it with the message."))
