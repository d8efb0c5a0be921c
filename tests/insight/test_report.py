"""The report of figures: no small number is told, nor by two tables, two periods or two looks."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.permission_matrix import Role
from insight import counts, questions
from insight.models import Count
from insight.questions import Quarter, Question, answers, quarters_that_are_over
from tests.roles import person_of, sign_in

TODAY = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
SUMMER = Quarter(2026, 3)


@pytest.fixture
def fruit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of one table."""
    monkeypatch.setattr(questions, "_QUESTIONS", [])
    names = {"a": "Äpple", "b": "Banan"}
    questions.register(
        Question(
            "Frukt", {"eaten": "Ätna", "grown": "Odlade"}, by="kind", names=lambda: names, only={"at": "home"}
        )
    )


def eat(measure: str, times: int, month: int = 8, **about: str) -> None:
    with time_machine.travel(datetime.datetime(2026, month, 10, tzinfo=datetime.UTC)):
        counts.add(measure, times, **about)


def test_a_table_is_the_whole_quarter_by_name_with_small_numbers_hidden(fruit: None, db: None) -> None:
    eat("eaten", 4, kind="a", at="home")
    eat("eaten", 2, month=9, kind="a", at="home")
    eat("eaten", 3, kind="b", at="home")
    eat("eaten", 8, kind="c", at="home")
    eat("grown", 5, kind="b", at="home")
    eat("eaten", 50, kind="a", at="work")
    eat("eaten", 50, month=10, kind="a", at="home")
    [answer] = answers(SUMMER)
    assert answer.rows == [
        ("Banan", ["färre än 5", "5"]),
        ("c", ["8", "0"]),
        ("Äpple", ["visas inte", "0"]),
    ]


def test_the_quarter_that_goes_on_is_never_shown() -> None:
    assert [str(one) for one in quarters_that_are_over(TODAY.date())][:3] == ["2026-3", "2026-2", "2026-1"]
    assert str(quarters_that_are_over(datetime.date(2026, 1, 1))[0]) == "2025-4"
    assert (SUMMER.first_month, SUMMER.last_month) == (datetime.date(2026, 7, 1), datetime.date(2026, 9, 1))


def test_a_measure_is_split_once(fruit: None) -> None:
    with pytest.raises(ValueError, match="eaten"):
        questions.register(Question("Bord", {"eaten": "Ätna"}, by="table"))


@time_machine.travel(TODAY, tick=False)
def test_the_page_shows_what_is_counted_and_no_other_period(client: Client, db: None) -> None:
    coordinator = person_of(Role.COORDINATOR)
    assert coordinator is not None
    sign_in(client, coordinator)
    Count.objects.create(measure="time.declined", month=SUMMER.last_month, dimensions="part=evening", times=7)
    page = client.get(reverse("figures")).content.decode()
    assert "<td>7</td>" in page
    for wanted in ("2026-4", "2026-03", "x", "٣"):
        assert client.get(reverse("figures"), {"quarter": wanted}).status_code != 200
