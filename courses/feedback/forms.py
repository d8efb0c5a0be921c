"""What a reader who got stuck is asked: one choice, and a few words if they want."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.privacy import REMOVED, findings, without
from core.privacy.unseen import without_unseen
from courses.feedback.models import LONGEST_TEXT, StuckNote

#: Far more than the form takes in. Longer texts come from somewhere else and are not shown again.
LONGEST_SHOWN_AGAIN = 2_000

TAKEN_OUT = _("Something looked like a number, an address or a code of your own. Now %(sign)s stands there.")

_LINE_ENDS = re.compile(r"\r\n?")


class StuckForm(forms.Form):
    """Somebody's own number, a phone number or an address never gets into it: it is taken out first."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("What stopped you?"),
        choices=StuckNote.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best."), "invalid_choice": _("Choose one of these.")},
    )
    text = forms.CharField(
        label=_("Say it in your own words"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"}),
        help_text=_("Do not write names, numbers or codes."),
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        #: Whether something was taken out of the text.
        self.was_sifted = False
        super().__init__(None if data is None else self._sifted(data), **kwargs)
        self.fields["text"].error_messages["max_length"] = _(
            "Make it a little shorter: at most %(limit_value)d signs. Now it has %(show_value)d."
        )

    def _sifted(self, data: QueryDict) -> dict[str, str]:
        """What the form may see and show again: the text without what nobody should write here.

        Questions of the guard count as well as certainties: what may be somebody's own is not shown again.
        """
        text = tidy(data.get("text", ""))
        found = findings(text, public=True)
        if found:
            self.was_sifted = True
            text = without(text, found)
        if len(text) > LONGEST_SHOWN_AGAIN:
            text = text[:LONGEST_SHOWN_AGAIN]
        return {"reason": data.get("reason", ""), "text": text}

    def clean(self) -> dict[str, Any]:
        """Say what was taken out, and let the reader send the rest."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.was_sifted:
            self.add_error("text", ValidationError(TAKEN_OUT % {"sign": REMOVED}, code="taken_out"))
        return cleaned


def tidy(text: str) -> str:
    """`text` with one kind of line end, and without unseen signs that change what others see."""
    text = _LINE_ENDS.sub("\n", without_unseen(text))
    kept = (char for char in text if char == "\n" or unicodedata.category(char) != "Cc")
    return "".join(kept).strip()
