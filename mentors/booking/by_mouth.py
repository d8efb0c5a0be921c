"""Whom no message reaches, and what became of their meetings: the desk tells them by word of mouth.

What somebody did themselves they know. Kept is only which change of a meeting a person was told of.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mentors.meetings.earlier import EarlierPart
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
#: Whoever gave a seat back did so themselves, or asked for it.
_LOST = (EarlierPart.Why.HANDED_ON, EarlierPart.Why.CANCELLED)
_REACHED_BY_NOTHING = Q(person__is_active=True, person__is_staff=False, person__contact_points=None)


class Seen(NamedTuple):
    """One piece of news as a form carries it: of a booking the version of its meeting, of an earlier part its own."""

    of: str
    pk: int
    version: int

    def __str__(self) -> str:
        return f"{self.of}.{self.pk}.{self.version}"

    @classmethod
    def read(cls, said: str) -> Seen | None:
        """What `said` stands for; None where we did not write it."""
        of, _dot, numbers = said.partition(".")
        pk, _dot, version = numbers.partition(".")
        if of not in {_BOOKING, _PART} or not (_is_number(pk) and _is_number(version)):
            return None
        return cls(of, int(pk), int(version))


_BOOKING, _PART = "booking", "part"


@dataclass(frozen=True)
class News:
    """The last that happened to one meeting that has stood. `had`: its time as the person has it, or had it."""

    seen: Seen
    what: str
    had: Meeting | EarlierPart

    @property
    def meeting(self) -> Meeting:
        """As it is now."""
        return self.had if isinstance(self.had, Meeting) else self.had.meeting


@dataclass(frozen=True)
class ToTell:
    """Somebody who has neither phone nor e-mail here, and what they do not know yet, the soonest first."""

    person: User
    news: list[News]


def whom_to_tell(now: datetime.datetime) -> list[ToTell]:
    """Everybody whom a change was not told to, while its time is not over: the soonest first. Two queries."""
    news = [
        (one.person, News(Seen(_BOOKING, one.pk, one.meeting.version), one.news, one.meeting))  # type: ignore[attr-defined]
        for one in _not_heard_of(now)
    ]
    news += [
        (one.person, News(Seen(_PART, one.pk, one.sequence), one.why, one))
        for one in _not_heard_of_losing(now)
    ]
    by_person: dict[int, ToTell] = {}
    for person, one in sorted(news, key=lambda pair: pair[1].had.start_quarter):
        by_person.setdefault(person.pk, ToTell(person, [])).news.append(one)
    return list(by_person.values())


def has_been_told(person: User, seen: Iterable[Seen]) -> None:
    """Note that `person` knows what was `seen`. What came after stays."""
    for of, pk, version in seen:
        if of == _BOOKING:
            bookings = Booking.objects.filter(pk=pk, person=person, meeting__version__gte=version)
            bookings.filter(told_version__lt=version).update(told_version=version)
        else:
            parts = EarlierPart.objects.filter(pk=pk, person=person, sequence__gte=version)
            parts.filter(told_sequence__lt=version).update(told_sequence=version)


def _not_heard_of(now: datetime.datetime) -> QuerySet[Booking]:
    events = MeetingEvent.objects.filter(meeting=OuterRef("meeting"), what__in=_NEWS).order_by("-at", "-pk")
    # Only what has stood has a mentor's place: of a request that came to nothing nobody waits anywhere.
    has_stood = Booking.objects.filter(meeting=OuterRef("meeting"), role=Booking.Role.MENTOR)
    return (
        Booking.objects.filter(
            _REACHED_BY_NOTHING,
            Exists(has_stood),
            meeting__end_quarter__gt=quarter_of(now),
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


def _not_heard_of_losing(now: datetime.datetime) -> QuerySet[EarlierPart]:
    """Who comes for nothing to a meeting that goes on without them. Not where it is theirs again."""
    again = Booking.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"))
    return (
        EarlierPart.objects.filter(
            _REACHED_BY_NOTHING,
            ~Exists(again),
            why__in=_LOST,
            end_quarter__gt=quarter_of(now),
            told_sequence__lt=F("sequence"),
        )
        .select_related("person", "meeting")
        .order_by("start_quarter", "pk")
    )


def _is_number(said: str) -> bool:
    """Whether it is a number as we write them, and one that the database can hold."""
    return 0 < len(said) <= 9 and said.isascii() and said.isdecimal()
