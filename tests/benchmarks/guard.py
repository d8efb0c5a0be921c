"""How long the privacy guard reads a text of 2,000 characters, ordinary and hostile."""

from __future__ import annotations

import time
from collections.abc import Iterator

from core.privacy.guard import findings
from tests.benchmarks.bars import Bar

CHARACTERS = 2000
#: What has made patterns of others grow without end.
HOSTILE = [
    "1 ",
    "12-",
    "+4",
    "kod 1",
    "a@a.",
    "811218-9876 ",
    "8112 18 9876 12 ",
    "4111 1111 ",
    "konto nr ",
    "[…]",
    "81.12.18.",
    "SE45 ",
    "ﷺ",
]
ORDINARY = "Jag vill lära mig att boka tid på 1177 och betala räkningar. Ring 0771-524 524 om du undrar. "
TRIES = 15


def guard_bars() -> Iterator[Bar]:
    """The ordinary text, and the slowest of the hostile ones; the best of several readings each."""
    yield Bar(
        "the privacy guard, ordinary text", _milliseconds(ORDINARY), 5, "ms", "2,000 characters, public"
    )
    slowest = max(HOSTILE, key=_milliseconds)
    yield Bar(
        "the privacy guard, hostile text",
        _milliseconds(slowest),
        5,
        "ms",
        f"2,000 characters, the slowest of {len(HOSTILE)} kinds: {slowest!r} again and again",
    )


def _milliseconds(unit: str) -> float:
    text = (unit * CHARACTERS)[:CHARACTERS]
    best = float("inf")
    for _try in range(TRIES):
        began = time.process_time()
        findings(text, public=True)
        best = min(best, time.process_time() - began)
    return best * 1000


if __name__ == "__main__":
    for bar in guard_bars():
        print(bar.line())
