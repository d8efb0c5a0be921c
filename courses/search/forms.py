"""The search form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.privacy.guard import GuardedTextValidator


class SearchForm(forms.Form):
    """Everyday words. A number that nobody should hand out is refused, not searched for."""

    q = forms.CharField(
        label=_("Search"), max_length=100, required=False, validators=[GuardedTextValidator()]
    )
