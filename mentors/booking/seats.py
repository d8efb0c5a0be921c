"""Seats in a group. A drop-in has none: people just come."""

from __future__ import annotations

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.making import lock_card
from mentors.booking.occupying import give_back, occupy
from mentors.booking.offering import end_wait, free_seats, offer_free_seats, somebody_apart_is_there
from mentors.booking.permissions import acts_for
from mentors.booking.recording import count, record
from mentors.cards.channels import EntryChannel
from mentors.meetings.earlier import EarlierPart, remember
from mentors.meetings.models import Booking, Meeting, MeetingEvent, SeatWait
from mentors.meetings.notices import Notice, forget_unsent_about_seat, tell
from users.models import User


def take_seat(
    meeting: Meeting,
    learner: User,
    *,
    key: uuid.UUID,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Booking:
    """The lowest free seat of a group that stands, or the one that is offered to whoever waited.

    The same key, or the same person, again: the same seat.

    Raises `TimeTaken` when the group is full or the learner is elsewhere at that time, `TooLate` when it has
    begun, `NotAllowed` for a drop-in, a meeting of two, or somebody else's learner.
    """
    now = now or timezone.now()

    def attempt() -> Booking:
        with transaction.atomic():
            return _take_seat(meeting, learner, key, by, entered_by, now)

    try:
        return once_more(attempt)
    except IntegrityError as error:
        rule = broken_rule(error)
        again = _seat_of(learner, meeting) or _seat_with(key, learner)
        if again is not None:
            return again
        if rule is Rule.ONE_SEAT:
            raise _full() from error
        if rule is Rule.ONE_MEETING_AT_A_TIME:
            raise _elsewhere() from error
        raise


def give_back_seat(
    booking: Booking, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> None:
    """Leave a group: the seat is free for somebody else. Doing it again changes nothing.

    Raises `NotAllowed` for others than the learner or a coordinator, `TooLate` when the meeting has begun.
    """
    now = now or timezone.now()

    def attempt() -> None:
        with transaction.atomic():
            meeting = lock_group(booking.meeting)
            kept = (
                Booking.objects.filter(pk=booking.pk, role=Booking.Role.LEARNER)
                .select_related("person")
                .first()
            )
            if kept is None:
                return
            if not acts_for(by, kept.person) or meeting.format == Meeting.Format.ONE_TO_ONE:
                raise NotAllowed
            if meeting.starts_at <= now:
                raise TooLate(_("This meeting has begun or is over."))
            if by.pk != kept.person_id:
                # Whoever does it themselves has the file at once, and nothing is kept.
                remember(meeting, kept.person, EarlierPart.Why.LEFT, now=now)
            give_back(meeting, kept.person_id)
            forget_unsent_about_seat(kept)
            kept.delete()
            record(meeting, MeetingEvent.What.SEAT_GIVEN_BACK, by, entered_by)
            offer_free_seats(meeting, now=now)
            count("seat.given_back", meeting, kept.person)

    once_more(attempt)


def _take_seat(
    meeting: Meeting, learner: User, key: uuid.UUID, by: User, entered_by: str, now: datetime.datetime
) -> Booking:
    lock_card(learner)
    locked = lock_group(meeting)
    if not learner.is_active or not acts_for(by, learner) or learner.pk == locked.mentor_id:
        raise NotAllowed
    again = _seat_with(key, learner) or _seat_of(learner, locked)
    if again is not None:
        return again
    if locked.format == Meeting.Format.DROP_IN:
        raise NotAllowed(_("You need no booking for this. Just come."))
    if locked.format != Meeting.Format.GROUP:
        raise NotAllowed
    if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
        raise TooLate
    if somebody_apart_is_there(learner, locked):
        # The same words as for a group that is full: nobody learns that there is a block.
        raise _full()
    wait = locked.waits.filter(person=learner, state__in=SeatWait.OPEN).first()
    free = [wait.offered_seat] if wait and wait.offered_seat else free_seats(locked)
    if not free:
        raise _full()
    booking = Booking.objects.create(
        meeting=locked,
        person=learner,
        role=Booking.Role.LEARNER,
        seat=free[0],
        entered_by=entered_by,
        idempotency_key=key,
        # They have seen it as it is now: that it was moved before is no news to them.
        told_version=locked.version,
    )
    occupy(locked, learner.pk)
    if wait is not None:
        end_wait(wait, SeatWait.State.TAKEN)
    record(locked, MeetingEvent.What.SEAT_TAKEN, by, entered_by)
    for notice in (Notice.BOOKED, Notice.REMINDER):
        tell(notice, locked, learner, now=now, seat=booking)
    count("seat.taken", locked, learner)
    return booking


def _seat_with(key: uuid.UUID, learner: User) -> Booking | None:
    booking = Booking.objects.filter(idempotency_key=key).first()
    if booking is not None and booking.person_id != learner.pk:
        raise NotAllowed
    return booking


def _seat_of(learner: User, meeting: Meeting) -> Booking | None:
    return Booking.objects.filter(meeting=meeting, person=learner, role=Booking.Role.LEARNER).first()


def lock_group(meeting: Meeting) -> Meeting:
    """The group as it is now, locked, after its learner's card."""
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("mentor")
        .get(pk=meeting.pk)
    )


def _full() -> TimeTaken:
    return TimeTaken(_("The last seat has just been taken. Please choose another group or another time."))


def _elsewhere() -> TimeTaken:
    return TimeTaken(_("You already have something booked at that time. Please choose another time."))
