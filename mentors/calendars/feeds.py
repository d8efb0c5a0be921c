"""Switch a calendar feed on and off, and find it by its secret address."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mentors.calendars.models import CalendarFeed
from mentors.meetings.earlier import EarlierPart
from mentors.meetings.gone import Gone, gone_from
from mentors.meetings.models import Booking, Meeting, MeetingQuerySet
from mentors.meetings.quarters import quarter_of
from mentors.permissions import meetings_of_learner, meetings_of_mentor
from users.models import User

#: Random bytes in an address: 192 bits.
SECRET_BYTES = 24
#: How long meetings that have passed stay in the feed.
KEPT_BEHIND = datetime.timedelta(days=30)
#: What a calendar shows: not what still waits for an answer.
SHOWN = (Meeting.State.STANDS, Meeting.State.CANCELLED)


def switch_on(person: User, *, shows_place: bool) -> str:
    """Give `person` a feed, in the place of the one they had; the secret of its address, told this once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        person=person,
        defaults={
            "address_hash": _hash(secret),
            "shows_place": shows_place,
            "created_at": timezone.now(),
        },
    )
    return secret


def switch_off(person: User) -> None:
    """The address leads nowhere from now on."""
    CalendarFeed.objects.filter(person=person).delete()


def feed_at(secret: str) -> CalendarFeed | None:
    """The feed with this secret, of somebody who may still sign in."""
    feeds = CalendarFeed.objects.select_related("person")
    return feeds.filter(address_hash=_hash(secret), person__is_active=True).first()


def meetings_for_calendar(person: User, *, now: datetime.datetime | None = None) -> MeetingQuerySet:
    """What a calendar of `person` shows: meetings that stood once, from a month back on.

    A meeting that was asked for and never agreed on is none: its mentor has no place in it. Two queries.
    """
    stood = Booking.objects.filter(meeting=OuterRef("pk"), role=Booking.Role.MENTOR)
    own = Q(pk__in=meetings_of_learner(person).values("pk")) | Q(
        pk__in=meetings_of_mentor(person).values("pk")
    )
    own |= Q(coordinator=person)
    return (
        Meeting.objects.filter(own, Exists(stood), state__in=SHOWN, start_quarter__gte=_from_quarter(now))
        .select_related("place", "mentor", "holder")
        .prefetch_related("events")
        .order_by("start_quarter", "pk")
    )


def gone_for_calendar(person: User, *, now: datetime.datetime | None = None) -> list[Gone]:
    """What a calendar of `person` is to forget: meetings that go on without them, from a month back on. One query."""
    parts = EarlierPart.objects.of(person).filter(start_quarter__gte=_from_quarter(now))
    return [gone_from(part) for part in parts]


def _from_quarter(now: datetime.datetime | None) -> int:
    return quarter_of((now or timezone.now()) - KEPT_BEHIND)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
