"""The form in which an editor writes down who has read a translation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import TranslationSignature
from core.privacy.admin_forms import GuardedModelForm


class SignatureForm(GuardedModelForm):
    """Name and day. The name stands in the admin; readers never see it."""

    class Meta:
        model = TranslationSignature
        fields = ["name", "signed_on"]
        widgets = {"signed_on": forms.DateInput(attrs={"type": "date"})}

    def clean_signed_on(self) -> Any:
        """Not a day that has not come yet."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Write the day on which it was read."))
        return day
