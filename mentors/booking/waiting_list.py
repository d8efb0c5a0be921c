"""Wait for a seat in a group that is full: join, take what is offered, say no, leave. Nobody is asked why."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.errors import NotAllowed, TooLate, TooManyRequests
from mentors.booking.making import lock_card
from mentors.booking.offering import end_wait, offer_free_seats
from mentors.booking.permissions import acts_for
from mentors.booking.recording import count
from mentors.booking.seats import lock_group, take_seat
from mentors.cards.channels import EntryChannel
from mentors.meetings.models import Booking, Meeting, SeatWait
from users.models import User

#: Waiting lists that one learner can stand in at a time. A coordinator can enter more for somebody.
WAITS_AT_MOST = 5


def join(
    meeting: Meeting,
    learner: User,
    *,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> SeatWait:
    """The last place in the waiting list; where a seat is free after all, it is offered at once.

    A second time changes nothing. Raises `NotAllowed` for a meeting that is no group, for who leads it or has a
    seat, and for somebody else's learner; `TooLate` when it has begun or does not stand, `TooManyRequests` at the cap.
    """
    now = now or timezone.now()

    def attempt() -> SeatWait:
        with transaction.atomic():
            lock_card(learner)
            locked = lock_group(meeting)
            if not learner.is_active or not acts_for(by, learner) or learner.pk == locked.mentor_id:
                raise NotAllowed
            again = locked.waits.filter(person=learner, state__in=SeatWait.OPEN).first()
            if again is not None:
                return again
            if locked.format != Meeting.Format.GROUP or locked.bookings.filter(person=learner).exists():
                raise NotAllowed
            if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
                raise TooLate
            if by.pk == learner.pk and waits_of(learner, now).count() >= WAITS_AT_MOST:
                raise TooManyRequests(
                    _("You already wait for %(number)d meetings. Leave one of them first.")
                    % {"number": WAITS_AT_MOST}
                )
            wait = SeatWait.objects.create(meeting=locked, person=learner, entered_by=entered_by)
            offer_free_seats(locked, now=now)
            wait.refresh_from_db()
            count("seat.waited_for", locked, learner)
            return wait

    try:
        return once_more(attempt)
    except IntegrityError as error:
        if broken_rule(error) is not Rule.ONE_WAIT:
            raise
        return SeatWait.objects.get(meeting=meeting, person=learner, state__in=SeatWait.OPEN)


def take_offer(
    wait: SeatWait,
    *,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Booking:
    """Yes to the seat that is offered. Pressed twice, it is one seat.

    Raises as `seats.take_seat`, and `TooLate` when the time to answer is over.
    """
    now = now or timezone.now()
    offer = SeatWait.objects.select_related("meeting", "person").get(pk=wait.pk)
    seat = Booking.objects.filter(
        meeting=offer.meeting, person=offer.person, role=Booking.Role.LEARNER
    ).first()
    if seat is not None and acts_for(by, offer.person):
        return seat
    if offer.state != SeatWait.State.OFFERED or offer.offered_until is None or offer.offered_until <= now:
        raise TooLate(_("This seat has gone to the next one who waited. You can wait for another one."))
    return take_seat(offer.meeting, offer.person, key=uuid.uuid4(), by=by, entered_by=entered_by, now=now)


def leave(wait: SeatWait, *, by: User, now: datetime.datetime | None = None) -> SeatWait:
    """No to the seat that is offered, or no more waiting: the next one is asked. A second time changes nothing.

    Raises `NotAllowed` for others than the one who waits or a coordinator.
    """
    now = now or timezone.now()

    def attempt() -> SeatWait:
        with transaction.atomic():
            lock_card(wait.person)
            meeting = lock_group(wait.meeting)
            locked = SeatWait.objects.select_related("person").get(pk=wait.pk)
            if not acts_for(by, locked.person):
                raise NotAllowed
            if locked.state not in SeatWait.OPEN:
                return locked
            was_offered = locked.state == SeatWait.State.OFFERED
            end_wait(locked, SeatWait.State.DECLINED if was_offered else SeatWait.State.LEFT)
            offer_free_seats(meeting, now=now)
            return locked

    return once_more(attempt)


def waits_of(person: User, now: datetime.datetime | None = None) -> QuerySet[SeatWait]:
    """Where somebody waits, soonest first: groups that have not begun. `place`: 1 is the next to be asked."""
    return _waits_in(SeatWait.OPEN, person, now)


def waits_to_show(
    person: User, seats_in: Collection[uuid.UUID], now: datetime.datetime | None = None
) -> list[SeatWait]:
    """`waits_of`, and what came to an end without a word from them: an offer that passed, a group that was cancelled.

    Not where they wait anew or have a seat after all (`seats_in`: the meetings where they have one). One query.
    """
    last = {wait.meeting_id: wait for wait in _waits_in(SeatWait.State.values, person, now).order_by("pk")}
    ended = {SeatWait.State.MISSED, SeatWait.State.OVER}
    waits = [
        wait
        for wait in last.values()
        if wait.state in SeatWait.OPEN or (wait.state in ended and wait.meeting_id not in seats_in)
    ]
    return sorted(waits, key=lambda wait: (wait.meeting.start_quarter, wait.pk))


def _waits_in(states: Collection[str], person: User, now: datetime.datetime | None) -> QuerySet[SeatWait]:
    begins_after = int((now or timezone.now()).timestamp()) // 900
    ahead = SeatWait.objects.filter(
        meeting=OuterRef("meeting"), state__in=SeatWait.OPEN, created_at__lt=OuterRef("created_at")
    )
    counted = ahead.order_by().values("meeting").annotate(count=Count("pk")).values("count")
    return (
        SeatWait.objects.filter(person=person, state__in=states, meeting__start_quarter__gt=begins_after)
        .annotate(place=Coalesce(Subquery(counted), 0) + 1)
        .select_related("meeting", "person")
        .order_by("meeting__start_quarter", "pk")
    )
