"""Fields for what people write themselves: read by the privacy guard, and without signs that cannot be seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext_lazy

from core.privacy.finding import Finding, Severity
from core.privacy.guard import MESSAGES, findings
from core.privacy.unseen import without_unseen


class GuardedField(forms.CharField):
    """A free text that the privacy guard has read.

    Too long is an error, not a cut: no `maxlength`, since browsers drop what goes over it in silence.
    """

    def __init__(self, *, at_most: int, **kwargs: Any) -> None:
        self.at_most = at_most
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The text, trimmed. Raises `ValidationError` with one message for each kind of thing found."""
        text: str = super().clean(value)
        problems = [
            ValidationError(MESSAGES[kind], code=kind.value)
            for kind in dict.fromkeys(one.kind for one in _blocking(text))
        ]
        if len(text) > self.at_most:
            problems.append(
                ValidationError(
                    ngettext_lazy(
                        "This is %(over)d character too long. Make it a little shorter.",
                        "This is %(over)d characters too long. Make it a little shorter.",
                        len(text) - self.at_most,
                    )
                    % {"over": len(text) - self.at_most},
                    code="too_long",
                )
            )
        if problems:
            raise ValidationError(problems)
        return text

    def to_python(self, value: Any) -> str:
        """The text without the signs that let it say another thing than it shows."""
        return without_unseen(super().to_python(value) or "")


class NameField(GuardedField):
    """A name that others see of somebody. It has a letter: a name of marks alone cannot be read, called or pressed."""

    def clean(self, value: Any) -> str:
        """The name; nothing where there is no letter in it and a name need not be given."""
        name = super().clean(value)
        if any(char.isalpha() for char in name):
            return name
        self.validate("")
        return ""


def _blocking(text: str) -> list[Finding]:
    return [one for one in findings(text, public=True) if one.severity is Severity.BLOCK]
