"""Notice what an editor has changed since a file was loaded, and keep hands off it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from courses.content.files import ContentFile
from courses.content.models import LoadedFile

#: Stands for all files together, where the memory of one file has its path.
ALL_FILES = "*"


def is_all_loaded(hash_of_all: str) -> bool:
    """Whether a whole load of exactly these files has come to its end."""
    return LoadedFile.objects.filter(path=ALL_FILES, file_hash=hash_of_all).exists()


def remember_all(hash_of_all: str) -> None:
    """Note that all of these files are loaded."""
    LoadedFile.objects.update_or_create(path=ALL_FILES, defaults={"file_hash": hash_of_all})


class Report:
    """What a run of the loader did, by file."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.unchanged: list[str] = []
        self.kept: list[str] = []
        self.of_another_shape: list[str] = []

    def lines(self) -> list[str]:
        """The report for a person, kept files by name; nothing where no file was looked at."""
        if not (self.loaded or self.unchanged or self.kept):
            return []
        summary = f"{len(self.loaded)} files loaded, {len(self.unchanged)} unchanged"
        return [
            summary,
            *(f"changed by an editor since it was loaded, left as it is: {path}" for path in self.kept),
            *(f"not translated beside the Swedish, left as it is: {page}" for page in self.of_another_shape),
        ]


def load_if_ours(
    file: ContentFile, report: Report, state: Callable[[], Any | None], write: Callable[[], None]
) -> None:
    """Write `file` to the database unless that would overwrite somebody's work.

    `state()` is what the database holds now as plain values (None: nothing yet), `write()` puts the file in.
    """
    memory = LoadedFile.objects.filter(path=file.path).first()
    now = state()
    if memory and now is not None:
        if _hash(now) != memory.stored_hash:
            report.kept.append(file.path)
            return
        if memory.file_hash == file.hash:
            report.unchanged.append(file.path)
            return
    elif now is not None:
        # It stands in the database, but we did not put it there.
        report.kept.append(file.path)
        return
    with transaction.atomic():
        write()
        LoadedFile.objects.update_or_create(
            path=file.path, defaults={"file_hash": file.hash, "stored_hash": _hash(state())}
        )
    report.loaded.append(file.path)


def _hash(state: Any) -> str:
    return hashlib.sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()
