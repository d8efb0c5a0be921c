"""The state in the address: only numbers and letters, whatever anybody writes there."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.practice.replay import Answered, State, replay
from courses.practice.run import Choose, Fill, Spot
from tests.courses.practice import scenes

WRITTEN = re.compile(r"([1-9][0-9]?[a-h]{0,8}(-[1-9][0-9]?[a-h]{0,8})*)?")
NEARLY = st.text(alphabet="0123456789abcdefgh-xyzå٣٤ ", max_size=80)


@pytest.fixture(scope="module")
def run():
    """Read, choose (b is right), fill, spot (a and c are warnings)."""
    return scenes.run()


def test_replay_knows_what_was_answered(run):
    state = replay("2a-2b-3a-4ac", run)
    assert state.answered == (Answered(2, "a"), Answered(2, "b"), Answered(3, "a"), Answered(4, "ac"))
    assert state.on(2) == "b"
    assert state.on(1) is None
    assert state.wrong_ways_tried() == 1
    assert state.query() == "?v=2a-2b-3a-4ac"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("2d", ""),  # no such answer
        ("2ab", ""),  # two answers at once
        ("1a", ""),  # nothing to answer on a screen to read
        ("3b", ""),  # a form is filled in or it is not
        ("9a", ""),  # no such screen
        ("4", "4"),  # a message looked at, nothing marked
        ("4ca", ""),  # out of order
        ("4aa", ""),
        ("02b", ""),
        ("2b-<script>-4a", "2b-4a"),
        ("2B", ""),
        ("2b-2b-2b", "2b"),
        ("2a-2b-2a", "2b-2a"),
        ("4a-4c", "4c"),
        ("8112189876", ""),
        ("2b" * 5000, ""),
    ],
)
def test_what_does_not_fit_is_left_out(run, written, kept):
    assert replay(written, run).written() == kept


@settings(deadline=None)
@given(written=st.text(max_size=300) | NEARLY)
def test_any_text_gives_a_state_of_numbers_and_letters(written):
    run = scenes.run()
    state = replay(written, run)
    assert WRITTEN.fullmatch(state.written())
    assert replay(state.written(), run) == state


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-1, 6), st.sampled_from(["", "a", "b", "c", "ac", "abc", "x", "h"])),
        max_size=40,
    )
)
def test_state_survives_the_way_through_an_address_and_stays_short(answers):
    run = scenes.run()
    state = State(run)
    for number, marks in answers:
        state = state.after(number, marks)
    assert replay(state.written(), run) == state
    assert len(state.answered) <= 5  # three answers, one form, one message
    assert state.wrong_ways_tried() <= run.wrong_ways()


def test_screens_know_the_right_way(run):
    choose, fill, spot = run.screens[1], run.screens[2], run.screens[3]
    assert isinstance(choose, Choose)
    assert isinstance(fill, Fill)
    assert isinstance(spot, Spot)
    assert [choose.is_right(letter) for letter in "abcd"] == [False, True, False, False]
    assert (spot.warnings(), spot.sorted_marks("xcba0c")) == ("ac", "abc")
    assert all(spot.is_right(marks) for marks in ("", "b", "ac"))
    assert run.screen(0) is run.screen(5) is None
