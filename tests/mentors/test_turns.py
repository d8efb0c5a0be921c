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


def test_who_comes_second_waits_and_is_told_what_the_first_has_seen():
    order: list[str] = []
    inside, may_end = threading.Event(), threading.Event()

    def first() -> None:
        with in_turn("a time") as turn:
            order.append(f"first {turn.is_gone()}")
            inside.set()
            may_end.wait(10)
            turn.say_gone()
            order.append("first is done")

    def second() -> None:
        with in_turn("a time") as turn:
            order.append(f"second {turn.is_gone()}")

    one = in_a_thread(first)
    inside.wait(10)
    two = in_a_thread(second)
    with in_turn("another time") as turn:
        assert not turn.is_gone()
    may_end.set()
    one.join()
    two.join()
    assert order == ["first False", "first is done", "second True"]
    assert turns._turns == {}


def test_what_one_has_seen_is_believed_for_a_moment_and_by_those_who_are_there(monkeypatch):
    with in_turn("a time") as turn:
        turn.say_gone()
        assert turn.is_gone()
        monkeypatch.setattr(turns, "BELIEVED_SECONDS", 0)
        assert not turn.is_gone()
    with in_turn("a time") as turn:
        assert turn.seen_gone is None


def test_nobody_waits_for_ever(monkeypatch):
    """Somebody who never comes back keeps nobody from asking the database."""
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.01)
    went_on: list[str] = []

    def another() -> None:
        with in_turn("a time"):
            went_on.append("went on")

    with in_turn("a time"):
        in_a_thread(another).join(10)
        assert went_on == ["went on"]
    assert turns._turns == {}


def test_what_goes_wrong_lets_the_next_one_in():
    with pytest.raises(ValueError, match="wrong"), in_turn("a time"):
        raise ValueError("wrong")
    assert turns._turns == {}
