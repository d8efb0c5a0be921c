"""Marks in an address: small, the same in every language, and never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.content import files
from courses.progress import marks
from courses.progress.marks import MOST_MARKS, Able, Mark, mark_of, read, together, with_news, without, write

pytestmark = pytest.mark.one_database

answers = st.sampled_from(["", *Able.values])
some_marks = st.lists(
    st.builds(
        mark_of,
        st.sampled_from([f"guide-{number}" for number in range(50)]),
        st.sampled_from(["", "one", "two", "three"]),
        before=answers,
        after=answers,
        later=answers,
    ),
    unique_by=lambda mark: mark.guide,
    max_size=MOST_MARKS,
).map(tuple)


@given(some_marks)
def test_marks_come_back_from_an_address(given_marks):
    assert read(write(given_marks)) == given_marks
    assert len(write(given_marks)) <= 15 * MOST_MARKS


@given(st.text(max_size=300))
def test_reading_never_fails(written):
    assert write(read(write(read(written)))) == write(read(written))


@pytest.mark.parametrize(
    "written", ["", "-", "x", "k7m4r", "k7m4rqx2", "K7M4RQ", "k7m4rq_4", "k7m4rq_999", "0" * 9999]
)
def test_what_is_no_mark_is_left_out(written):
    assert read(written) == ()
    good = str(mark_of("bankid"))
    assert write(read(f"{written}-{good}-{written}"[:500])) in {good, ""}


def test_an_endless_address_is_cut():
    many = "-".join(str(mark_of(f"guide-{number}")) for number in range(500))
    assert len(read(many)) == MOST_MARKS


def test_codes_of_guides_and_steps_name_no_topic_and_do_not_clash():
    keys = list(files.guide_order())
    assert len({marks.guide_code(key) for key in keys}) == len(keys)
    for key in keys:
        steps = [step["key"] for step in files.guide("sv", key).data["steps"]]
        assert len({marks.step_code(step) for step in steps}) == len(steps)
        written = str(mark_of(key, steps[0]))
        assert key not in written
        assert len(written) == 10


def test_the_codes_never_change():
    """They stand in people's bookmarks."""
    assert (marks.guide_code("bankid"), marks.step_code("install-app")) == ("xxtjhp", "w2px")


def test_news_count_and_stand_last_and_leave_the_rest():
    had = (mark_of("a", "one", before="not_yet"), mark_of("b", "two"))
    news = with_news(had, [mark_of("a", "three", after="with_help")])
    assert news == (mark_of("b", "two"), mark_of("a", "three", before="not_yet", after="with_help"))
    assert with_news(news, [mark_of("a", "one")])[-1].step == marks.step_code("one")


def test_a_guide_can_be_taken_out():
    had = (mark_of("a"), mark_of("b"))
    assert without(had, mark_of("a").guide) == (mark_of("b"),)


def test_what_was_kept_and_what_is_here_come_together_at_the_furthest_step():
    order = {mark_of("a").guide: [marks.step_code(key) for key in ("one", "two", "three")]}
    kept = (mark_of("a", "three", before="not_yet", after="with_help"), mark_of("b", "one"))
    here = (mark_of("a", "two", before="with_help", after="by_myself"), mark_of("c"))
    assert together(kept, here, order) == (
        mark_of("b", "one"),
        mark_of("a", "three", before="not_yet", after="by_myself"),
        mark_of("c"),
    )
    assert together((), here, order) == here
    assert together(kept, (), order) == kept


def test_a_step_that_the_guide_no_longer_has_gives_way():
    order = {mark_of("a").guide: [marks.step_code("two")]}
    assert together((mark_of("a", "gone"),), (mark_of("a", "two"),), order) == (mark_of("a", "two"),)


def test_a_mark_without_the_later_answer():
    assert mark_of("a", later="not_yet").without_later() == Mark(mark_of("a").guide)
