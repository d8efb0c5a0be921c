"""Codes on paper: every slip of the hand is seen, none can be guessed, and a hash gives nothing away."""

from __future__ import annotations

import contextlib
import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.progress import codes
from courses.progress.codes import ALPHABET, CHARACTERS, POSSIBLE, NotACodeError

pytestmark = pytest.mark.one_database

some_code = st.integers(0, POSSIBLE - 1).map(codes.code_of)
places = st.integers(0, CHARACTERS - 1)
characters = st.sampled_from(ALPHABET)


def with_character(code: str, place: int, character: str) -> str:
    return code[:place] + character + code[place + 1 :]


def test_a_code_has_more_than_sixty_random_bits():
    assert math.log2(POSSIBLE) > 63
    assert codes.code_of(0) != codes.code_of(POSSIBLE - 1)


@pytest.mark.parametrize("number", [-1, POSSIBLE])
def test_there_are_no_codes_beyond(number):
    with pytest.raises(ValueError, match="no code number"):
        codes.code_of(number)


def test_the_alphabet_has_nothing_that_looks_alike_and_a_prime_of_characters():
    assert len(set(ALPHABET)) == len(ALPHABET) == 23
    for alike in ("0OQD", "1IL7J", "2Z", "5S", "8B", "6G", "UVY"):
        assert len(set(alike) & set(ALPHABET)) <= 2
    assert not set(ALPHABET) & set("AEIOU01LZSGBV")


@given(st.integers(0, POSSIBLE - 1), st.integers(0, POSSIBLE - 1))
def test_different_numbers_are_different_codes(one, other):
    assert (codes.code_of(one) == codes.code_of(other)) == (one == other)


@given(some_code)
def test_a_code_comes_back_however_it_is_grouped_and_written(code):
    assert len(code) == CHARACTERS
    assert codes.read_code(code) == code
    groups = codes.grouped(code)
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    for typed in (
        " ".join(groups),
        "-".join(groups).lower(),
        f"  {' – '.join(groups)}.\u200b\n",
        "·".join(groups),
    ):
        assert codes.read_code(typed) == code


@given(some_code)
def test_digits_of_other_scripts_and_wide_letters_are_read(code):
    arabic = code.translate({ord(str(digit)): chr(0x0660 + digit) for digit in range(10)})
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    assert codes.read_code(arabic) == codes.read_code(wide) == code


@given(some_code, places, characters)
def test_every_wrong_character_is_seen_and_its_group_is_named(code, place, character):
    typed = with_character(code, place, character)
    if typed == code:
        return
    with pytest.raises(codes.MistypedError) as seen:
        codes.read_code(typed)
    assert seen.value.groups == (place // 4 + 1,)


@given(some_code, places, st.sampled_from(string.printable + "åäöОСВ０١"))
def test_no_single_character_of_any_kind_leads_to_another_code(code, place, character):
    with contextlib.suppress(NotACodeError):
        assert codes.read_code(with_character(code, place, character)) == code


@given(some_code, st.integers(0, CHARACTERS - 2))
def test_every_swap_of_neighbours_is_seen_and_its_group_is_named(code, place):
    typed = with_character(with_character(code, place, code[place + 1]), place + 1, code[place])
    if typed == code:
        return
    with pytest.raises(codes.MistypedError) as seen:
        codes.read_code(typed)
    assert {place // 4 + 1, (place + 1) // 4 + 1} <= set(seen.value.groups)


@given(some_code, places, places, characters, characters)
def test_any_two_wrong_characters_are_seen(code, one, other, first, second):
    typed = with_character(with_character(code, one, first), other, second)
    if typed != code:
        with pytest.raises(codes.MistypedError):
            codes.read_code(typed)


def test_the_check_can_fail(monkeypatch):
    """The negative control: without the second sum a swap of neighbours goes through unseen."""
    code = codes.code_of(12345)
    swapped = code[1] + code[0] + code[2:]
    assert swapped != code
    monkeypatch.setattr(codes, "_sums", lambda values: (sum(values) % 23, 0))
    assert codes.read_code(swapped) == swapped


@given(some_code, places, characters)
def test_a_missing_or_an_extra_character_is_said(code, place, character):
    for typed, length in (
        (code[:place] + code[place + 1 :], 15),
        (code[:place] + character + code[place:], 17),
    ):
        with pytest.raises(codes.WrongLengthError) as seen:
            codes.read_code(typed)
        assert seen.value.characters == length


@pytest.mark.parametrize(
    ("typed", "character"), [("0", "0"), ("O", "O"), ("i", "I"), ("Å", "Å"), ("!", None)]
)
def test_a_character_that_no_code_has_is_named(typed, character):
    code = codes.code_of(99)
    with pytest.raises(NotACodeError) as seen:
        codes.read_code(with_character(code, 3, typed))
    assert getattr(seen.value, "character", None) == character


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_code_or_not(typed):
    with contextlib.suppress(NotACodeError):
        assert len(codes.read_code(typed)) == CHARACTERS


def test_letters_that_look_like_digits_are_read_as_those():
    code = next(
        code for code in map(codes.code_of, range(10**6, 10**6 + 5000)) if {"2", "5", "6", "8"} <= set(code)
    )
    assert codes.read_code(code.translate(str.maketrans("2568", "ZSGB"))) == code


def test_the_code_of_a_ticket_is_the_same_each_time_and_hangs_on_the_key(settings):
    first = codes.code_from("a" * 24)
    assert codes.code_from("a" * 24) == first
    assert codes.code_from("b" * 24) != first
    settings.SECRET_KEY = "another"
    assert codes.code_from("a" * 24) != first


def test_what_is_kept_does_not_give_the_code_away_and_survives_a_new_key(settings):
    code = codes.code_of(7**20 % POSSIBLE)
    old = codes.hash_to_store(code)
    assert len(old) == 64
    assert code not in old.upper()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key"
    assert codes.hash_to_store(code) != old
    assert old in codes.hashes_to_find(code)
