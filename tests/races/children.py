"""The environment that a process needs to work on the database of the test that started it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """As ours, with `DATABASE_URL` naming the test database: a file of SQLite or a database of PostgreSQL."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        parts = urlsplit(os.environ["DATABASE_URL"])
        url = urlunsplit(parts._replace(path=f"/{name}"))
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "MEDLOTS_TEST_VAR": str(settings.VAR_DIR),
        "PYTHONPATH": f"{PROJECT / 'site'}:{PROJECT}",
    }
