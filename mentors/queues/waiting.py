"""How many wait, and about how long: worked out from this drop-in's own calls, and not said where nobody knows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from mentors.meetings.models import Meeting
from mentors.queues.models import Ticket

#: From fewer calls than these nothing follows.
CALLS_NEEDED = 3
_ROUND_TO = 5


@dataclass(frozen=True)
class Queue:
    """A queue as it is now, for one ticket or for who would take the next number.

    `ahead`: how many are before. `minutes`: about how long, a whole number of fives; None where nobody knows.
    `is_enough`: whether that is before the end, as far as anybody knows. `called`: whose turn it is, 0: nobody's yet.
    """

    ahead: int
    minutes: int | None
    is_enough: bool
    called: int


def queue_of(
    meeting: Meeting, ticket: Ticket | None = None, *, now: datetime.datetime | None = None
) -> Queue:
    """The queue before `ticket`, or before the next one. Two queries."""
    now = now or timezone.now()
    waiting = meeting.tickets.filter(state=Ticket.State.WAITING)
    ahead = (waiting if ticket is None else waiting.filter(number__lt=ticket.number)).count()
    called = [
        (number, at)
        for number, at in meeting.tickets.filter(state=Ticket.State.CALLED)
        .order_by("called_at", "number")
        .values_list("number", "called_at")
        if at is not None
    ]
    minutes = _minutes(ahead, [at for _number, at in called], now)
    left = (meeting.ends_at - now).total_seconds() / 60
    return Queue(ahead, minutes, minutes is None or minutes < left, called[-1][0] if called else 0)


def _minutes(ahead: int, calls: list[datetime.datetime], now: datetime.datetime) -> int | None:
    """From call to call so far, the one under way counted too: a long last one makes the rest longer, not shorter."""
    if len(calls) < CALLS_NEEDED:
        return None
    each = max((calls[-1] - calls[0]) / (len(calls) - 1), (now - calls[0]) / len(calls))
    since = now - calls[-1]
    wait = max(each - since, datetime.timedelta(0)) + ahead * each
    return -(-int(wait.total_seconds()) // (60 * _ROUND_TO)) * _ROUND_TO
