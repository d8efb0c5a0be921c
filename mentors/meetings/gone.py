"""The address of a file that takes a meeting out of a calendar, for whoever has no part in it any more.

Of a seat that was given back nothing is kept, so the address says it all: which meeting, when, and which version is
told. It is signed, and about nobody.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.meetings.earlier import EarlierPart, sequence_of
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import InQuarters
from mentors.meetings.times import with_date

_signer = Signer(sep=".", salt="mentors.meetings.gone")


@dataclass(frozen=True)
class Gone(InQuarters):
    """A meeting as somebody had it who has it no more, with the version that their calendar is told."""

    meeting_id: uuid.UUID
    start_quarter: int
    end_quarter: int
    sequence: int
    told_at: datetime.datetime

    @property
    def token(self) -> str:
        """What stands for it in an address."""
        parts = (self.meeting_id.int, self.start_quarter, self.end_quarter, self.sequence)
        return _signer.sign("-".join(f"{part:x}" for part in parts))


def gone_from(part: EarlierPart) -> Gone:
    """What is kept of somebody's part, for their calendar."""
    return Gone(part.meeting_id, part.start_quarter, part.end_quarter, part.sequence, part.lost_at)


def gone_token(meeting: Meeting) -> str:
    """What stands for `meeting` as somebody has it who is about to leave or cancel it. Made before that is done.

    Their calendar hears of the version after this.
    """
    span = (meeting.start_quarter, meeting.end_quarter)
    return Gone(meeting.pk, *span, sequence_of(meeting) + 1, timezone.now()).token


def gone_meeting(token: str) -> Gone | None:
    """What `token` stands for; None for an address that is made up."""
    try:
        number, start, end, sequence = (int(part, 16) for part in _signer.unsign(token).split("-"))
    except BadSignature:
        return None
    return Gone(uuid.UUID(int=number), start, end, sequence, timezone.now())


def in_words(part: EarlierPart) -> str:
    """What its person reads: when it was, in the words of the message about it."""
    texts = {
        EarlierPart.Why.HANDED_ON: _("Somebody else takes your meeting %(when)s. The time is yours again."),
        EarlierPart.Why.CANCELLED: _(
            "Your meeting %(when)s is cancelled. You have done nothing wrong. You can choose a new time."
        ),
        EarlierPart.Why.LEFT: _("Your seat is free for somebody else. Thank you for telling us."),
    }
    return texts[EarlierPart.Why(part.why)] % {"when": with_date(part.starts_at)}
