"""Quarters of an hour as whole numbers: UTC seconds since 1970, divided by 900."""

from __future__ import annotations

import datetime
from typing import Protocol

from django.utils import timezone

QUARTER_SECONDS = 900
QUARTER_MINUTES = 15


def quarter_of(moment: datetime.datetime) -> int:
    """The number of the quarter that an aware `moment` lies in. Raises `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return int(moment.timestamp()) // QUARTER_SECONDS


def quarter_start(quarter: int) -> datetime.datetime:
    """The moment a quarter begins, aware, in UTC."""
    return datetime.datetime.fromtimestamp(quarter * QUARTER_SECONDS, tz=datetime.UTC)


class _HasQuarters(Protocol):
    """What begins and ends with a quarter, whether a row of a table or a plain value."""

    @property
    def start_quarter(self) -> int: ...

    @property
    def end_quarter(self) -> int: ...


class InQuarters:
    """The moments of what is kept in whole quarters, half-open [start, end), aware, in the municipality's zone.

    Beside a model it adds no field.
    """

    @property
    def starts_at(self: _HasQuarters) -> datetime.datetime:
        """The start."""
        return timezone.localtime(quarter_start(self.start_quarter))

    @property
    def ends_at(self: _HasQuarters) -> datetime.datetime:
        """The end."""
        return timezone.localtime(quarter_start(self.end_quarter))
