"""The next time of somebody who could meet a learner, if they answered otherwise about places and ways."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.utils import timezone

from mentors.cards.choices import MeetingWay
from mentors.cards.models import NeedsCard
from mentors.hours.free_times import FreeTime, next_free_time
from mentors.matching.who_can import mentors_who_can, wishes_of
from mentors.places.models import Place


@dataclass(frozen=True)
class Nearest:
    """When, and in which part of town; by phone or video `part_of_town` is empty and `way` says how."""

    time: FreeTime
    part_of_town: str = ""
    way: str = ""


def nearest_time(card: NeedsCard, *, now: datetime.datetime | None = None) -> Nearest | None:
    """For whom nothing suits: the first time at any place, in any way, certain at once or not. None without any.

    What the learner cannot change holds all the same: who can meet them, what they are in, and steps. Names nobody.
    """
    now = now or timezone.now()
    able = mentors_who_can(card, now=now)
    if not able:
        return None
    wishes = replace(wishes_of(card), places=(), only_direct=False)
    time = next_free_time(able, now=now, wishes=wishes, ways=MeetingWay.values)
    return None if time is None else where(time)


def where(time: FreeTime) -> Nearest:
    """`time` with the part of town of its place. One query; none by phone or video."""
    if time.way != MeetingWay.PLACE:
        return Nearest(time, way=str(MeetingWay(time.way).label))
    return Nearest(time, part_of_town=Place.objects.get(pk=time.place_id).part_of_town)
