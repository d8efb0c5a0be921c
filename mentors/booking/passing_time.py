"""What time does by passing: a hold that nobody answered is freed, and the next choice is asked."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.utils import timezone

from mentors.booking.making import learner_of, lock_card, settle_choice
from mentors.booking.next_choice import after_a_no
from mentors.booking.occupying import give_back
from mentors.booking.recording import count, record
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, MeetingEvent
from mentors.meetings.notices import forget_unsent

logger = logging.getLogger(__name__)


def free_expired_holds(now: datetime.datetime | None = None) -> int:
    """Free every hold whose time to answer is over and ask the next choices. Returns how many were freed.

    Each in a transaction of its own, so that one that fails (logged) does not keep the others; two workers
    may do it at once.
    """
    now = now or timezone.now()
    freed = 0
    overdue = Meeting.objects.held().filter(held_until__lte=now).order_by("held_until", "pk")
    for meeting in overdue.select_related("holder"):
        try:
            with transaction.atomic():
                freed += _free_if_still_held(meeting, now)
        except Exception:
            logger.exception("The hold %s could not be freed.", meeting.pk)
    return freed


def free_hold(meeting: Meeting, *, now: datetime.datetime, ask_next: bool = True) -> None:
    """Free a held time inside the caller's transaction.

    Without `ask_next` the learner chooses anew themselves.
    """
    meeting.state = Meeting.State.FREED
    meeting.save(update_fields=["state"])
    give_back(meeting)
    forget_unsent(meeting)
    record(meeting, MeetingEvent.What.FREED, by=None)
    if ask_next:
        after_a_no(meeting, Pairing.State.UNANSWERED, by=None, now=now)
    else:
        settle_choice(meeting, Pairing.State.UNANSWERED, by=None, now=now)
    count("hold.freed", meeting, learner_of(meeting))


def free_if_held(meeting: Meeting, *, now: datetime.datetime) -> bool:
    """Free the time of a mentor who goes; False where it was answered, freed or taken back meanwhile."""
    with transaction.atomic():
        locked = _lock(meeting)
        if locked.state != Meeting.State.HELD:
            return False
        free_hold(locked, now=now)
        return True


def _free_if_still_held(meeting: Meeting, now: datetime.datetime) -> int:
    locked = _lock(meeting)
    if locked.state != Meeting.State.HELD or locked.held_until is None or locked.held_until > now:
        return 0
    free_hold(locked, now=now)
    return 1


def _lock(meeting: Meeting) -> Meeting:
    """As it is now, after its learner's card."""
    if meeting.holder is not None:
        lock_card(meeting.holder)
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing")
        .get(pk=meeting.pk)
    )
