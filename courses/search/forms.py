"""The search form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.privacy.guard import GuardedTextValidator
from courses.search.find import LONGEST_TEXT


class FirstOfTextField(forms.CharField):
    """A text of which only the beginning is read; the rest is left out and nobody is stopped by it."""

    def to_python(self, value: object) -> str:
        """The first `LONGEST_TEXT` characters, without the one that some databases cannot take."""
        text = str(super().to_python(value) or "")
        return text.replace("\x00", " ")[:LONGEST_TEXT].strip()


class SearchForm(forms.Form):
    """Everyday words. A number that nobody should hand out is refused, not searched for."""

    q = FirstOfTextField(label=_("Search"), required=False, validators=[GuardedTextValidator()])
