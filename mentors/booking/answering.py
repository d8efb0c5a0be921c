"""The coordinator releases, the mentor answers."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from insight import counts
from mentors.booking.collisions import once_more
from mentors.booking.errors import NotAllowed, TooLate
from mentors.booking.making import learner_of, lock_card, settle_choice, stand
from mentors.booking.next_choice import after_a_no
from mentors.booking.occupying import give_back
from mentors.booking.permissions import is_coordinator, may_answer
from mentors.booking.recording import count, record
from mentors.cards.channels import EntryChannel
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, MeetingEvent
from mentors.meetings.notices import Notice, forget_unsent, tell
from mentors.meetings.times import day_part
from users.models import User


def release(pairing: Pairing, by: User, *, now: datetime.datetime | None = None) -> Pairing:
    """A coordinator lets a newcomer's first request go to the mentor. A second time changes nothing.

    Raises `NotAllowed` for anybody else, `TooLate` where nobody waits for it any more.
    """
    if not is_coordinator(by):
        raise NotAllowed
    now = now or timezone.now()

    def attempt() -> Pairing:
        with transaction.atomic():
            lock_card(pairing.learner)
            locked = Pairing.objects.select_for_update(of=("self",), no_key=True).get(pk=pairing.pk)
            if locked.is_released:
                return locked
            waiting = list(locked.meetings.held().filter(held_until__gt=now))
            if locked.state not in Pairing.OPEN_STATES or not waiting:
                raise TooLate(_("Nobody waits for this any more: the time was given back."))
            locked.released_at, locked.released_by = now, by
            locked.save(update_fields=["released_at", "released_by", "changed_at"])
            for meeting in waiting:
                record(meeting, MeetingEvent.What.RELEASED, by)
                tell(Notice.REQUEST, meeting, meeting.mentor, now=now)
            return locked

    return once_more(attempt)


def accept(
    meeting: Meeting, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> Meeting:
    """The mentor says yes: the meeting stands, the two are a pair, reminders are written.

    A second yes changes nothing.

    Raises `NotAllowed` for others than the mentor or a coordinator and before the release, `TooLate` when the
    time was given back.
    """
    now = now or timezone.now()

    def attempt() -> Meeting:
        with transaction.atomic():
            locked = _lock(meeting)
            if not may_answer(by, locked):
                raise NotAllowed
            if locked.state == Meeting.State.STANDS:
                return locked
            _refuse_if_over(locked, now)
            if locked.pairing is not None and not locked.pairing.is_released:
                raise NotAllowed
            locked.state = Meeting.State.STANDS
            locked.save(update_fields=["state"])
            settle_choice(locked, Pairing.State.ACCEPTED, by=by, entered_by=entered_by, now=now)
            record(locked, MeetingEvent.What.ACCEPTED, by, entered_by)
            forget_unsent(locked)
            stand(locked, learner_of(locked), entered_by, now=now)
            count("meeting.booked", locked, learner_of(locked))
            return locked

    return once_more(attempt)


def decline(
    meeting: Meeting, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> Meeting:
    """The mentor says no, without a reason: the time is free and the next choice is asked.

    A second no changes nothing.

    Raises as `accept`; `NotAllowed` also for a meeting that stands, because that is cancelled instead.
    """
    now = now or timezone.now()

    def attempt() -> Meeting:
        with transaction.atomic():
            locked = _lock(meeting)
            if not may_answer(by, locked):
                raise NotAllowed
            if locked.state == Meeting.State.DECLINED:
                return locked
            if locked.state == Meeting.State.STANDS:
                raise NotAllowed(_("This meeting is booked already. If you cannot come, cancel it."))
            _refuse_if_over(locked, now)
            locked.state = Meeting.State.DECLINED
            locked.save(update_fields=["state"])
            give_back(locked)
            forget_unsent(locked)
            record(locked, MeetingEvent.What.DECLINED, by, entered_by)
            after_a_no(locked, Pairing.State.DECLINED, by=by, entered_by=entered_by, now=now)
            count("meeting.declined", locked, learner_of(locked))
            counts.add("time.declined", part=day_part(locked.starts_at).value)
            return locked

    return once_more(attempt)


def _lock(meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked, after its learner's card: the order in which everybody locks."""
    if meeting.holder is None:
        raise NotAllowed
    lock_card(meeting.holder)
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing")
        .get(pk=meeting.pk)
    )


def _refuse_if_over(meeting: Meeting, now: datetime.datetime) -> None:
    if meeting.state != Meeting.State.HELD or (meeting.held_until and meeting.held_until <= now):
        raise TooLate(_("The time to answer is over, and the time is yours again. You need not do anything."))
