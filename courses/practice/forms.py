"""The make-believe form of a practice screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from courses.practice.run import Blank, Fill
from courses.practice.typed import Sifted, is_same, sift


class CopyField(forms.CharField):
    """A field that wants exactly what its hint shows.

    Always plain text, also for a make-believe password: a browser must not offer to keep or fill in a real
    one.
    """

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}
    )

    def __init__(self, blank: Blank) -> None:
        self.blank = blank
        super().__init__(
            label=blank.label,
            help_text=format_html("{} <b>{}</b>", _("Write:"), blank.type_this),
            error_messages={
                "required": _("Nothing is written here yet. Write: %(wanted)s") % {"wanted": blank.type_this}
            },
        )

    def clean(self, value: Any) -> str:
        """What was typed. Raises `ValidationError` where it is something else than what to type."""
        typed: str = super().clean(value)
        if is_same(typed, self.blank.type_this, is_exact=self.blank.is_exact):
            return typed
        raise ValidationError(self._not_the_same(), code="not_the_same")

    def _not_the_same(self) -> str:
        if self.blank.is_exact:
            return _(
                "Not quite the same yet. Big and small letters and every sign count here. Write: %(wanted)s"
            ) % {"wanted": self.blank.type_this}
        return _("Not quite the same yet. Write: %(wanted)s") % {"wanted": self.blank.type_this}


class FillForm(forms.Form):
    """The fields of one screen. A number that is somebody's own never gets into it."""

    use_required_attribute = False

    def __init__(self, screen: Fill, typed: Mapping[str, str] | None = None) -> None:
        names = [blank.name for blank in screen.blanks]
        self.sifted = Sifted({}, {}) if typed is None else sift(typed, names)
        super().__init__(data=None if typed is None else self.sifted.kept)
        for blank in screen.blanks:
            self.fields[blank.name] = CopyField(blank)

    def clean(self) -> dict[str, Any]:
        """Say why a field was emptied, instead of that it is empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, message in self.sifted.refused.items():
            self.errors.pop(name, None)
            self.add_error(name, ValidationError(message, code="refused"))
        return cleaned

    @property
    def was_refused(self) -> bool:
        """Whether something was taken out."""
        return bool(self.sifted.refused)
