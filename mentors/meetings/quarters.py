"""Quarters of an hour as whole numbers: UTC seconds since 1970, divided by 900."""

from __future__ import annotations

import datetime

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
