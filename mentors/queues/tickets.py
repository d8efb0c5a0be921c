"""Take a number, call the next one, leave. A drop-in needs no booking, and its queue knows no person.

Whoever takes a number and whoever calls lock the drop-in, so that they come one after the other; that a number is given
once is a constraint as well.
"""

from __future__ import annotations

import datetime
import uuid

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.errors import BookingProblem, NotAllowed, TooLate, TooManyRequests
from mentors.booking.permissions import is_coordinator
from mentors.meetings.models import Meeting
from mentors.queues.models import Ticket
from users.models import User

#: Numbers are given from so long before it begins.
OPENS_BEFORE = datetime.timedelta(minutes=30)
#: So many can wait at a time: more would be a promise that nobody can keep.
WAITING_AT_MOST = 40
#: So long after its end a drop-in's tickets are kept.
KEPT_AFTER = datetime.timedelta(hours=12)
_signer = Signer(sep=".", salt="mentors.queues")


class NotOpen(BookingProblem):
    """Numbers are not given now."""

    default_message = _("Numbers are given from half an hour before it begins until it ends.")


def is_open(meeting: Meeting, *, now: datetime.datetime | None = None) -> bool:
    """Whether numbers are given: it stands, begins within half an hour or has begun, and has not ended."""
    now = now or timezone.now()
    is_drop_in = meeting.format == Meeting.Format.DROP_IN and meeting.state == Meeting.State.STANDS
    return is_drop_in and meeting.starts_at - OPENS_BEFORE <= now < meeting.ends_at


def take(meeting: Meeting, *, key: uuid.UUID, now: datetime.datetime | None = None) -> Ticket:
    """The next number. The same key again: the same ticket. Raises `NotOpen`, or `TooManyRequests` when many wait."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = _lock(meeting)
        again = Ticket.objects.filter(meeting=locked, key=key).first()
        if again is not None:
            return again
        if not is_open(locked, now=now):
            raise NotOpen
        if locked.tickets.filter(state=Ticket.State.WAITING).count() >= WAITING_AT_MOST:
            raise TooManyRequests(
                _("Very many are waiting. Come to another drop-in, or talk to somebody there.")
            )
        last = locked.tickets.aggregate(last=Max("number"))["last"] or 0
        return Ticket.objects.create(meeting=locked, number=last + 1, key=key)


def call_next(
    meeting: Meeting, by: User, *, seen: int, now: datetime.datetime | None = None
) -> Ticket | None:
    """Call the lowest number that waits; None where nobody does. `seen`: the number that was called last (0: none).

    Pressed twice, or by two at once, one is called. Raises `NotAllowed` for others than who leads it and coordinators,
    `TooLate` before or after it.
    """
    now = now or timezone.now()
    if not leads(by, meeting):
        raise NotAllowed
    with transaction.atomic():
        locked = _lock(meeting)
        if not is_open(locked, now=now):
            raise TooLate
        last = last_called(locked)
        if (last.number if last else 0) != seen:
            return last
        ticket = locked.tickets.filter(state=Ticket.State.WAITING).order_by("number").first()
        if ticket is not None:
            ticket.state, ticket.called_at = Ticket.State.CALLED, now
            ticket.save(update_fields=["state", "called_at"])
        return ticket


def leave(ticket: Ticket) -> None:
    """Whoever has it does not wait any more. A second time changes nothing, nor when it has been called."""
    Ticket.objects.filter(pk=ticket.pk, state=Ticket.State.WAITING).update(state=Ticket.State.LEFT)


def leads(person: User, meeting: Meeting) -> bool:
    """Whether `person` may call: who leads the drop-in, or a coordinator."""
    return person.is_active and (person.pk == meeting.mentor_id or is_coordinator(person))


def last_called(meeting: Meeting) -> Ticket | None:
    """Whose turn it is, or was last."""
    return meeting.tickets.filter(state=Ticket.State.CALLED).order_by("-called_at", "-number").first()


def address_of(ticket: Ticket) -> str:
    """What stands for a ticket in its address: signed, so that nobody can leave for somebody else."""
    return _signer.sign(str(ticket.pk))


def ticket_at(said: str, *, now: datetime.datetime | None = None) -> Ticket | None:
    """The ticket that an address stands for, until its drop-in has ended; None for any other."""
    try:
        number = _signer.unsign(said)
    except BadSignature:
        return None
    ticket = Ticket.objects.select_related("meeting__place").filter(pk=number).first()
    if ticket is None or ticket.meeting.state != Meeting.State.STANDS:
        return None
    return ticket if (now or timezone.now()) < ticket.meeting.ends_at else None


def forget_old_tickets(now: datetime.datetime | None = None) -> int:
    """Delete the tickets of drop-ins that have ended; the worker asks. Returns how many."""
    ended = int(((now or timezone.now()) - KEPT_AFTER).timestamp()) // 900
    deleted, _each = Ticket.objects.filter(meeting__end_quarter__lte=ended).delete()
    return deleted


def _lock(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
