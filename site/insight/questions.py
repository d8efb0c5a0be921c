"""What the report of figures asks, and the answers in a form that points at nobody.

A question is a table: a few measures, split by one dimension. Higher floors register theirs. Three rules keep a small
number from being reckoned:

- Only calendar quarters that are over are shown. They never overlap, and none grows while somebody looks: the
  difference between two looks, or two periods, would be one person.
- A measure is split once. Two splits of one measure tell each other's hidden parts.
- There are no sums, and the order says nothing: rows stand by name.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from insight.figures import figures
from insight.models import Count

Words = str | Promise

#: So many quarters back.
QUARTERS = 8


class Quarter(NamedTuple):
    """A quarter of a year, 1 to 4. As text: `2026-3`."""

    year: int
    number: int

    @property
    def first_month(self) -> datetime.date:
        """The first day of its first month."""
        return datetime.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_month(self) -> datetime.date:
        """The first day of its last month."""
        return datetime.date(self.year, 3 * self.number, 1)

    def before(self) -> Quarter:
        """The one before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


@dataclass(frozen=True)
class Question:
    """One table of the report."""

    heading: Words
    #: The columns: a measure, and what it is called.
    measures: Mapping[str, Words]
    #: The dimension that gives the rows.
    by: str
    #: What the values of the dimension are called; others stand as they are.
    names: Callable[[], Mapping[str, Words]] = dict
    #: Only counts with these values of other dimensions.
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """One table with its figures, ready to be shown: (name, figure for each measure)."""

    question: Question
    rows: list[tuple[str, list[str]]]


_QUESTIONS: list[Question] = []


def register(question: Question) -> None:
    """Put a table into the report. Raises `ValueError` where one of its measures is in another table."""
    if question in _QUESTIONS:
        return
    taken = {measure for one in _QUESTIONS for measure in one.measures}
    if twice := taken & set(question.measures):
        raise ValueError(f"split once already: {sorted(twice)}")
    _QUESTIONS.append(question)


def quarters_that_are_over(today: datetime.date) -> list[Quarter]:
    """The latest `QUARTERS` of them, the latest first."""
    found = [Quarter(today.year, (today.month + 2) // 3).before()]
    while len(found) < QUARTERS:
        found.append(found[-1].before())
    return found


def answers(quarter: Quarter) -> list[Answer]:
    """Every table that has something in `quarter`. One query."""
    counted = list(
        Count.objects.filter(month__gte=quarter.first_month, month__lte=quarter.last_month).values_list(
            "measure", "dimensions", "times"
        )
    )
    found = [_answer(question, counted) for question in _QUESTIONS]
    return [answer for answer in found if answer.rows]


def _answer(question: Question, counted: list[tuple[str, str, int]]) -> Answer:
    columns: dict[str, dict[str, int]] = {measure: defaultdict(int) for measure in question.measures}
    for measure, written, times in counted:
        about = dict(one.split("=", 1) for one in written.split())
        if measure in columns and all(about.get(name) == value for name, value in question.only.items()):
            columns[measure][about.get(question.by, "")] += times
    values = {value for column in columns.values() for value in column}
    shown = [
        figures({value: column.get(value, 0) for value in sorted(values)}) for column in columns.values()
    ]
    names = question.names() if values else {}
    rows = [(str(names.get(value, value)) or "–", [column[value] for column in shown]) for value in values]
    return Answer(question, sorted(rows, key=lambda row: row[0].casefold()))
