"""Aliases: drawn, unique, two words."""

from __future__ import annotations

import pytest

from users import aliases
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
