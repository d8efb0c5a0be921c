"""House rules as Django system checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from core.database.driver import FIRST_SOUND_VERSION

SOUND = ".".join(str(part) for part in FIRST_SOUND_VERSION)
WANTED_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
}


@register(Tags.database)
def sqlite_is_sound(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse an SQLite that is set up to lose bookings; warn about one that can corrupt its file."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        import sqlite3

        if sqlite3.sqlite_version_info < FIRST_SOUND_VERSION:
            problems.append(
                Warning(
                    f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug: it can corrupt its file.",
                    hint=f"Use SQLite {SOUND} or newer (`pysqlite3`), or PostgreSQL (DATABASE_URL).",
                    id="core.W001",
                )
            )
        if connection.settings_dict.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
            problems.append(
                Error(
                    f"Database {alias!r} does not begin transactions IMMEDIATE: racing bookings fail.",
                    hint="Use config.settings.databases.sqlite().",
                    id="core.E002",
                )
            )
        problems.extend(_wrong_pragmas(alias))
    return problems


def _wrong_pragmas(alias: str) -> list[CheckMessage]:
    wrong: list[CheckMessage] = []
    with connections[alias].cursor() as cursor:
        for pragma, wanted in WANTED_PRAGMAS.items():
            cursor.execute(f"PRAGMA {pragma}")
            (value,) = cursor.fetchone()
            if value != wanted:
                wrong.append(
                    Error(
                        f"PRAGMA {pragma} is {value!r} in database {alias!r}, not {wanted!r}.",
                        hint="Confirmed bookings can be lost. Use config.settings.databases.sqlite().",
                        id="core.E003",
                    )
                )
    return wrong
