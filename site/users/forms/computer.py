"""The question whose computer it is, in plain words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

SHARED, OWN = "shared", "own"


def computer_field() -> forms.ChoiceField:
    """Radio buttons. Left alone, it is a computer that others use too; a form without the question as well."""
    return forms.ChoiceField(
        label=_("Who uses this phone or computer?"),
        choices=[(SHARED, _("Others too, such as at a library")), (OWN, _("Only I"))],
        initial=SHARED,
        required=False,
        widget=forms.RadioSelect,
    )


def is_shared(answer: str) -> bool:
    """Whether the answer is anything but "only I"."""
    return answer != OWN
