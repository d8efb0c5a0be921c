"""Whether the clock can be believed. One that jumped would erase what has years left."""

from __future__ import annotations

import datetime

from django.db import transaction

from core.models import ClockReading

#: Two servers' clocks may differ so much.
TOLERATED = datetime.timedelta(minutes=10)
#: No installation sleeps longer than a weekend without somebody knowing.
FURTHEST = datetime.timedelta(days=4)
#: How often the time is written down.
EVERY = datetime.timedelta(minutes=10)


class ClockJumped(Exception):
    """The clock went backwards or far forwards since the job last looked."""


def look(now: datetime.datetime) -> ClockReading:
    """Write down that it is `now`, and return the reading. Raises `ClockJumped`, and keeps the old time."""
    reading = ClockReading.objects.first()
    if reading is None:
        return ClockReading.objects.create(pk=1, began_on=now.date(), seen_at=now)
    problem = _problem(reading.seen_at, now)
    if problem != reading.refused:
        ClockReading.objects.filter(pk=reading.pk).update(refused=problem)
    if problem:
        raise ClockJumped(problem)
    if now - reading.seen_at >= EVERY:
        ClockReading.objects.filter(pk=reading.pk, seen_at=reading.seen_at).update(seen_at=now)
    return reading


@transaction.atomic
def believe(now: datetime.datetime) -> None:
    """Somebody has looked at a clock on the wall: the server's is right."""
    ClockReading.objects.update_or_create(
        pk=1,
        defaults={"seen_at": now, "refused": ""},
        create_defaults={"seen_at": now, "began_on": now.date()},
    )


def _problem(seen_at: datetime.datetime, now: datetime.datetime) -> str:
    if now < seen_at - TOLERATED:
        return f"It is {now:%Y-%m-%d %H:%M} UTC, and it was {seen_at:%Y-%m-%d %H:%M} UTC before: backwards."
    if now > seen_at + FURTHEST:
        return (
            f"It is {now:%Y-%m-%d %H:%M} UTC, and it was {seen_at:%Y-%m-%d %H:%M} UTC before: far forwards."
        )
    return ""
