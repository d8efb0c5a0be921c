"""Which database, from `DATABASE_URL`; without one, SQLite in `var/`, set up as `docs/decisions.md` says."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

#: Durable to a power cut (FULL), no "database is locked" between racing writers (IMMEDIATE), deleted rows
#: overwritten, no functions from the schema. Never `mmap_size`.
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA journal_size_limit=67108864;"
    ),
}


def sqlite(path: Path | str) -> dict[str, Any]:
    """The settings of a gated SQLite database at `path`."""
    return {"ENGINE": "core.database.sqlite_gated", "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def database(var_dir: Path) -> dict[str, Any]:
    """The default database: `DATABASE_URL` (postgres://… or sqlite:///…), else `db.sqlite3` in `var_dir`."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        var_dir.mkdir(parents=True, exist_ok=True)
        return sqlite(var_dir / "db.sqlite3")
    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(parsed["NAME"])
    return parsed
