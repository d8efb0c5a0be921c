"""A learner, mentors and a coordinator, at one moment: a Monday at ten."""

from __future__ import annotations

import datetime
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from mentors.booking.choosing import choose
from mentors.cards.models import NeedsCard
from mentors.hours.free_times import FreeTime, free_times
from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.models import Meeting
from messaging.models import Message
from tests.factories import MentorCardFactory, NeedsCardFactory, PersonFactory, WeeklyHoursFactory
from users.models import User

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime.datetime(2026, 11, 30, 10, tzinfo=STOCKHOLM)


def learner_with_card(**card: Any) -> User:
    """A learner who can be reached by phone and looks for Somali."""
    learner = card.pop("learner", None) or PersonFactory(phone="+46700000001")
    NeedsCardFactory(learner=learner, **card)
    return learner


def mentor_with_time(card: dict[str, Any] | None = None, **hours: Any) -> User:
    """A mentor with a phone and one stretch of hours, Tuesdays from two to four."""
    mentor = PersonFactory(phone="+46700000002")
    WeeklyHoursFactory(card=MentorCardFactory(mentor=mentor, **(card or {})), **hours)
    return mentor


def suggest(learner: User, *mentors: User) -> NeedsCard:
    """Put the mentors on the learner's card, in this order."""
    card = learner.needs_card
    for rank, mentor in enumerate(mentors, start=1):
        Suggestion.objects.create(card=card, mentor=mentor, rank=rank)
    return card


def times_of(mentor: User, now: datetime.datetime = NOW) -> list[FreeTime]:
    """What is free."""
    return free_times([mentor.pk], now=now)[mentor.pk]


def choose_first(learner: User, mentor: User, *, now: datetime.datetime = NOW, **more: Any) -> Meeting:
    """Let the learner choose the mentor's first free time."""
    time = times_of(mentor, now)[0]
    more = {"key": uuid.uuid4(), "by": learner, **more}
    return choose(learner, mentor, time.start_quarter, time.place_id, now=now, **more)


def pairing_of(meeting: Meeting) -> Pairing:
    """The pairing of a meeting of two."""
    assert meeting.pairing is not None
    return meeting.pairing


def notices_to(person: User) -> list[tuple[str, str]]:
    """Kind and state of everything written to somebody, in the order of their kinds."""
    return list(Message.objects.filter(person=person).order_by("kind", "pk").values_list("kind", "state"))


def history(meeting: Meeting) -> list[str]:
    """What happened to a meeting, in order."""
    return [str(event.what) for event in meeting.events.all()]
