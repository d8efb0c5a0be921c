"""Who has been erased, kept outside the database: a backup from before would bring them back.

A file with one line for each, a day and a hash of the account's random number. The hash says nothing without
the account: 122 random bits cannot be guessed. It is written through to the disk, and it is no backup's part.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils import timezone

#: A backup is overwritten some days late now and then.
MARGIN = datetime.timedelta(days=7)


def note(public_id: uuid.UUID) -> None:
    """Write down that this account was erased today. A second time writes nothing."""
    where().parent.mkdir(parents=True, exist_ok=True)
    with _locked(os.O_CREAT) as file:
        text = file.read()
        if hash_of(public_id) in _read(text):
            return
        if text and not text.endswith("\n"):
            file.write("\n")  # what a power cut left of a line must not run into this one
        file.write(f"{timezone.localdate()} {hash_of(public_id)}\n")
        file.flush()
        os.fsync(file.fileno())


def trim(today: datetime.date) -> int:
    """Take out those who stand in no backup any more; returns how many.

    Nobody is taken out while nobody says how long backups are kept.

    The new list takes the old one's place in one step, so that a power cut leaves one of them whole.
    """
    if not settings.BACKUPS_KEPT_DAYS or not where().exists():
        return 0
    needed_from = today - datetime.timedelta(days=settings.BACKUPS_KEPT_DAYS) - MARGIN
    with _locked() as file:
        lines = file.read().splitlines(keepends=True)
        kept = [line for line in lines if line[:10] >= needed_from.isoformat()]
        if len(kept) == len(lines):
            return 0
        new = where().with_name(where().name + ".new")
        with open(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
        ) as written:
            written.writelines(kept)
            written.flush()
            os.fsync(written.fileno())
        new.replace(where())
        folder = os.open(where().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return len(lines) - len(kept)


def hashes() -> set[str]:
    """The hashes of all who were erased; empty where nobody was."""
    return _read(where().read_text("ascii")) if where().exists() else set()


def hash_of(public_id: uuid.UUID) -> str:
    """What stands in the list for an account."""
    return hashlib.sha256(b"erased:" + public_id.bytes).hexdigest()


def where() -> Path:
    """The file."""
    return Path(settings.ERASED_LIST)


@contextmanager
def _locked(flags: int = 0) -> Iterator[TextIO]:
    """The list, to be read from its start and written at its end by nobody else meanwhile."""
    while True:
        descriptor = os.open(where(), os.O_RDWR | os.O_APPEND | flags, 0o600)
        with os.fdopen(descriptor, "r+", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            # While this one waited, another list may have taken its place.
            if where().exists() and os.path.samestat(os.fstat(descriptor), where().stat()):
                yield file
                return


def _read(text: str) -> set[str]:
    # A last line without its end was cut off by a power cut: its person is still in the database.
    return {
        line.split()[1] for line in text.splitlines(keepends=True) if line.endswith("\n") and line.split()[1:]
    }
