"""What a word is, when two are forms of one, and how far a misspelling is from it: in any script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.search.endings import bases, same_word
from courses.search.folding import LONGEST_WORD, are_spelt_alike, fold, has_dots, parts, words
from courses.search.likeness import HALF, WHOLE, distance, near, signature

pytestmark = pytest.mark.one_database

UNHURRIED = settings(deadline=None)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzаеиоуبتث", min_size=1, max_size=10)


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Försörjningsstöd, hyra & mat!", ["forsorjningsstod", "hyra", "mat"]),
        ("fo\u0308rso\u0308rjning", ["forsorjning"]),
        ("E-post, e‑post epost", ["epost", "epost", "epost"]),
        ("don't it’s", ["dont", "its"]),
        ("1177 ١١٧٧ ۱۱۷۷ １１７７", ["1177"] * 4),
        ("أريد إيجار الشقة", ["اريد", "ايجار", "الشقه"]),
        ("مُسَاعَدَة", ["مساعده"]),
        ("ሠላም ዓለም", ["ሰላም", "አለም"]),
        ("Допомога на їжу", ["допомога", "на", "іжу"]),
        ("İSTANBUL ışık", ["istanbul", "isik"]),
        ("ชื่อ", ["ชอ"]),
        ("银行账户", ["银行", "行账", "账户"]),
        ("* \" ' % \x00 - _ ' 😀", []),
        ("", []),
    ],
)
def test_words_are_found_in_any_script(text: str, found: list[str]) -> None:
    assert folded(text) == found


@UNHURRIED
@given(st.text(max_size=200))
def test_every_text_has_words_that_are_folded_once_and_for_all(text: str) -> None:
    for word in words(text):
        assert word.folded
        assert len(word.folded) <= LONGEST_WORD
        assert len(word.exact) <= LONGEST_WORD
        assert fold(word.folded) == word.folded
        assert parts(word) == [] or len(parts(word)) > 1


def test_dots_are_told_from_hyphens() -> None:
    assert are_spelt_alike("bank-id", "bankid")
    assert not are_spelt_alike("får", "far")
    assert has_dots("får")
    assert not has_dots("bank-id")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("hyran", "hyra", "sv"),
        ("hyrorna", "hyra", "sv"),
        ("avin", "avi", "sv"),
        ("lakarens", "lakare", "sv"),
        ("rakningar", "rakningen", "sv"),
        ("lurade", "lurad", "sv"),
        ("lurat", "lurad", "sv"),
        ("scammed", "scam", "en"),
        ("applies", "apply", "en"),
        ("tricking", "tricked", "en"),
        ("البنك", "بنك", "ar"),
        ("rokotuksen", "rokotus", "fi"),
        ("elaketta", "elake", "fi"),
        ("роботу", "робота", "uk"),
        ("рахунку", "рахунок", "uk"),
        ("baasaboorka", "baasaboor", "so"),
    ],
)
def test_forms_of_a_word_are_one_word(one: str, other: str, language: str) -> None:
    assert same_word(one, other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("barn", "bar", "sv"),
        ("hyra", "hyran", "so"),
        ("kort", "kor", "sv"),
        ("bank", "band", "sv"),
        ("tili", "tila", "fi"),
    ],
)
def test_other_words_are_other_words(one: str, other: str, language: str) -> None:
    assert not same_word(one, other, language)


@UNHURRIED
@given(st.text(max_size=12), st.sampled_from(["sv", "en", "ar", "so", "fi", "uk"]))
def test_a_word_is_a_base_of_its_own(word: str, language: str) -> None:
    assert word in bases(word, language)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("bankid", "bankid", 0),
        ("bankidd", "bankid", HALF),  # doubled
        ("forsorjningstod", "forsorjningsstod", HALF),
        ("sosialbidrag", "socialbidrag", HALF),  # heard alike
        ("vardcentarl", "vardcentral", HALF),  # in each other's place
        ("banid", "bankid", WHOLE),  # too few
        ("mobil", "mogil", WHOLE),  # another
    ],
)
def test_distance_is_smaller_for_mistakes_that_many_make(one: str, other: str, far: float) -> None:
    assert distance(one, other, 2.0) == far


@UNHURRIED
@given(LETTERS, LETTERS)
def test_distance_is_the_same_both_ways_and_the_signature_misses_nothing(one: str, other: str) -> None:
    far = distance(one, other, 20.0)
    assert far == distance(other, one, 20.0)
    assert (far == 0) == (one == other)
    assert (signature(one) ^ signature(other)).bit_count() <= 2 * far
    assert near(one, [(other, signature(other))], far) == [(far, other)]


@UNHURRIED
@given(LETTERS, LETTERS, st.sampled_from([0.5, 1.0, 1.5, 2.0]))
def test_distance_gives_up_only_above_its_limit(one: str, other: str, at_most: float) -> None:
    far = distance(one, other, 20.0)
    measured = distance(one, other, at_most)
    assert measured == far if far <= at_most else measured > at_most
