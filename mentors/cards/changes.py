"""The history of a needs card: which part was changed, by whom, and by which door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mentors.cards.channels import EntryChannel
from mentors.cards.models import CardChange, NeedsCard
from users.models import User

#: So many lines stand on the page of the one who owns the card.
LINES = 20


@dataclass(frozen=True)
class Line:
    """One change as its owner reads it."""

    what: str
    who: str
    at: datetime


def note(
    card: NeedsCard, what: CardChange.What, *, by: User | None = None, entered_by: str = EntryChannel.WEB
) -> None:
    """Write down that a part was changed. Without `by` the learner did it."""
    CardChange.objects.create(card=card, what=what, by=by or card.learner, entered_by=entered_by)


def history(card: NeedsCard, at_most: int = LINES) -> list[Line]:
    """The latest changes first, in words. Staff are named by their role: the learner need not know the name."""
    return [
        Line(str(change.get_what_display()), _who(card, change), change.at)
        for change in card.changes.all()[:at_most]
    ]


def _who(card: NeedsCard, change: CardChange) -> str:
    if change.by_id == card.learner_id:
        return _("You")
    if change.entered_by == EntryChannel.WEB:
        return _("A coordinator")
    return _("A coordinator, %(door)s") % {"door": change.get_entered_by_display()}
