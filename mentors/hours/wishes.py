"""A time that can be chosen, and what a learner needs of one. Plain values."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Container
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from mentors.cards.choices import MeetingWay
from mentors.hours.days import NO_PLACE
from mentors.hours.lost import Rule
from mentors.meetings.people import PEOPLE_IN_A_MEETING
from mentors.meetings.quarters import quarter_start
from mentors.meetings.times import day_part

#: At a place without rooms, and by phone or video.
ENOUGH_SEATS = 1000


class FreeTime(NamedTuple):
    """A time that can be chosen. Quarters are half-open [start, end); `is_direct` times need no answer.

    They sort by start, by place, and those that need an answer first. `way`: by phone or video they are at no place,
    and `is_public` says whether two may meet so for the first time. `has_third`: whether somebody from the desk can
    come along then, or need not; `with_third`: the first time somebody does. `is_step_free`: one gets in without
    steps. `seats`: of the largest room that is free then.
    """

    mentor_id: int
    start_quarter: int
    end_quarter: int
    place_id: int
    is_direct: bool
    is_public: bool = True
    way: str = MeetingWay.PLACE.value
    has_third: bool = True
    is_step_free: bool = False
    seats: int = ENOUGH_SEATS
    with_third: bool = False

    @property
    def starts_at(self) -> datetime.datetime:
        """The start, aware, in the municipality's zone."""
        return _wall_clock(self.start_quarter, timezone.get_current_timezone())


@lru_cache(maxsize=8192)
def _wall_clock(quarter: int, zone: datetime.tzinfo) -> datetime.datetime:
    """When a quarter begins there. Everybody's times are the same few thousand quarters."""
    return quarter_start(quarter).astimezone(zone)


@dataclass(frozen=True)
class Wishes:
    """What a learner needs of a time. `places` and `day_parts`: any where there are none.

    `busy`: quarters in which the learner is in another meeting. `only_direct`: an answer would not reach them.
    `met`: mentors whom the learner has met before; with others the first meeting is at a public place. `step_free`:
    the learner has to get in without steps. `people`: how many come, with an interpreter one more.
    """

    places: Collection[int] = ()
    busy: Collection[int] = ()
    only_direct: bool = False
    day_parts: Collection[str] = ()
    met: Container[int] = ()
    step_free: bool = False
    people: int = PEOPLE_IN_A_MEETING

    def rule_against(self, time: FreeTime) -> Rule | None:
        """Why the learner cannot or would not take `time`; None where it suits."""
        if self.step_free and not time.is_step_free and time.place_id != NO_PLACE:
            return Rule.STEPS
        if not time.is_public and time.mentor_id not in self.met:
            return Rule.FIRST_IN_PUBLIC
        if not time.has_third and time.mentor_id not in self.met:
            return Rule.NOBODY_ALONG
        if time.seats <= self.people and time.seats < self._people_at(time):
            return Rule.NO_ROOM
        if self.places and time.place_id not in self.places and time.place_id != NO_PLACE:
            return Rule.LEARNER_PLACE
        if self.busy and any(quarter in self.busy for quarter in range(time.start_quarter, time.end_quarter)):
            return Rule.LEARNER_BUSY
        if self.only_direct and not time.is_direct:
            return Rule.NEEDS_ANSWER
        if self.day_parts and day_part(time.starts_at).value not in self.day_parts:
            return Rule.PART_OF_DAY
        return None

    def _people_at(self, time: FreeTime) -> int:
        return self.people + (time.with_third and time.mentor_id not in self.met)
