"""What counts for more, in which words, and in which language."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.search import index
from courses.search.find import LONGEST_TEXT, Found, find
from courses.search.findables import GUIDE
from tests.courses import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def guides() -> None:
    """Two guides in Swedish, one of them in English too."""
    bankid = pages.guide(
        "bankid",
        title="Skaffa BankID",
        need="Logga in på nätet",
        tags=("e-legitimation", "lösenord", "id-kort"),
    )
    pages.guide("bankid", "en", same_as=bankid, title="Get BankID", need="Log in", tags=("password",))
    pages.guide(
        "1177",
        title="Skriv till vården",
        need="Boka tid eller fråga vården",
        tags=("läkare", "recept"),
        service=None,
    )
    index.rebuild()


def keys(text: str, language: str = "sv") -> list[str]:
    found = find(text, language)
    return [] if found.are_near else [entry.key for entry in found.of_kind(GUIDE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BankID", ["bankid"]),  # title
        ("boka", ["1177"]),  # need
        ("recept", ["1177"]),  # tag
        ("RECEPT", ["1177"]),
        ("summary", ["1177", "bankid"]),
        ("explain borrow", ["1177", "bankid"]),  # one of two words, in the text
        ("receptet", ["1177"]),
        ("lakare", ["1177"]),
        ("legitimasjon", ["bankid"]),
        ("läkaretid", ["1177"]),
        ("läkar tid", ["1177"]),
        ("legitimation", ["bankid"]),
        ("reseptet", ["1177"]),
        ("bank id", ["bankid"]),
        ("idkort", ["bankid"]),
        ("password", ["bankid"]),  # in English on a Swedish page
    ],
)
@pytest.mark.usefixtures("guides")
def test_words_lead_to_guides(text: str, found: list[str]) -> None:
    assert sorted(keys(text)) == found


@pytest.mark.usefixtures("guides")
def test_only_published_guides_are_found_and_what_a_language_lacks_is_lent_to_it() -> None:
    pages.guide("secret", title="Hemlig BankID", live=False)
    index.rebuild()
    assert keys("bankid", "en") == ["bankid"]
    assert keys("recept", "en") == ["1177"]
    assert keys("hemlig") == []


def test_a_title_counts_for_more_than_a_tag_and_a_tag_for_more_than_text() -> None:
    pages.guide("text", what="<p>Vi talar om paraply.</p>", place_in_order=1)
    pages.guide("tag", tags=("paraply",), place_in_order=2)
    pages.guide("title", title="Köp ett paraply", place_in_order=3)
    index.rebuild()
    assert keys("paraply") == ["title", "tag"]  # what has far fewer points is left out
    assert keys("paraplyet")[0] == "title"


def test_all_words_are_better_than_some_and_some_are_accepted() -> None:
    pages.guide("one", tags=("äpple",), place_in_order=1)
    pages.guide("both", tags=("äpple", "päron"), place_in_order=2)
    index.rebuild()
    assert keys("äpple päron") == ["both", "one"]
    assert keys("päron banan kiwi") == ["both"]


def test_dots_that_were_typed_are_minded() -> None:
    pages.guide("box", title="Köp en låda", place_in_order=2)
    pages.guide("barn", title="Köp en lada", place_in_order=1)
    index.rebuild()
    assert keys("låda")[0] == "box"
    assert keys("lada")[0] == "barn"


def test_a_rare_word_counts_for_more_than_one_that_stands_everywhere() -> None:
    for number in range(5):
        pages.guide(f"bank-{number}", title=f"Besök banken {number}", place_in_order=number)
    pages.guide("rare", title="Besök zoo", place_in_order=9)
    index.rebuild()
    assert keys("banken zoo")[0] == "rare"


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("sv", "Гроші на оренду", "гроші"),
        ("sv", "المال للإيجار", "مال ايجار"),
        ("sv", "ገንዘብ ንኪራይ", "ገንዘብ"),
        ("sv", "เงินค่าเช่า", "ค่าเช่า"),
        ("sv", "房租补助", "房租"),
    ],
)
def test_every_script_is_found(language: str, title: str, text: str) -> None:
    pages.guide("money", language, title=title)
    pages.guide("other", language, title="Något annat")
    index.rebuild()
    assert keys(text, language)[:1] == ["money"]


@pytest.mark.usefixtures("guides")
def test_only_the_first_hundred_characters_are_read() -> None:
    assert keys("x" * (LONGEST_TEXT - 7) + " recept") == ["1177"]
    assert keys("x " * LONGEST_TEXT + "recept") == []


def test_without_an_index_nothing_is_found_and_nothing_breaks() -> None:
    assert find("bankid", "sv") == Found(are_near=True)


@given(st.text(max_size=120))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@pytest.mark.usefixtures("guides")
def test_any_text_is_answered(text: str) -> None:
    for language in ("sv", "en"):
        found = find(text, language)
        assert found.results == sorted(found.results, key=lambda result: -result.points)
        assert all(result.points > 0 for result in found.results)
