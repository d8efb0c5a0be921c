"""What a page asked the database when it was baked, and whether it would be answered the same now.

A page is made of the answers to its questions. As long as every question is answered as before, the page would come out
as before, and need not be made again: asking takes a tenth of the time, and pages have most questions in common. What a
page is made of besides is the code (`ingredients`) and the day (`addresses.register_day`).
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

#: A question as it is kept: which SQL, its parameters, and a hash of the answer.
Asked = list[list[Any]]
_KINDS: dict[str, Any] = {
    "uuid": uuid.UUID,
    "date": datetime.date.fromisoformat,
    "time": datetime.datetime.fromisoformat,
}


@dataclass(frozen=True)
class Question:
    """SQL with its parameters."""

    sql: str
    parameters: tuple[Any, ...]


class Asker:
    """Asks each question once. The texts of the questions are kept in `folder`, each under the hash of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answers: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def answered(self, questions: Iterable[Question]) -> Asked | None:
        """The questions with what is answered now; None where one cannot be kept."""
        kept: Asked = []
        for question in questions:
            try:
                parameters = [_written(each) for each in question.parameters]
            except TypeError:
                return None
            asked = [self._keep(question.sql), parameters, ""]
            if asked not in kept:
                kept.append(asked)
        for each in kept:
            each[2] = self._answer(each[0], each[1], again=True)
        return kept

    def is_answered_as_before(self, asked: Asked) -> bool:
        """Whether every question of a page has the answer that it had."""
        return all(self._answer(text, parameters) == answer for text, parameters, answer in asked)

    def _answer(self, text: str, parameters: list[Any], *, again: bool = False) -> str:
        key = f"{text} {parameters}"
        if again or key not in self._answers:
            sql = self._texts.get(text)
            if sql is None:
                try:
                    sql = self._texts[text] = (self._folder / text).read_text()
                except OSError:
                    return "nobody knows the question"
            with connection.cursor() as cursor:
                cursor.execute(sql, [_read(each) for each in parameters])
                rows = cursor.fetchall()
            self._answers[key] = hashlib.sha256(repr(rows).encode()).hexdigest()[:24]
        return self._answers[key]

    def _keep(self, sql: str) -> str:
        name = hashlib.sha256(sql.encode()).hexdigest()[:24]
        if name not in self._texts:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f"{name}.new"
            beside.write_text(sql)
            beside.replace(self._folder / name)
            self._texts[name] = sql
        return name


def _written(value: Any) -> Any:
    """A parameter as JSON has it. Raises `TypeError` for what JSON cannot say and we do not either."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return {"list": [_written(each) for each in value]}
    if isinstance(value, uuid.UUID):
        return {"uuid": str(value)}
    if isinstance(value, datetime.datetime):
        return {"time": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    raise TypeError(value)


def _read(written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    ((kind, value),) = written.items()
    return [_read(each) for each in value] if kind == "list" else _KINDS[kind](value)
