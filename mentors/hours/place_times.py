"""Whether a meeting can begin at a place: it is open, and a room is free. Each time is looked at once for everybody."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from mentors.hours.clock import clock_day
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
        self._rules: dict[int, Rule | None] = {}
        self._open: dict[datetime.date, set[int] | None] = {}

    def rule_at(self, day: datetime.date, start: int) -> Rule | None:
        """Why no meeting can begin there on `day` at the quarter `start`; None where one can."""
        try:
            return self._rules[start]
        except KeyError:
            rule = self._rules[start] = self._rule(day, start)
            return rule

    def _rule(self, day: datetime.date, start: int) -> Rule | None:
        if self.opening is not None:
            fitting = self._fitting(self.opening, day)
            if fitting is not None and start not in fitting:
                return Rule.PLACE_CLOSED
        if self.rooms is not None and not self.rooms.has_one_for(
            PEOPLE_IN_A_MEETING, start, start + self.length
        ):
            return Rule.NO_ROOM
        return None

    def _fitting(self, opening: Opening, day: datetime.date) -> set[int] | None:
        if day not in self._open:
            spans, clock = opening.on(day, self.is_closed), clock_day(day)
            self._open[day] = (
                None
                if spans is None
                else {start for span in spans for start in clock.starts(*span, self.length, 1)}
            )
        return self._open[day]
