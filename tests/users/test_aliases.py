"""Aliases: drawn, unique, two words."""

from __future__ import annotations

import pytest

from users import aliases
from users.aliases import FIRST_WORDS, SECOND_WORDS, is_in_address, is_like_full_name
from users.models import User


def test_alias_is_two_words(db: None) -> None:
    first, second = aliases.new_alias().split()
    assert first in aliases.FIRST_WORDS
    assert second in aliases.SECOND_WORDS


def test_words_are_listed_once() -> None:
    for words in (aliases.FIRST_WORDS, aliases.SECOND_WORDS):
        assert len(set(words)) == len(words)
    assert len(aliases.FIRST_WORDS) * len(aliases.SECOND_WORDS) > 1500


def test_longest_alias_fits_its_field() -> None:
    longest = max(map(len, aliases.FIRST_WORDS)) + max(map(len, aliases.SECOND_WORDS)) + len(" " + " 999")
    assert longest <= (User._meta.get_field("alias").max_length or 0)


def test_taken_alias_is_not_given_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aliases, "FIRST_WORDS", ("Stilla",))
    monkeypatch.setattr(aliases, "SECOND_WORDS", ("Björk",))
    given = []
    for _person in range(3):
        given.append(aliases.new_alias())
        User.objects.create_person(given[-1])
    assert given == ["Stilla Björk", "Stilla Björk 2", "Stilla Björk 3"]


@pytest.mark.parametrize(
    "alias", ["Amal Berg", "Anna-Karin Öberg", "Жанна Іваненко", "Mohamed Ali Hassan", "Åsa D’Angelo"]
)
def test_the_shape_of_a_whole_name_is_seen(alias):
    assert is_like_full_name(alias)


@pytest.mark.parametrize(
    "alias",
    [
        "Amal",
        "Stilla Björk",
        "stilla björk",
        "den som läser",
        "Kalle 2",
        "A B",
        "",
        "محمد علي",
        "Björn på ön",
    ],
)
def test_a_first_name_or_a_made_up_name_is_fine(alias):
    assert not is_like_full_name(alias)


def test_no_alias_of_ours_is_taken_for_a_name():
    assert not any(is_like_full_name(f"{one} {other}") for one in FIRST_WORDS for other in SECOND_WORDS)


@pytest.mark.parametrize(
    ("alias", "address", "is_in"),
    [
        ("Amal", "amal.berg@example.org", True),
        ("Åsa B", "asa.b@example.org", True),
        ("Bo", "bo@example.org", False),
        ("Stilla Björk", "amal.berg@example.org", False),
        ("Example", "amal@example.org", False),
    ],
)
def test_a_name_from_ones_own_address_is_seen(alias, address, is_in):
    assert is_in_address(alias, address) == is_in
