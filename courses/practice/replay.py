"""Where somebody is in a run, replayed from the address: no cookie, no session, nothing on the server.

`?v=2b-2a-4ac` says: on screen 2 first answer b, then answer a; on screen 4 the signs a and c were marked.
Numbers of screens and letters are all that can stand there. What does not fit the run (a mangled address, a
bookmark from before an editor changed the run) is left out, and the rest is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from courses.practice.blocks import LETTERS, MOST_SCREENS, MOST_SIGNS
from courses.practice.run import Choose, Run

#: More than all answers of the longest run that can be built; the rest of an endless address is left.
MOST_ANSWERED = MOST_SCREENS * MOST_SIGNS
_LONGEST_WRITTEN = MOST_ANSWERED * (len("20-") + MOST_SIGNS)
_ANSWERED = re.compile(rf"([1-9][0-9]?)([{LETTERS}]{{0,{MOST_SIGNS}}})", re.ASCII)


@dataclass(frozen=True)
class Answered:
    """What was answered on one screen, as letters."""

    number: int
    marks: str

    def __str__(self) -> str:
        return f"{self.number}{self.marks}"


@dataclass(frozen=True)
class State:
    """What was answered in `run` so far, the latest last."""

    run: Run
    answered: tuple[Answered, ...] = ()

    def after(self, number: int, marks: str) -> State:
        """The state when `marks` are answered on screen `number`; the same where that cannot be answered.

        Every wrong answer that was tried is kept once; of a form and of a message only the latest.
        """
        screen = self.run.screen(number)
        if screen is None or not screen.accepts(marks):
            return self
        new = Answered(number, marks)
        kept = [
            old
            for old in self.answered
            if old.number != number or (isinstance(screen, Choose) and old.marks != marks)
        ]
        return State(self.run, (*kept, new))

    def on(self, number: int) -> str | None:
        """The latest answer on screen `number`, or nothing where none was given."""
        return next((old.marks for old in reversed(self.answered) if old.number == number), None)

    def wrong_ways_tried(self) -> int:
        """How many different wrong answers were looked at."""
        return sum(
            not screen.is_right(old.marks)
            for old in self.answered
            if (screen := self.run.screen(old.number)) is not None
        )

    def written(self) -> str:
        """The state as it stands in an address."""
        return "-".join(map(str, self.answered))

    def query(self) -> str:
        """The end of an address: `?v=…`, or nothing at the beginning of a run."""
        return f"?v={self.written()}" if self.answered else ""


def replay(written: str, run: Run) -> State:
    """The state that stands in an address. Never raises, whatever is `written`."""
    state = State(run)
    for word in written[:_LONGEST_WRITTEN].split("-"):
        match = _ANSWERED.fullmatch(word)
        if match:
            state = state.after(int(match[1]), match[2])
    return state
