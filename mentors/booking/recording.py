"""Write down what happened: who did it and by which door, and, apart from any person, how often."""

from __future__ import annotations

from insight import counts
from mentors.cards.channels import EntryChannel
from mentors.meetings.models import Meeting, MeetingEvent
from users.models import User


def record(
    meeting: Meeting, what: MeetingEvent.What, by: User | None, entered_by: str = EntryChannel.WEB
) -> None:
    """One line in the meeting's history. `by` is None when nobody did it: time passed."""
    MeetingEvent.objects.create(meeting=meeting, what=what, by=by, entered_by=entered_by)


def count(measure: str, meeting: Meeting, learner: User) -> None:
    """Add one to `measure`, by guide and language and nothing else.

    Call it last in a transaction: everybody adds to the same row, and whoever has added makes others wait.
    """
    counts.add(measure, guide=meeting.guide_key, language=learner.language)
