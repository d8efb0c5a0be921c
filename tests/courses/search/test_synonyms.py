"""The files of everyday words."""

from __future__ import annotations

import tomllib

import pytest

from courses.search.folding import words
from courses.search.synonyms import FOLDER, synonyms

pytestmark = pytest.mark.one_database

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def data(language: str) -> dict:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text())


def test_swedish_and_english_have_everyday_words_enough() -> None:
    assert {"sv", "en"} <= set(LANGUAGES)
    assert len({word for said in data("sv")["words"].values() for word in said}) >= 150
    assert len({word for said in data("en")["words"].values() for word in said}) >= 150


def test_everything_in_a_file_is_words(language: str) -> None:
    file = data(language)
    assert set(file) == {"small", "words", "pages"}
    for said in (file["small"], *file["words"].values(), *file["pages"].values()):
        assert [text for text in said if not words(text)] == []
        assert [text for text in said if text != text.strip()] == []


def test_our_own_words_do_not_stand_twice(language: str) -> None:
    ours = [tuple(word.folded for word in words(text)) for text in data(language)["words"]]
    assert len(ours) == len(set(ours))


def test_no_small_word_is_one_of_ours(language: str) -> None:
    file = data(language)
    assert [text for text in file["words"] if text in file["small"]] == []


def test_a_word_of_ours_is_known_in_any_form_and_within_a_text() -> None:
    swedish = synonyms("sv")
    assert "doktor" in swedish.everyday(["Fråga läkaren"])
    assert "socialbidrag" in swedish.everyday(["Sök försörjningsstöd"])
    assert "printa ut" in swedish.everyday(["Lär dig skriva ut papper"])
    assert swedish.everyday(["Något helt annat"]) == []


def test_an_own_variant_has_the_words_of_its_base_and_of_its_own_file() -> None:
    dari = synonyms("fa-af")
    assert "مکتب" in dari.pages["school"]
    assert "مدرسه" in dari.pages["school"]
    assert synonyms("sv-simple").pages == synonyms("sv").pages


def test_a_language_without_a_file_has_no_everyday_words() -> None:
    assert synonyms("th").everyday(["hyra"]) == []
    assert synonyms("th").small == frozenset()
