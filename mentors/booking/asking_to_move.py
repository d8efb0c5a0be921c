"""Ask the learner for another time. The meeting stands until they choose one: nothing is cancelled here."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from mentors.booking.collisions import once_more
from mentors.booking.errors import NotAllowed, TooLate
from mentors.booking.making import learner_of, lock_card
from mentors.booking.permissions import acts_for
from mentors.booking.recording import record
from mentors.cards.channels import EntryChannel
from mentors.meetings.models import Meeting, MeetingEvent
from mentors.meetings.notices import Notice, tell
from users.models import User


def ask_to_move(
    meeting: Meeting, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> Meeting:
    """The mentor would like another time, without a reason. A second time changes nothing.

    Raises `NotAllowed` for others than the mentor or a coordinator and for a group, `TooLate` for a meeting that has
    begun or does not stand: a request is answered instead.
    """
    now = now or timezone.now()

    def attempt() -> Meeting:
        with transaction.atomic():
            if meeting.format != Meeting.Format.ONE_TO_ONE:
                raise NotAllowed
            lock_card(learner_of(meeting))
            locked = (
                Meeting.objects.select_for_update(of=("self",), no_key=True)
                .select_related("holder", "mentor", "pairing")
                .get(pk=meeting.pk)
            )
            if not acts_for(by, locked.mentor):  # Another may have taken it since it was looked at.
                raise NotAllowed
            if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
                raise TooLate
            if locked.move_asked_at is not None:
                return locked
            locked.move_asked_at = now
            locked.save(update_fields=["move_asked_at"])
            record(locked, MeetingEvent.What.MOVE_ASKED, by, entered_by)
            tell(Notice.MOVE_ASKED, locked, learner_of(locked), now=now)
            return locked

    return once_more(attempt)
