"""Of those in one process who want the same time, one after the other asks the database for it.

When a hundred want one time, ninety-nine would stand in the queue of those who write only to hear that it is gone. So
whoever comes second waits here, a moment, and then asks whether it is gone: to read needs no queue. What is right does
not depend on this: another process knows nothing of it, and nobody waits long.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

#: Longer than a booking takes. Then one goes on all the same: the database decides.
WAIT_SECONDS = 0.5
_guard = threading.Lock()
#: For each thing that somebody wants: the lock, and how many have it or wait for it.
_turns: dict[Hashable, tuple[threading.Lock, int]] = {}


@contextmanager
def in_turn(wanted: Hashable) -> Iterator[bool]:
    """Wait until nobody else of this process wants the same, `WAIT_SECONDS` at most. Says whether one had to wait."""
    with _guard:
        lock, number = _turns.get(wanted, (threading.Lock(), 0))
        _turns[wanted] = lock, number + 1
    had_to_wait = not lock.acquire(blocking=False)
    has_it = lock.acquire(timeout=WAIT_SECONDS) if had_to_wait else True
    try:
        yield had_to_wait
    finally:
        if has_it:
            lock.release()
        with _guard:
            _, number = _turns[wanted]
            if number == 1:
                del _turns[wanted]
            else:
                _turns[wanted] = lock, number - 1
