"""The question whose computer it is, in plain words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

SHARED, OWN = "shared", "own"


class WhoseComputer(forms.ChoiceField):
    """Radio buttons. Anything but "only I" is a computer that others use too, no answer as well."""

    def clean(self, value: object) -> str:
        """One of the two, always."""
        return OWN if value == OWN else SHARED


def computer_field() -> forms.ChoiceField:
    """The question, with the safe answer chosen."""
    return WhoseComputer(
        label=_("Who uses this phone or computer?"),
        choices=[(SHARED, _("Others too, such as at a library")), (OWN, _("Only I"))],
        initial=SHARED,
        required=False,
        widget=forms.RadioSelect,
    )


def is_shared(answer: str) -> bool:
    """Whether the answer is anything but "only I"."""
    return answer != OWN
