"""Search in everyday words. The same on both databases."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.search.find import find
from tests.courses import pages
from tests.courses.reading_room import is_anonymous, parts, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def guides() -> None:
    """Two guides in Swedish, one of them in English too."""
    bankid = pages.guide(
        "bankid", title="Skaffa BankID", need="Logga in på nätet", tags=("e-legitimation", "lösenord")
    )
    pages.guide("bankid", "en", same_as=bankid, title="Get BankID", need="Log in", tags=("password",))
    pages.guide(
        "1177", title="Skriv till vården", need="Boka tid eller fråga vården", tags=("läkare", "recept")
    )


def keys(text: str, language: str = "sv") -> list[str]:
    return [guide.key for guide in find(text, pages.locale(language))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BankID", ["bankid"]),  # title
        ("boka", ["1177"]),  # need
        ("recept", ["1177"]),  # tag
        ("RECEPT", ["1177"]),
        ("careful", ["1177", "bankid"]),  # words of the steps
    ],
)
@pytest.mark.usefixtures("guides")
def test_title_need_tag_and_text_lead_to_the_guide(text: str, found: list[str]) -> None:
    assert sorted(keys(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("receptet", ["1177"]), ("lakare", ["1177"]), ("legitimasjon", ["bankid"]), ("läkaretid", ["1177"])],
)
@pytest.mark.usefixtures("guides")
def test_ending_missing_dots_and_misspelling_are_no_dead_end(text: str, found: list[str]) -> None:
    assert keys(text) == found


@pytest.mark.usefixtures("guides")
def test_only_published_guides_in_the_readers_language_are_found() -> None:
    pages.guide("secret", title="Hemlig BankID", live=False)
    assert keys("bankid", "en") == ["bankid"]
    assert keys("recept", "en") == []
    assert keys("hemlig") == []


@pytest.mark.parametrize(
    "text", ["", "   ", "*", '"', "a' OR \"b", "NEAR(", "AND", "title:x", "%", "'; --", "\x00"]
)
@pytest.mark.usefixtures("guides")
def test_any_text_gives_a_page(client: Client, text: str) -> None:
    assert client.get("/sv/sok/", {"q": text}).status_code == 200


@pytest.mark.parametrize("text", ["", "xyzzyq"])
@pytest.mark.usefixtures("guides")
def test_no_words_and_nothing_found_lead_to_all_guides_and_a_person(client: Client, text: str) -> None:
    page = parts(client.get("/sv/sok/", {"q": text}))
    assert {link["href"] for link in page.find(class_="guides").find_all("a")} == {"/sv/bankid/", "/sv/1177/"}
    assert page.find("header").find("a", href="/sv/hjalp/")


@pytest.mark.usefixtures("guides")
def test_words_stay_in_the_box(client: Client) -> None:
    assert parts(client.get("/sv/sok/", {"q": 'min "kod'})).find(id="q")["value"] == 'min "kod'


@pytest.mark.usefixtures("guides")
def test_personal_number_is_refused_and_not_repeated(client: Client) -> None:
    response = client.get("/sv/sok/", {"q": "191212121212"})
    assert "191212121212" not in response.content.decode()
    assert parts(response).find(id="q")["aria-describedby"] == "q_error"


@pytest.mark.usefixtures("guides")
def test_search_sets_no_cookie(client: Client) -> None:
    assert is_anonymous(client.get("/sv/sok/", {"q": "recept"}))


@pytest.mark.parametrize("text", ["", "need", "nead"])
def test_queries_are_few_and_do_not_grow_with_the_guides(client: Client, text: str) -> None:
    pages.guide("one", tags=("tag",))
    with_one = queries(client, f"/sv/sok/?q={text}")
    for key in ("two", "three"):
        pages.guide(key, tags=(f"tag-{key}",))
    assert queries(client, f"/sv/sok/?q={text}") == with_one
    assert with_one <= 12


@pytest.mark.usefixtures("guides")
def test_search_page_leads_to_itself_in_the_other_language(client: Client) -> None:
    assert parts(client.get("/sv/sok/?q=a")).find("a", hreflang="en")["href"] == "/en/sok/?q=a"
