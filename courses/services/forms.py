"""The question what somebody does not have: on each guide, on the start page and in the search."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.services.demands import Lack

#: Who may not use e-services reads that this is for them; the address that the form leads to does not tell.
_IN_FULL = {
    Lack.E_SERVICE: _("I call or visit instead, or have protected personal data"),
}


class LackForm(forms.Form):
    """Boxes to tick. Sent as a plain address, and answered with one: nothing is kept."""

    lack = forms.MultipleChoiceField(
        label=_("What do you not have?"),
        choices=[(lack.value, _IN_FULL.get(lack, capfirst(lack.label))) for lack in Lack],
        widget=forms.CheckboxSelectMultiple,
    )
