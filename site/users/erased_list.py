"""Who has been erased, kept outside the database: a backup from before would bring them back.

A file with one line for each, a day and a hash of the account's random number. The hash says nothing without
the account: 122 random bits cannot be guessed. It is written through to the disk, and it is no backup's part.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def note(public_id: uuid.UUID) -> None:
    """Write down that this account was erased today. A second time writes nothing."""
    path = where()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if hash_of(public_id) in _read(file.read()):
            return
        file.write(f"{timezone.localdate()} {hash_of(public_id)}\n")
        file.flush()
        os.fsync(file.fileno())


def hashes() -> set[str]:
    """The hashes of all who were erased; empty where nobody was."""
    return _read(where().read_text("ascii")) if where().exists() else set()


def hash_of(public_id: uuid.UUID) -> str:
    """What stands in the list for an account."""
    return hashlib.sha256(b"erased:" + public_id.bytes).hexdigest()


def where() -> Path:
    """The file."""
    return Path(settings.ERASED_LIST)


def _read(text: str) -> set[str]:
    # A last line without its end was cut off by a power cut: its person is still in the database.
    return {
        line.split()[1] for line in text.splitlines(keepends=True) if line.endswith("\n") and line.split()[1:]
    }
