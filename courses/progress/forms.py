"""The code of a paper, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.progress import codes
from courses.progress.models import Progress
from courses.progress.paper import find


class CodeForm(forms.Form):
    """Asks for a code; `code` and, once `look_up` has found it, `progress` are what it leads to."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code on your paper"),
        help_text=_("16 characters in four groups. Big or small letters and spaces do not matter."),
        max_length=60,
        error_messages={
            "required": _("Type the code that stands on your paper."),
            "max_length": _("This is much longer than a code. Type the 16 characters on your paper."),
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )
    g = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.progress: Progress | None = None

    def clean_code(self) -> str:
        """The code without its spaces. Says what is wrong with one that cannot be right."""
        typed: str = self.cleaned_data["code"]
        try:
            return codes.read_code(typed)
        except codes.WrongLengthError as wrong:
            raise ValidationError(_length(wrong.characters), code="length") from wrong
        except codes.ForeignCharacterError as wrong:
            message = _("No code has the character %(character)s. Compare with your paper.")
            raise ValidationError(message, code="foreign", params={"character": wrong.character}) from wrong
        except codes.MistypedError as wrong:
            raise ValidationError(_mistyped(wrong.groups), code="mistyped") from wrong

    def look_up(self) -> Progress | None:
        """What is kept under the typed code. Adds an error where nothing is."""
        self.progress = find(self.cleaned_data["code"])
        if self.progress is None:
            self.add_error(
                "code",
                _(
                    "There is nothing behind this code. It is typed right, but it may have been forgotten: "
                    "that happens when a code is not used for a year."
                ),
            )
        return self.progress


def _length(characters: int) -> str:
    return ngettext(
        "The code has 16 characters. You wrote %(count)d. Compare with your paper.",
        "The code has 16 characters. You wrote %(count)d. Compare with your paper.",
        characters,
    ) % {"count": characters}


def _mistyped(groups: tuple[int, ...]) -> str:
    if len(groups) == 1:
        return str(_ORDINALS[groups[0]])
    return str(
        _("Something is not as on your paper. Compare the code with your paper, one character at a time.")
    )


_ORDINALS = {
    1: _("Something is not as on your paper. Look at the first group."),
    2: _("Something is not as on your paper. Look at the second group."),
    3: _("Something is not as on your paper. Look at the third group."),
    4: _("Something is not as on your paper. Look at the last group."),
}
