"""Seats that come free in a group go to those who wait, one after the other. Inside the caller's transaction.

An offer is a row with a seat and an end. Nobody else gets that seat meanwhile (`seats._take_seat`), and nobody is
offered one whom they could not take it beside: they keep their place and are passed over, without a word.
"""

from __future__ import annotations

import datetime
import logging
import uuid

from django.db import transaction
from django.utils import timezone

from mentors.booking.recording import record
from mentors.cards.models import NeedsCard
from mentors.hours.free_times import ANSWER_NOTICE
from mentors.meetings.models import Meeting, MeetingEvent, OccupiedQuarter, SeatWait
from mentors.meetings.notices import Notice, forget_unsent_about_wait, tell, tell_offered
from mentors.safety.apart import blocked_with
from users.models import User

logger = logging.getLogger(__name__)

#: A seat is kept this long at most, never within `ANSWER_NOTICE` of the start: then whoever comes first gets it.
LONGEST_OFFER = datetime.timedelta(hours=24)


def offer_free_seats(meeting: Meeting, *, now: datetime.datetime) -> int:
    """Offer each seat that is nobody's to the next who waits. With `meeting` locked. Returns how many were offered."""
    until = min(now + LONGEST_OFFER, meeting.starts_at - ANSWER_NOTICE)
    if meeting.state != Meeting.State.STANDS or meeting.format != Meeting.Format.GROUP or until <= now:
        return 0
    free = free_seats(meeting)
    if not free:
        return 0
    offered = 0
    for wait in meeting.waits.filter(state=SeatWait.State.WAITING).select_related("person"):
        if offered == len(free):
            break
        if not _could_take_it(wait.person, meeting):
            continue
        wait.state, wait.offered_seat, wait.offered_until = SeatWait.State.OFFERED, free[offered], until
        wait.save(update_fields=["state", "offered_seat", "offered_until"])
        wait.meeting = meeting
        record(meeting, MeetingEvent.What.SEAT_OFFERED, by=None)
        tell_offered(wait, until, now=now)
        offered += 1
    return offered


def offer_again(meeting: Meeting, before: Meeting, *, now: datetime.datetime) -> None:
    """After a group has moved: what was offered at the earlier time (`before`) is offered anew.

    In the order of the list; everybody keeps their place in it. Who cannot come at the new time is told that the
    earlier one is cancelled.
    """
    offered = list(meeting.waits.filter(state=SeatWait.State.OFFERED).select_related("person"))
    for wait in offered:
        end_wait(wait, SeatWait.State.WAITING)
    offer_free_seats(meeting, now=now)
    again = set(meeting.waits.filter(state=SeatWait.State.OFFERED).values_list("pk", flat=True))
    for wait in offered:
        if wait.pk not in again:
            tell(Notice.CANCELLED, before, wait.person, now=now)


def free_seats(meeting: Meeting) -> list[int]:
    """The numbers of the seats that nobody sits on and nobody is offered."""
    sat_on = set(meeting.bookings.exclude(seat=None).values_list("seat", flat=True))
    kept = set(meeting.waits.filter(state=SeatWait.State.OFFERED).values_list("offered_seat", flat=True))
    return [number for number in range(1, meeting.seats + 1) if number not in sat_on | kept]


def end_wait(wait: SeatWait, state: SeatWait.State) -> None:
    """What was offered is not any more, and what was written about it and has not left stops."""
    forget_unsent_about_wait(wait)
    wait.state, wait.offered_seat, wait.offered_until = state, None, None
    wait.save(update_fields=["state", "offered_seat", "offered_until"])


def end_waiting_list(meeting: Meeting, *, now: datetime.datetime) -> None:
    """The group is cancelled. Who was offered a seat is told, as those who have one are."""
    for wait in meeting.waits.filter(state__in=SeatWait.OPEN).select_related("person"):
        was_offered = wait.state == SeatWait.State.OFFERED
        end_wait(wait, SeatWait.State.OVER)
        if was_offered:
            tell(Notice.CANCELLED, meeting, wait.person, now=now)


def pass_on_seats(now: datetime.datetime | None = None) -> int:
    """Offers whose time is up go to the next, and so does every other seat that is free. The worker asks.

    Each group in a transaction of its own, so that one that fails (logged) does not keep the others; two workers may do
    it at once. Returns how many seats were offered.
    """
    now = now or timezone.now()
    waited_for = Meeting.objects.standing().filter(
        waits__state__in=SeatWait.OPEN, start_quarter__gt=int(now.timestamp()) // 900
    )
    offered = 0
    for meeting_id in waited_for.distinct().order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                offered += _pass_on(meeting_id, now)
        except Exception:
            logger.exception("The seats of the group %s could not be passed on.", meeting_id)
    return offered


def _pass_on(meeting_id: uuid.UUID, now: datetime.datetime) -> int:
    meeting = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("mentor")
        .get(pk=meeting_id)
    )
    for wait in meeting.waits.filter(state=SeatWait.State.OFFERED, offered_until__lte=now):
        end_wait(wait, SeatWait.State.MISSED)
    return offer_free_seats(meeting, now=now)


def somebody_apart_is_there(learner: User, meeting: Meeting) -> bool:
    """Whether the learner does not meet the one who leads the group, or somebody with a place in it."""
    apart = blocked_with(learner)
    return meeting.mentor_id in apart or meeting.bookings.filter(person__in=apart).exists()


def _could_take_it(person: User, meeting: Meeting) -> bool:
    elsewhere = OccupiedQuarter.objects.filter(
        person=person, quarter__gte=meeting.start_quarter, quarter__lt=meeting.end_quarter
    )
    return (
        person.is_active
        and not elsewhere.exists()
        and _gets_in(person, meeting)
        and not somebody_apart_is_there(person, meeting)
    )


def _gets_in(person: User, meeting: Meeting) -> bool:
    """Whether there are no steps on the way in, or they are nothing to this person."""
    if meeting.place is None or meeting.place.is_step_free:
        return True
    return not NeedsCard.objects.filter(learner=person, needs_step_free=True).exists()
