"""Cancel a meeting, or take a request back. Moving is cancelling and choosing anew."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import once_more
from mentors.booking.errors import NotAllowed, TooLate
from mentors.booking.making import learner_of, lock_card, settle_choice
from mentors.booking.occupying import give_back
from mentors.booking.offering import end_waiting_list
from mentors.booking.permissions import may_cancel
from mentors.booking.recording import count, record
from mentors.cards.channels import EntryChannel
from mentors.matching.models import Pairing
from mentors.meetings.models import Booking, Meeting, MeetingEvent
from mentors.meetings.notices import Notice, forget_unsent, tell
from users.models import User


def cancel(
    meeting: Meeting, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> Meeting:
    """Cancel for everybody: the time is free, queued reminders stop, the others are told.

    A second time changes nothing.

    A request that waits for its answer is taken back by the learner or a coordinator; its mentor says no
    instead (`answering.decline`). Raises `NotAllowed` for people it does not belong to, `TooLate` when it has
    begun.
    """
    now = now or timezone.now()

    def attempt() -> Meeting:
        with transaction.atomic():
            locked = _lock(meeting)
            if not may_cancel(by, locked):
                raise NotAllowed
            if locked.state == Meeting.State.CANCELLED:
                return locked
            if locked.state == Meeting.State.HELD:
                _take_back(locked, by, entered_by, now)
            else:
                _call_off(locked, by, entered_by, now)
            if locked.holder is not None:
                count("meeting.cancelled", locked, locked.holder)
            return locked

    return once_more(attempt)


def cancel_one(meeting: Meeting, by: User, entered_by: str, now: datetime.datetime, *, is_told: bool) -> None:
    """Cancel one of a series inside the caller's transaction, as `cancel` does; only one of them tells the others.

    Raises `NotAllowed` where it is not theirs to cancel or a mentor was asked for it: that is answered with no.
    """
    locked = _lock(meeting)
    if not may_cancel(by, locked):
        raise NotAllowed
    if locked.state == Meeting.State.HELD:
        if by.pk == locked.mentor_id:
            raise NotAllowed
        _end(locked, by, entered_by)
        others, notice = [locked.mentor], Notice.WITHDRAWN
    elif locked.state == Meeting.State.STANDS and locked.starts_at > now:
        _end(locked, by, entered_by)
        others, notice = [locked.mentor, learner_of(locked)], Notice.SERIES_CANCELLED
        if locked.coordinator is not None:
            others.append(locked.coordinator)
    else:
        return
    for person in others:
        if is_told and person.pk != by.pk:
            tell(notice, locked, person, now=now)
    count("meeting.cancelled", locked, learner_of(locked))


def cancel_locked(
    meeting: Meeting, by: User, entered_by: str, now: datetime.datetime, *, is_told: bool = True
) -> Meeting:
    """Cancel a meeting of a pair that ends, inside the caller's transaction with the learner's card locked.

    Without `is_told` somebody else tells it: of a series the first of them does.
    A time that the mentor was asked for and has not answered goes back as well, whoever ends it.
    """
    if meeting.state == Meeting.State.HELD:
        _end(meeting, by, entered_by)
        for person, notice in ((meeting.mentor, Notice.WITHDRAWN), (meeting.holder, Notice.CANCELLED)):
            if is_told and person is not None and person.pk != by.pk:
                tell(notice, meeting, person, now=now)
    else:
        _call_off(meeting, by, entered_by, now, is_told=is_told)
    return meeting


def _take_back(meeting: Meeting, by: User, entered_by: str, now: datetime.datetime) -> None:
    if by.pk == meeting.mentor_id:
        raise NotAllowed(
            _("You have been asked for this time. Answer no instead, and the time is yours again.")
        )
    was_asked = meeting.pairing is None or meeting.pairing.is_released
    _end(meeting, by, entered_by)
    settle_choice(meeting, Pairing.State.WITHDRAWN, by=by, entered_by=entered_by, now=now)
    if was_asked:
        tell(Notice.WITHDRAWN, meeting, meeting.mentor, now=now)


def _call_off(
    meeting: Meeting, by: User, entered_by: str, now: datetime.datetime, *, is_told: bool = True
) -> None:
    if meeting.state != Meeting.State.STANDS or meeting.starts_at <= now:
        raise TooLate(_("This meeting has begun or is over, so it cannot be cancelled."))
    seats = meeting.bookings.filter(role=Booking.Role.LEARNER).select_related("person").order_by("pk")
    people = [seat.person for seat in seats]
    _end(meeting, by, entered_by)
    for person in [*people, meeting.mentor, meeting.coordinator]:
        if is_told and person is not None and person.pk != by.pk:
            tell(Notice.CANCELLED, meeting, person, now=now)
    end_waiting_list(meeting, now=now)


def _end(meeting: Meeting, by: User, entered_by: str) -> None:
    """The same for both: what is queued stops, then the version rises so that the news is new."""
    forget_unsent(meeting)
    meeting.state = Meeting.State.CANCELLED
    meeting.version += 1
    meeting.save(update_fields=["state", "version"])
    give_back(meeting)
    record(meeting, MeetingEvent.What.CANCELLED, by, entered_by)


def _lock(meeting: Meeting) -> Meeting:
    if meeting.holder is not None:
        lock_card(meeting.holder)
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing")
        .get(pk=meeting.pk)
    )
