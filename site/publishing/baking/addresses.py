"""Which pages are baked: the floors above say so here, in their `AppConfig.ready()`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

#: Plain addresses only, with no dot in them: nothing that is asked for leads out of the tree.
PLAIN = re.compile(r"/(?:[a-z0-9_-]+/)*")


@dataclass(frozen=True)
class Address:
    """A page to bake. `language`: for a page whose address has none, which of its languages this is."""

    path: str
    language: str = ""

    @property
    def folder(self) -> str:
        """Where it lies in the tree. The folder `@` is no address: no reader can ask for it."""
        return f"@/{self.language}/" if self.language else self.path.removeprefix("/")


Source = Callable[[], Iterable[Address]]
NextDay = Callable[[datetime.date], datetime.date | None]

_sources: dict[str, Source] = {}
_days: dict[str, NextDay] = {}


def register(name: str, source: Source) -> None:
    """Have the pages baked that `source` tells. Those that are registered first are baked first."""
    _sources[name] = source


def register_day(name: str, next_day: NextDay) -> None:
    """`next_day` tells the first day after the given one on which a page says something else by itself."""
    _days[name] = next_day


def all_addresses() -> Iterator[Address]:
    """Every page to bake, each once."""
    seen: set[Address] = set()
    for source in _sources.values():
        for address in source():
            if address not in seen and PLAIN.fullmatch(address.path):
                seen.add(address)
                yield address


def next_day(today: datetime.date) -> datetime.date:
    """The first day after `today` on which what is baked today no longer holds; in a year at the latest."""
    days = [day for tell in _days.values() if (day := tell(today)) is not None and day > today]
    return min([*days, today + datetime.timedelta(days=365)])
