"""The address of a file that takes a meeting out of a calendar, for whoever has no part in it any more.

Of a seat that was given back nothing is kept, so the address says it all: which meeting, when, and which version is
told. It is signed, and about nobody.
"""

from __future__ import annotations

import uuid

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from mentors.meetings.models import Meeting

_signer = Signer(sep=".", salt="mentors.meetings.gone")


def gone_token(meeting: Meeting) -> str:
    """What stands for `meeting` as somebody had it who has just left it: their calendar hears of a later version."""
    parts = (meeting.pk.int, meeting.start_quarter, meeting.end_quarter, meeting.version + 1)
    return _signer.sign("-".join(f"{part:x}" for part in parts))


def gone_meeting(token: str) -> Meeting | None:
    """The meeting as cancelled, to write a file of it and not to save; None for an address that is made up."""
    try:
        number, start, end, version = (int(part, 16) for part in _signer.unsign(token).split("-"))
    except BadSignature:
        return None
    return Meeting(
        pk=uuid.UUID(int=number),
        state=Meeting.State.CANCELLED,
        start_quarter=start,
        end_quarter=end,
        version=version,
        created_at=timezone.now(),
    )
