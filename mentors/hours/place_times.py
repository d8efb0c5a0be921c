"""Whether a meeting can begin at a place: it is open, and a room is free. Each time is looked at once for everybody."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from mentors.hours.clock import LONGEST_DAY, clock_day
from mentors.hours.lost import Rule
from mentors.hours.opening import Opening, Rooms

#: A mentor and a learner.
PEOPLE_IN_A_MEETING = 2


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
        self._roomy: dict[datetime.date, bool] = {}
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
        if self.rooms is None or self._has_room_all_day(self.rooms, day):
            return None
        has_room = self.rooms.has_one_for(PEOPLE_IN_A_MEETING, start, start + self.length)
        return None if has_room else Rule.NO_ROOM

    def _has_room_all_day(self, rooms: Rooms, day: datetime.date) -> bool:
        if day not in self._roomy:
            # The longest day has 100 quarters, and a meeting may end on the next.
            midnight = clock_day(day).midnight
            end = midnight + LONGEST_DAY + self.length
            self._roomy[day] = rooms.has_one_all_day(PEOPLE_IN_A_MEETING, midnight, end)
        return self._roomy[day]

    def _fitting(self, opening: Opening, day: datetime.date) -> set[int] | None:
        if day not in self._open:
            spans, clock = opening.on(day, self.is_closed), clock_day(day)
            self._open[day] = (
                None
                if spans is None
                else {start for span in spans for start in clock.starts(*span, self.length, 1)}
            )
        return self._open[day]
