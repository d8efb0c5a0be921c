"""Explanations in words, from the parts and the prices."""

from __future__ import annotations

import pytest
from django.utils import translation

from mentors.matching.costs import PART_NAMES
from mentors.matching.telling import (
    FITS_LESS,
    fits_less_well,
    instead_for_desk,
    price_for_desk,
    price_for_learner,
)


def test_a_learner_reads_what_fits_less_well_without_a_figure() -> None:
    parts = dict.fromkeys(PART_NAMES, 20)
    with translation.override("en"):
        said = [*fits_less_well(parts), price_for_learner("Fatima", is_wanted=True)]
    assert len(said) == len(FITS_LESS) + 2
    assert not any(letter.isdigit() for letter in " ".join(said))
    assert fits_less_well({"load": 4, "new": 6, "wait": 3}) == []


@pytest.mark.parametrize(
    ("price", "is_full", "words"),
    [
        (0, False, "Det finns plats hos Fatima: en till kostar ingen något."),
        (
            4,
            False,
            "Fatima har plats för fler. En till kostar 4 poäng, för att arbetet ska delas mellan mentorer.",
        ),
        (
            34,
            True,
            "Fatima är efterfrågad av många. En till där tar platsen från någon annan och kostar alla som väntar 34 "
            "poäng tillsammans.",
        ),
    ],
)
def test_a_price_is_explained_in_words(price: int, is_full: bool, words: str) -> None:
    with translation.override("sv"):
        assert price_for_desk("Fatima", price, is_full=is_full) == words


def test_why_not_the_one_who_fits_better_names_gain_and_loss() -> None:
    with translation.override("en"):
        said = instead_for_desk("Amina", 6, 24, "Fatima", 16)
    assert "6 points against 16 with Fatima" in said
    assert said.endswith("the gain of 10 is less than what others who wait would lose by that place: 24.")
