"""Those of one process who want the same thing take turns; what others want does not matter."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from mentors.booking import turns
from mentors.booking.turns import in_turn

pytestmark = pytest.mark.one_database


def in_a_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_comes_second_waits_and_knows_it():
    order: list[str] = []
    inside, may_end = threading.Event(), threading.Event()

    def first() -> None:
        with in_turn("a time") as had_to_wait:
            order.append(f"first {had_to_wait}")
            inside.set()
            may_end.wait(10)
            order.append("first is done")

    def second() -> None:
        with in_turn("a time") as had_to_wait:
            order.append(f"second {had_to_wait}")

    one = in_a_thread(first)
    inside.wait(10)
    two = in_a_thread(second)
    with in_turn("another time") as had_to_wait:
        assert not had_to_wait
    may_end.set()
    one.join()
    two.join()
    assert order == ["first False", "first is done", "second True"]
    assert turns._turns == {}


def test_nobody_waits_for_ever(monkeypatch):
    """Somebody who never comes back keeps nobody from asking the database."""
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.01)
    went_on: list[bool] = []
    with in_turn("a time"):
        thread = in_a_thread(lambda: went_on.append(_wait_and_go_on()))
        thread.join(10)
    assert went_on == [True]
    with in_turn("a time") as had_to_wait:
        assert not had_to_wait
    assert turns._turns == {}


def test_what_goes_wrong_lets_the_next_one_in():
    with pytest.raises(ValueError, match="wrong"), in_turn("a time"):
        raise ValueError("wrong")
    with in_turn("a time") as had_to_wait:
        assert not had_to_wait


def _wait_and_go_on() -> bool:
    with in_turn("a time") as had_to_wait:
        return had_to_wait
