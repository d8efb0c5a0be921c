"""Whom no message reaches, and what became of their meetings: the desk tells them by word of mouth.

What somebody did themselves they know. Kept is only the version of a meeting that a person was told of.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mentors.meetings.models import Booking, Meeting, MeetingEvent
from mentors.meetings.quarters import quarter_of
from users.models import User

What = MeetingEvent.What
#: Who has to hear of what. A learner chose the time; whoever takes a meeting over has agreed on it with the desk.
_HEARS = (
    Q(news__in=[What.CANCELLED, What.MOVED])
    | Q(news=What.CHANGED_HANDS, role=Booking.Role.LEARNER)
    | Q(news=What.BOOKED_DIRECTLY, role=Booking.Role.MENTOR)
)
_NEWS = (What.CANCELLED, What.MOVED, What.CHANGED_HANDS, What.BOOKED_DIRECTLY)


@dataclass(frozen=True)
class News:
    """The last that happened to one meeting that has stood. `booking`: the place of the one to tell in it."""

    booking: Booking
    what: str

    @property
    def meeting(self) -> Meeting:
        """As it is now."""
        return self.booking.meeting


@dataclass(frozen=True)
class ToTell:
    """Somebody who has neither phone nor e-mail here, and what they do not know yet, the soonest first."""

    person: User
    news: list[News]


def whom_to_tell(now: datetime.datetime) -> list[ToTell]:
    """Everybody whom a change was not told to, while its time is not over: the soonest first. One query."""
    by_person: dict[int, ToTell] = {}
    for booking in _not_heard_of(now):
        row = by_person.setdefault(booking.person_id, ToTell(booking.person, []))
        row.news.append(News(booking, booking.news))  # type: ignore[attr-defined]
    return list(by_person.values())


def has_been_told(person: User, seen: Mapping[int, int]) -> None:
    """Note that `person` knows what was `seen`: by booking, the version of its meeting. What came after stays."""
    for booking, version in seen.items():
        Booking.objects.filter(
            pk=booking, person=person, told_version__lt=version, meeting__version__gte=version
        ).update(told_version=version)


def _not_heard_of(now: datetime.datetime) -> QuerySet[Booking]:
    events = MeetingEvent.objects.filter(meeting=OuterRef("meeting"), what__in=_NEWS).order_by("-at", "-pk")
    # Only what has stood has a mentor's place: of a request that came to nothing nobody waits anywhere.
    has_stood = Booking.objects.filter(meeting=OuterRef("meeting"), role=Booking.Role.MENTOR)
    return (
        Booking.objects.filter(
            Exists(has_stood),
            meeting__end_quarter__gt=quarter_of(now),
            person__is_active=True,
            person__is_staff=False,
            person__contact_points=None,
            told_version__lt=F("meeting__version"),
        )
        .annotate(
            news=Subquery(events.values("what")[:1]),
            by=Coalesce(Subquery(events.values("by")[:1]), Value(0), output_field=BigIntegerField()),
        )
        .filter(_HEARS)
        .exclude(by=F("person"))
        .select_related("person", "meeting__place")
        .order_by("meeting__start_quarter", "pk")
    )
