"""Cancel a meeting, or take a request back. Moving is cancelling and choosing anew."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import once_more
from mentors.booking.coming_along import accompany_the_first
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


@dataclass(frozen=True)
class News:
    """What one person is to hear of one meeting that was cancelled."""

    notice: Notice
    meeting: Meeting
    person: User


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
                    accompany_the_first(locked.holder, locked.mentor_id, now=now)
            if locked.holder is not None:
                count("meeting.cancelled", locked, locked.holder)
            return locked

    return once_more(attempt)


def cancel_one(meeting: Meeting, by: User, entered_by: str, now: datetime.datetime) -> list[News]:
    """Cancel one of several inside the caller's transaction, as `cancel` does; returns whom to tell what of it.

    Raises `NotAllowed` where it is not theirs to cancel or a mentor was asked for it: that is answered with no. Of one
    that has begun or come to nothing meanwhile nothing is done.
    """
    locked = _lock(meeting)
    if not may_cancel(by, locked):
        raise NotAllowed
    if locked.state == Meeting.State.HELD:
        if by.pk == locked.mentor_id:
            raise NotAllowed
        _end(locked, by, entered_by)
        news = [News(Notice.WITHDRAWN, locked, locked.mentor)]
    elif locked.state == Meeting.State.STANDS and locked.starts_at > now:
        _end(locked, by, entered_by)
        news = [News(Notice.CANCELLED, locked, person) for person in (locked.mentor, learner_of(locked))]
        news += third_hears(locked)
    else:
        return []
    return [one for one in news if one.person.pk != by.pk]


def cancel_locked(meeting: Meeting, by: User, entered_by: str, now: datetime.datetime) -> list[News]:
    """Cancel a meeting of a pair that ends, inside the caller's transaction with the learner's card locked.

    Returns whom to tell what of it. A time that the mentor was asked for and has not answered goes back as well,
    whoever ends it.
    """
    was_held = meeting.state == Meeting.State.HELD
    if not was_held:
        _refuse_if_begun(meeting, now)
    _end(meeting, by, entered_by)
    news = [
        News(Notice.WITHDRAWN if was_held else Notice.CANCELLED, meeting, meeting.mentor),
        News(Notice.CANCELLED, meeting, learner_of(meeting)),
    ]
    if not was_held:
        news += third_hears(meeting)
    return [one for one in news if one.person.pk != by.pk]


def tell_together(news: Iterable[News], *, now: datetime.datetime) -> None:
    """Tell each person once of all that they lose of a series: the first of them, "and those after it"."""
    together: defaultdict[tuple[object, ...], list[News]] = defaultdict(list)
    for one in news:
        together[one.notice, one.person.pk, one.meeting.series or one.meeting.pk].append(one)
    for some in together.values():
        first = min(some, key=lambda one: one.meeting.start_quarter)
        is_more = len(some) > 1 and first.notice == Notice.CANCELLED
        tell(Notice.SERIES_CANCELLED if is_more else first.notice, first.meeting, first.person, now=now)


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


def _call_off(meeting: Meeting, by: User, entered_by: str, now: datetime.datetime) -> None:
    _refuse_if_begun(meeting, now)
    seats = meeting.bookings.filter(role=Booking.Role.LEARNER).select_related("person").order_by("pk")
    people = [seat.person for seat in seats]
    _end(meeting, by, entered_by)
    for person in [*people, meeting.mentor, meeting.coordinator]:
        if person is not None and person.pk != by.pk:
            tell(Notice.CANCELLED, meeting, person, now=now)
    end_waiting_list(meeting, now=now)


def third_hears(meeting: Meeting) -> list[News]:
    """That whoever was to come along from the desk need not: of each such meeting, a series is not theirs."""
    return [News(Notice.CANCELLED, meeting, meeting.coordinator)] if meeting.coordinator else []


def _refuse_if_begun(meeting: Meeting, now: datetime.datetime) -> None:
    if meeting.state != Meeting.State.STANDS or meeting.starts_at <= now:
        raise TooLate(_("This meeting has begun or is over, so it cannot be cancelled."))


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
