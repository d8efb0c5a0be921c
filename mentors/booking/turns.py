"""Of those in one process who want the same time, one after the other asks the database for it.

When a hundred want one time, ninety-nine would stand in the queue of those who write only to hear that it is gone. So
whoever comes second waits here, a moment, and then asks whether it is gone: to read needs no queue. What is right does
not depend on this: another process knows nothing of it, and nobody waits long. On two cores, with SQLite, the last of a
hundred had an answer after 0.47 s, and without turns after 0.73 s (tests/benchmarks/storm.py).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

#: Longer than a booking takes. Then one goes on all the same: the database decides.
WAIT_SECONDS = 0.5
#: For how long those who wait believe what one of them was told.
BELIEVED_SECONDS = 1.0
_guard = threading.Lock()
#: For each thing that somebody wants.
_turns: dict[Hashable, Turn] = {}


@dataclass
class Turn:
    """What those share who want the same: how many there are, and what one of them has been told."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    number: int = 0
    seen_gone: float | None = None

    def say_gone(self) -> None:
        """Tell those who wait that somebody has it now, so that they need not ask."""
        self.seen_gone = time.monotonic()

    def is_gone(self) -> bool:
        """Whether one of those who want it has just been told that it is gone."""
        return self.seen_gone is not None and time.monotonic() - self.seen_gone < BELIEVED_SECONDS


@contextmanager
def in_turn(wanted: Hashable) -> Iterator[Turn]:
    """Wait until nobody else of this process has a turn for the same, `WAIT_SECONDS` at most."""
    with _guard:
        turn = _turns.setdefault(wanted, Turn())
        turn.number += 1
    has_it = turn.lock.acquire(timeout=WAIT_SECONDS)
    try:
        yield turn
    finally:
        if has_it:
            turn.lock.release()
        with _guard:
            turn.number -= 1
            if not turn.number:
                del _turns[wanted]
