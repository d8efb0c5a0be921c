"""The door for texts whose writer cannot be asked again: text messages, calls written down, letters, answers by e-mail.

A form shows its writer what is wrong and waits. Here the number is taken out before anything is kept, and whoever wrote
is told in the answer. Whatever receives such a text calls `let_in` first and keeps, passes on and logs only what comes
back.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.privacy.finding import Kind, Severity
from core.privacy.guard import findings, without

#: No text message is longer, and the guard's time grows with the length.
LONGEST = 2000


@dataclass(frozen=True)
class LetIn:
    """A text that may be kept, and what was taken out of it."""

    text: str
    taken_out: tuple[Kind, ...]

    @property
    def answer(self) -> str:
        """What to tell whoever wrote, in the language now in use; nothing where nothing was taken out."""
        if not self.taken_out:
            return ""
        return _("We took a number or a code out of your message, and did not keep it. Nobody here needs it.")


def let_in(text: str, *, public: bool = False) -> LetIn:
    """Take out of `text` what must not be kept. `public`: everybody can read it, so phone and e-mail go as well.

    What is cut off at `LONGEST` characters is not kept either.
    """
    text = text[:LONGEST]
    blocking = [one for one in findings(text, public) if one.severity is Severity.BLOCK]
    if not blocking:
        return LetIn(text, ())
    return LetIn(without(text, blocking), tuple(dict.fromkeys(one.kind for one in blocking)))
