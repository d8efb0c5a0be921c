"""Whether a meeting can begin at a place: it is open, and a room is free. Each time is looked at once for everybody."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from mentors.hours.clock import LONGEST_DAY, clock_day
from mentors.hours.lost import Rule
from mentors.hours.opening import Opening, Rooms
from mentors.meetings.people import PEOPLE_IN_A_MEETING

#: Two, somebody from the desk and an interpreter: larger rooms make no difference.
_PEOPLE_AT_MOST = 4


class PlaceTimes:
    """One place. `length`: of a meeting, in quarters. Without an opening it is open; without rooms there is room."""

    def __init__(
        self,
        opening: Opening | None,
        rooms: Rooms | None,
        length: int,
        is_closed: Callable[[datetime.date], bool],
    ) -> None:
        self.opening, self.rooms, self.length, self.is_closed = opening, rooms, length, is_closed
        #: What has been looked at: why no meeting can begin at a quarter; None where one can.
        self.rules: dict[int, Rule | None] = {}
        #: Where one can: how many seats the largest room has that is free. Nothing at a place without rooms.
        self.seats: dict[int, int] = {}
        self._all_day: dict[datetime.date, int] = {}
        self._open: dict[datetime.date, set[int] | None] = {}

    def rule_at(self, day: datetime.date, start: int) -> Rule | None:
        """Why no meeting can begin there on `day` at the quarter `start`; None where one can."""
        try:
            return self.rules[start]
        except KeyError:
            rule = self.rules[start] = self._rule(day, start)
            return rule

    def _rule(self, day: datetime.date, start: int) -> Rule | None:
        if self.opening is not None:
            fitting = self._fitting(self.opening, day)
            if fitting is not None and start not in fitting:
                return Rule.PLACE_CLOSED
        if self.rooms is None:
            return None
        seats = self._seats_all_day(self.rooms, day)
        if seats < min(_PEOPLE_AT_MOST, self.rooms.most_seats):
            seats = self.rooms.seats_for(start, start + self.length)
        self.seats[start] = seats
        return None if seats >= PEOPLE_IN_A_MEETING else Rule.NO_ROOM

    def _seats_all_day(self, rooms: Rooms, day: datetime.date) -> int:
        if day not in self._all_day:
            # The longest day has 100 quarters, and a meeting may end on the next.
            midnight = clock_day(day).midnight
            self._all_day[day] = rooms.seats_all_day(midnight, midnight + LONGEST_DAY + self.length)
        return self._all_day[day]

    def _fitting(self, opening: Opening, day: datetime.date) -> set[int] | None:
        if day not in self._open:
            spans, clock = opening.on(day, self.is_closed), clock_day(day)
            self._open[day] = (
                None
                if spans is None
                else {start for span in spans for start in clock.starts(*span, self.length, 1)}
            )
        return self._open[day]
