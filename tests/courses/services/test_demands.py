"""What is lacked and what is needed: when the one is in the way of the other, and how it is written in an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.services.demands import (
    Lack,
    Needed,
    from_address,
    in_address,
    is_hindered,
    known_lacks,
    lacks_in_the_way,
)

COMBINATIONS = st.frozensets(st.sampled_from(Lack.values), min_size=1)


@pytest.mark.parametrize(
    ("needed", "lacks", "hindered"),
    [
        ("smartphone", {"smartphone"}, True),
        ("smartphone", {"computer"}, False),
        ("screen", {"smartphone"}, False),
        ("screen", {"computer"}, False),
        ("screen", {"smartphone", "computer"}, True),
        ("e_id", {"e_id"}, True),
        ("e_id", {"e_service"}, True),
        ("internet", {"e_service"}, False),
        ("papers", set(Lack.values), False),
        ("bank", set(), False),
    ],
)
def test_what_is_lacked_hinders_what_needs_it(needed: str, lacks: set[str], hindered: bool) -> None:
    assert is_hindered(needed, lacks) is hindered
    assert bool(lacks_in_the_way([needed], frozenset(lacks))) is hindered


def test_whoever_lacks_nothing_is_hindered_by_nothing() -> None:
    assert not any(is_hindered(each, ()) for each in Needed.values)


@given(COMBINATIONS)
def test_a_combination_comes_back_from_its_address(lacks: frozenset[str]) -> None:
    assert from_address(in_address(lacks)) == lacks


@given(COMBINATIONS)
def test_an_address_holds_nothing_that_pages_cannot_be_found_by(lacks: frozenset[str]) -> None:
    assert in_address(lacks).replace("-", "").replace("_", "").isalpha()


@pytest.mark.parametrize(
    "written", ["", "e_id-smartphone", "smartphone-smartphone", "phone", "smartphone-", "-"]
)
def test_one_combination_has_one_address(written: str) -> None:
    assert from_address(written) is None


def test_what_nobody_could_tick_is_left_out() -> None:
    assert known_lacks(["e_id", "<script>", "E_ID", ""]) == {"e_id"}


def test_protected_data_and_dislike_of_e_services_share_one_neutral_key() -> None:
    """Whoever looks over a shoulder, into a history or a log, learns nothing about protected personal data."""
    assert not any("protect" in lack or "skydd" in lack for lack in Lack.values)
