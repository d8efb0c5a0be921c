"""When a mentor is free: the one function that shows, suggests and books, and that says why there is no time."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

from django.utils import timezone

from mentors.cards.choices import MeetingWay
from mentors.hours.clock import clock_day, wall_quarter
from mentors.hours.coming_along import ComingAlong
from mentors.hours.days import Stretch, closed_days, date_of, quarters_on
from mentors.hours.house_rules import (
    before_quarters,
    buffer_quarters,
    house_rules,
    meeting_quarters,
    travel_quarters,
)
from mentors.hours.lost import Lost, Rule
from mentors.hours.models import PairingSettings
from mentors.hours.opening import openings, rooms_of
from mentors.hours.place_times import PlaceTimes
from mentors.hours.remote import remote_ways
from mentors.hours.rest import resting_days
from mentors.hours.taken import taken_times
from mentors.hours.timetables import MentorTime, hours_beyond, mentor_times
from mentors.hours.wishes import ENOUGH_SEATS, NO_PLACE, FreeTime, Wishes
from mentors.meetings.quarters import QUARTER_SECONDS, quarter_of

__all__ = [
    "ANSWER_NOTICE",
    "DIRECT_NOTICE",
    "NO_PLACE",
    "FreeTime",
    "Wishes",
    "free_times",
    "is_free",
    "next_free_time",
    "times_on",
]

#: A time that is booked directly starts at the earliest this long from now.
DIRECT_NOTICE = datetime.timedelta(hours=1)
#: A time that needs a yes starts later than this: nothing is held within three hours of its start.
ANSWER_NOTICE = datetime.timedelta(hours=3)
#: Meetings start every half hour from the beginning of the mentor's hours.
START_STEP_QUARTERS = 2
#: How many days `next_free_time` looks at first, and then; after that at all the others.
_LOOKS = (2, 14)


def free_times(
    mentor_ids: Iterable[int] | None = None,
    *,
    now: datetime.datetime | None = None,
    wishes: Wishes | None = None,
    lost: list[Lost] | None = None,
    but_for: uuid.UUID | None = None,
    ways: Collection[str] = (MeetingWay.PLACE,),
) -> dict[int, list[FreeTime]]:
    """Every free time of the mentors (people, not cards), earliest first, by mentor.

    Hours on the wall clock within those of the place, less days off and closed days, less occupied quarters with the
    pauses around each meeting and the way from one place to another, while the place has a room free, from the
    shortest notice to the furthest day of the municipality's rules; with `wishes`, those that suit the learner.
    Without `mentor_ids`: of all who can be matched. Days of rest and full weeks, as the mentor asked, have none.
    Five queries however many mentors there are, six where somebody has such limits. A mentor asked for who has no
    time gets an empty list. `but_for` is a meeting that is to be moved: as if it were not there. What was taken
    away, and by which rule, is added to `lost` where it is given (one query more): of hours that begin after the
    furthest day, their first time. `ways`: how the two would meet. By phone or video they need no place that is open,
    no room and no way there; those of mentors who do that, three queries more. Two more where somebody from the desk
    comes along to first meetings.
    """
    now = now or timezone.now()
    rules = house_rules()
    today = timezone.localdate(now, timezone.get_default_timezone())
    days = [today + datetime.timedelta(days=ahead) for ahead in range(rules.furthest_days + 1)]
    asked = None if mentor_ids is None else set(mentor_ids)
    if lost is not None:
        lost += (
            Lost(mentor_id, clock_day(day).midnight + wall_quarter(starts), place_id, Rule.TOO_FAR)
            for mentor_id, day, starts, place_id in hours_beyond(asked, days[-1])
        )
    return _free_on(days, asked, now, rules, wishes, lost, but_for, ways)


def next_free_time(
    mentor_ids: Iterable[int] | None = None,
    *,
    now: datetime.datetime | None = None,
    wishes: Wishes | None = None,
    ways: Collection[str] = (MeetingWay.PLACE,),
) -> FreeTime | None:
    """The earliest of `free_times`, found without working all of them out: some days, then more, then all others."""
    now = now or timezone.now()
    rules = house_rules()
    asked = None if mentor_ids is None else list(mentor_ids)
    today = timezone.localdate(now, timezone.get_default_timezone())
    days = [today + datetime.timedelta(days=ahead) for ahead in range(rules.furthest_days + 1)]
    for begin, end in pairwise((0, *_LOOKS, max(len(days), *_LOOKS))):
        some = days[begin:end]
        mentors = mentor_times(asked, some[0], some[-1]) if some else {}
        if mentors:
            remote = remote_ways(mentors, ways, rules)
            sieve = _sieve(some, mentors, now, rules, None, None)
            first = sieve.first(wishes, MeetingWay.PLACE in ways, remote)
            if first is not None:
                return first
    return None


def is_free(
    mentor_id: int,
    start_quarter: int,
    place_id: int,
    *,
    now: datetime.datetime | None = None,
    but_for: uuid.UUID | None = None,
    way: str = MeetingWay.PLACE,
    is_near: bool = True,
) -> FreeTime | None:
    """The free time of `mentor_id` that starts at `start_quarter` at that place; None where there is none.

    By phone or video (`way`) the place is `NO_PLACE`. Without `is_near` the furthest day is not asked: a series
    reaches beyond it.

    `but_for` is a meeting that is to be moved: as if it were not there.
    """
    now = now or timezone.now()
    rules = house_rules()
    zone = timezone.get_default_timezone()
    last_day = timezone.localdate(now, zone) + datetime.timedelta(days=rules.furthest_days)
    furthest = clock_day(last_day + datetime.timedelta(days=1)).midnight
    if not quarter_of(now) < start_quarter or (is_near and start_quarter >= furthest):
        return None
    day = [date_of(start_quarter)]
    for time in _free_on(day, [mentor_id], now, rules, None, None, but_for, (way,))[mentor_id]:
        if (time.start_quarter, time.place_id) == (start_quarter, place_id):
            return time
    return None


def times_on(
    mentor_id: int,
    days: Sequence[datetime.date],
    *,
    now: datetime.datetime,
    lost: list[Lost] | None = None,
    way: str = MeetingWay.PLACE,
) -> list[FreeTime]:
    """The free times of one mentor on certain days in the order of the calendar, also beyond the furthest day."""
    return _free_on(days, [mentor_id], now, house_rules(), None, lost, None, (way,))[mentor_id]


def _free_on(
    days: Sequence[datetime.date],
    mentor_ids: Iterable[int] | None,
    now: datetime.datetime,
    rules: PairingSettings,
    wishes: Wishes | None,
    lost: list[Lost] | None,
    but_for: uuid.UUID | None = None,
    ways: Collection[str] = (MeetingWay.PLACE,),
) -> dict[int, list[FreeTime]]:
    asked = None if mentor_ids is None else set(mentor_ids)
    mentors = mentor_times(asked, days[0], days[-1])
    found: dict[int, list[FreeTime]] = {mentor_id: [] for mentor_id in asked or ()}
    if not mentors:
        return found
    sieve = _sieve(days, mentors, now, rules, lost, but_for)
    remote = remote_ways(mentors, ways, rules)
    for mentor in mentors.values():
        times = sieve.times_of(mentor, MeetingWay.PLACE in ways, remote.get(mentor.mentor_id, ()))
        if wishes is not None:
            times = [time for time in times if sieve.suits(wishes, time)]
        found[mentor.mentor_id] = times
    return found


def _sieve(
    days: Sequence[datetime.date],
    mentors: dict[int, MentorTime],
    now: datetime.datetime,
    rules: PairingSettings,
    lost: list[Lost] | None,
    but_for: uuid.UUID | None,
) -> _Sieve:
    resting = resting_days({one.mentor_id: one.limits for one in mentors.values()}, days, but_for)
    return _Sieve(days, now, rules, mentors, resting, lost, but_for)


_NOTHING: frozenset[int] = frozenset()
#: What a named tuple does when it is called, without the call: there are tens of thousands of times.
_made = tuple.__new__
_AT_PLACE = MeetingWay.PLACE.value


def _order(time: FreeTime) -> tuple[int, int, int, bool]:
    """Of two at the same time and place, the one that needs no answer comes first."""
    return time.start_quarter, time.mentor_id, time.place_id, not time.is_direct


def _each_once(times: list[FreeTime]) -> list[FreeTime]:
    """Earliest first. Where two stretches give the same time and place, the one that needs no answer."""
    times.sort()
    return [
        time
        for time, after in zip_longest(times, times[1:])
        if after is None
        or (time.start_quarter, time.place_id) != (after.start_quarter, after.place_id)
        or time.way != after.way
    ]


class _Sieve:
    """What a search asks about every mentor, read once."""

    def __init__(
        self,
        days: Sequence[datetime.date],
        now: datetime.datetime,
        rules: PairingSettings,
        mentors: dict[int, MentorTime],
        resting: dict[int, set[datetime.date]],
        lost: list[Lost] | None,
        but_for: uuid.UUID | None,
    ) -> None:
        self.length = meeting_quarters(rules)
        self.before, self.after = before_quarters(rules), buffer_quarters(rules)
        self.travel, self.a_day = travel_quarters(rules), rules.meetings_a_day
        self.remote_first = rules.remote_first_meetings
        self.along = None
        if rules.three_way_first_meetings:
            self.along = ComingAlong(now, closed_days(rules), but_for)
        self.is_closed = closed_days(rules)
        self.mentors, self.resting, self.lost = mentors, resting, lost
        self.closed = {day for day in days if self.is_closed(day)}
        self.clocks = {day: clock_day(day) for day in days}
        self.days_of: defaultdict[int, list[datetime.date]] = defaultdict(list)
        for day in days:
            self.days_of[day.weekday()].append(day)
        self.earliest = {
            True: -(-int((now + DIRECT_NOTICE).timestamp()) // QUARTER_SECONDS),
            False: int((now + ANSWER_NOTICE).timestamp()) // QUARTER_SECONDS + 1,
        }
        first, last = quarters_on(days[0])[0], quarters_on(days[-1])[1]
        reach = self.length + max(self.after, self.travel)
        near = max(self.before, self.travel)
        self.taken = taken_times(mentors, first - near, last + reach, but_for)
        for taken in self.taken.values():
            taken.lay_out([clock.midnight for clock in self.clocks.values()], near, reach)
        places = {place for mentor in mentors.values() for place in mentor.timetable.places}
        opening = openings(places, days[0], days[-1])
        rooms = rooms_of(places, first, last + self.length, but_for)
        self.places = {
            place: PlaceTimes(opening.get(place), rooms.get(place), self.length, self.is_closed)
            for place in places
        }

    def times_of(self, mentor: MentorTime, at_places: bool, remote: Sequence[str]) -> list[FreeTime]:
        """The free times of one mentor, earliest first: at places, and in the ways that need none."""
        times: list[FreeTime] = []
        for day, stretch in self._stretches(mentor):
            rule = self._rule_of_stretch(mentor, day, stretch)
            clock = self.clocks[day]
            starts = clock.starts(stretch.opens, stretch.closes, self.length, START_STEP_QUARTERS)
            here = at_places and stretch.place_id != NO_PLACE
            if rule is None and stretch.place_id == NO_PLACE and not remote:
                rule = Rule.ONLY_REMOTE
            if rule is not None or (not starts and self.lost is not None):
                place_id = stretch.place_id if here else NO_PLACE
                self._lose(mentor.mentor_id, day, stretch, starts, rule or Rule.TOO_SHORT, place_id)
            else:
                if here:
                    times += self._free(mentor.mentor_id, day, stretch, starts)
                for way in remote:
                    times += self._free_remotely(mentor.mentor_id, day, way, starts)
        return _each_once(times)

    def first(
        self, wishes: Wishes | None, at_places: bool, remote: Mapping[int, Sequence[str]]
    ) -> FreeTime | None:
        """The earliest free time of anybody that suits; of several, of the first mentor and at the first place.

        Day by day, and of each stretch no more than could come before what is found already.
        """
        on_day: defaultdict[datetime.date, list[tuple[int, MentorTime, Stretch]]] = defaultdict(list)
        for mentor in self.mentors.values():
            for day, stretch in self._stretches(mentor):
                on_day[day].append((stretch.opens, mentor, stretch))
        for day in sorted(on_day):
            best: FreeTime | None = None
            for _opens, mentor, stretch in sorted(on_day[day], key=lambda one: one[0]):
                if self._rule_of_stretch(mentor, day, stretch) is not None:
                    continue
                starts = self.clocks[day].starts(
                    stretch.opens, stretch.closes, self.length, START_STEP_QUARTERS
                )
                if best is not None:
                    starts = [start for start in starts if start <= best.start_quarter]
                mentor_id, some = mentor.mentor_id, list[Iterator[FreeTime]]()
                if at_places and stretch.place_id != NO_PLACE:
                    some.append(self._free(mentor_id, day, stretch, starts))
                some += (
                    self._free_remotely(mentor_id, day, way, starts) for way in remote.get(mentor_id, ())
                )
                for times in some:
                    time = next((one for one in times if wishes is None or self.suits(wishes, one)), None)
                    if time is not None:
                        best = time if best is None else min(best, time, key=_order)
            if best is not None:
                return best
        return None

    def suits(self, wishes: Wishes, time: FreeTime) -> bool:
        """Whether the learner can take it."""
        rule = wishes.rule_against(time)
        if rule is not None and self.lost is not None:
            self.lost.append(Lost(time.mentor_id, time.start_quarter, time.place_id, rule))
        return rule is None

    def _stretches(self, mentor: MentorTime) -> Iterable[tuple[datetime.date, Stretch]]:
        timetable = mentor.timetable
        for weekly in timetable.weekly:
            for day in self.days_of[weekly.weekday]:
                if day not in timetable.on_date and weekly.is_on(day):
                    yield day, weekly.stretch
        for day, stretches in timetable.on_date.items():
            if day in self.clocks:
                for stretch in stretches:
                    yield day, stretch

    def _rule_of_stretch(self, mentor: MentorTime, day: datetime.date, stretch: Stretch) -> Rule | None:
        """What takes all of it away."""
        timetable = mentor.timetable
        if timetable.off and timetable.is_off(day):
            return Rule.DAY_OFF
        if day in self.closed and day not in timetable.on_date:
            return Rule.CLOSED_DAY
        if day in self.resting.get(mentor.mentor_id, ()):
            return Rule.RESTS
        if (
            self.a_day is not None
            and self.taken[mentor.mentor_id].led_on[self.clocks[day].midnight] >= self.a_day
        ):
            return Rule.FULL_DAY
        return None if stretch.is_used else Rule.PLACE_CLOSED

    def _free(
        self, mentor_id: int, day: datetime.date, stretch: Stretch, starts: list[int]
    ) -> Iterator[FreeTime]:
        place_id, is_direct, is_public = stretch.place_id, stretch.is_direct, stretch.is_public
        is_step_free = stretch.is_step_free
        length = self.length
        taken, earliest = self.taken[mentor_id], self.earliest[is_direct]
        # On most days a mentor has no meeting: then there is nothing to collide with.
        is_busy = self.clocks[day].midnight in taken.days
        quarters = taken.quarters if is_busy else _NOTHING
        away = taken.away_from(place_id, self.travel) if is_busy else _NOTHING
        before, whole = self.before, length + self.after
        place, along = self.places[place_id], self.along
        rules, rule_at, seats, with_third = place.rules, place.rule_at, place.seats, along is not None
        for start in starts:
            rule: Rule | None
            if start < earliest:
                rule = Rule.TOO_SOON
            elif quarters and not quarters.isdisjoint(range(start - before, start + whole)):
                rule = Rule.TAKEN
            elif away and not away.isdisjoint(range(start, start + length)):
                rule = Rule.TRAVEL
            else:
                rule = rules[start] if start in rules else rule_at(day, start)
            if rule is not None:
                if self.lost is not None:
                    self.lost.append(Lost(mentor_id, start, place_id, rule))
                continue
            end = start + length
            third = along is None or bool(along.who(start, end))
            yield _made(
                FreeTime,
                (
                    mentor_id,
                    start,
                    end,
                    place_id,
                    is_direct,
                    is_public,
                    _AT_PLACE,
                    third,
                    is_step_free,
                    seats.get(start, ENOUGH_SEATS),
                    with_third,
                ),
            )

    def _free_remotely(
        self, mentor_id: int, day: datetime.date, way: str, starts: list[int]
    ) -> Iterator[FreeTime]:
        """Nowhere: no place has to be open, no room free, nobody on their way. The mentor is asked each time."""
        taken, earliest = self.taken[mentor_id], self.earliest[False]
        quarters = taken.quarters if self.clocks[day].midnight in taken.days else _NOTHING
        for start in starts:
            end = start + self.length
            if start < earliest:
                rule = Rule.TOO_SOON
            elif not quarters.isdisjoint(range(start - self.before, end + self.after)):
                rule = Rule.TAKEN
            else:
                third = self.along is None or bool(self.along.who(start, end))
                yield FreeTime(mentor_id, start, end, NO_PLACE, False, self.remote_first, way, third)
                continue
            if self.lost is not None:
                self.lost.append(Lost(mentor_id, start, NO_PLACE, rule))

    def _lose(
        self,
        mentor_id: int,
        day: datetime.date,
        stretch: Stretch,
        starts: list[int],
        rule: Rule,
        place_id: int,
    ) -> None:
        if self.lost is None:
            return
        for start in starts or [self.clocks[day].midnight + stretch.opens]:
            self.lost.append(Lost(mentor_id, start, place_id, rule))
