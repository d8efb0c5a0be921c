"""What goes on at a place on one day, for a screen on its wall and for paper: when, in which room, and no more.

Whoever passes by reads it. So it names no person and no topic; of a meeting of two or a group it says only that it is.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Max, Q
from django.utils import timezone

from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place

#: How long the address of a wall screen leads anywhere; the desk gives a new one.
ADDRESS_LIVES = datetime.timedelta(days=100)
_signer = TimestampSigner(sep=".", salt="mentors.place_day")


@dataclass(frozen=True)
class OnTheWall:
    """One line. `room` can be empty. `called`: of a drop-in, the number whose turn it is; 0 where there is none."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    room: str
    is_drop_in: bool
    is_group: bool
    is_now: bool
    meeting_id: uuid.UUID
    called: int


def address_of(place: Place) -> str:
    """What stands for a place in the address of its day."""
    return _signer.sign(str(place.pk))


def place_at(said: str) -> Place | None:
    """The place that an address stands for; None for one that is made up or too old."""
    try:
        number = _signer.unsign(said, max_age=ADDRESS_LIVES)
    except BadSignature:
        return None
    return Place.objects.filter(pk=number, is_open=True).first()


def day_at(place: Place, *, whole: bool, now: datetime.datetime | None = None) -> list[OnTheWall]:
    """The meetings of today at `place` that stand, earliest first: those not over, or the `whole` day. One query.

    Also what began the evening before and lasts past midnight.
    """
    now = timezone.localtime(now or timezone.now(), timezone.get_default_timezone())
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    tomorrow = (midnight.replace(tzinfo=None) + datetime.timedelta(days=1)).replace(tzinfo=midnight.tzinfo)
    today = Meeting.objects.standing().filter(
        place=place, end_quarter__gt=quarter_of(midnight), start_quarter__lt=quarter_of(tomorrow)
    )
    if not whole:
        today = today.ending_after(now)
    return [
        OnTheWall(
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            room=one.room.name if one.room else "",
            is_drop_in=one.format == Meeting.Format.DROP_IN,
            is_group=one.format == Meeting.Format.GROUP,
            is_now=one.starts_at <= now < one.ends_at,
            meeting_id=one.pk,
            called=one.called or 0,
        )
        for one in today.select_related("room")
        .annotate(called=Max("tickets__number", filter=Q(tickets__state="called")))
        .order_by("start_quarter", "room__name", "pk")
    ]
