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
    """The mentor says yes: the meeting stands, the two are a pair, reminders are written. One yes for a whole series.

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
            settle_choice(locked, Pairing.State.ACCEPTED, by=by, entered_by=entered_by, now=now)
            together = [locked, *_others_asked_for(locked)]
            for one in together:
                one.state = Meeting.State.STANDS
                one.save(update_fields=["state"])
                record(one, MeetingEvent.What.ACCEPTED, by, entered_by)
                forget_unsent(one)
                stand(one, learner_of(one), entered_by, now=now, is_told=len(together) == 1)
            if len(together) > 1:
                first = min(together, key=lambda one: one.start_quarter)
                learner = learner_of(locked)
                tell(Notice.SERIES_BOOKED, first, learner, now=now, number=len(together))
            for one in together:
                count("meeting.booked", one, learner_of(one))
            return locked

    return once_more(attempt)


def decline(
    meeting: Meeting, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> Meeting:
    """The mentor says no, without a reason: the time is free and the next choice is asked. One no for a whole series.

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
            for one in (locked, *_others_asked_for(locked)):
                one.state = Meeting.State.DECLINED
                one.save(update_fields=["state"])
                give_back(one)
                forget_unsent(one)
                record(one, MeetingEvent.What.DECLINED, by, entered_by)
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


def _others_asked_for(meeting: Meeting) -> list[Meeting]:
    """The others of a series that wait for the same answer."""
    if meeting.series is None:
        return []
    others = Meeting.objects.held().filter(series=meeting.series).exclude(pk=meeting.pk)
    locked = others.select_for_update(of=("self",), no_key=True).select_related("holder", "mentor", "pairing")
    return list(locked.order_by("start_quarter"))


def _refuse_if_over(meeting: Meeting, now: datetime.datetime) -> None:
    if meeting.state != Meeting.State.HELD or (meeting.held_until and meeting.held_until <= now):
        raise TooLate(_("The time to answer is over, and the time is yours again. You need not do anything."))
