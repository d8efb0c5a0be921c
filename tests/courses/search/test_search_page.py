"""The search page: for anybody, never empty, never an error."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.search import index, views
from insight.models import Count
from tests.courses import pages
from tests.courses.progress import scenes
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def guides(kept: None) -> None:
    """Two guides in Swedish, one of them in English too."""
    bankid = pages.guide(
        "bankid", title="Skaffa BankID", need="Logga in på nätet", tags=("e-legitimation", "lösenord")
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


def links(page: Any) -> list[str]:
    return [link["href"] for listed in page.find_all(class_="guides") for link in listed.find_all("a")]


@pytest.mark.usefixtures("guides")
def test_guides_stand_first_with_what_was_searched_for(client: Client) -> None:
    page = parts(client.get("/sv/sok/", {"q": "recept"}))
    assert links(page) == ["/sv/1177/"]
    assert page.find(role="status").p.text == "1 guide"
    assert not page.find_all(class_="area")


@pytest.mark.usefixtures("guides")
def test_a_correction_is_told(client: Client) -> None:
    page = parts(client.get("/en/sok/", {"q": "pasword"}))
    assert words(page.find(role="status").text).startswith("We searched for: password")
    assert page.find(id="q")["value"] == "pasword"
    assert "We searched for" not in client.get("/en/sok/", {"q": "password"}).content.decode()


@pytest.mark.usefixtures("guides")
def test_somebody_who_was_tricked_is_helped_first(client: Client) -> None:
    page = parts(client.get("/sv/sok/", {"q": "lurad"}))
    assert page.find("main").find(class_="warning").a["href"] == "/sv/lurad/"


@pytest.mark.usefixtures("guides")
def test_what_is_no_guide_says_what_it_is(client: Client) -> None:
    page = parts(client.get("/sv/sok/", {"q": "hyresavin kommer sent"}))
    assert links(page) == ["/sv/papper/"]


def test_a_course_from_another_language_is_found_in_the_readers_own_words_and_says_what_it_is_in(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    index.rebuild()
    with django_capture_on_commit_callbacks(execute=True):
        scenes.course("start-safely").save_revision().publish()
    for text in ("من أين أبدأ", "دورات", "start-safely"):
        link = parts(client.get("/ar/sok/", {"q": text})).find("a", href="/ar/course-start-safely/")
        assert link.b.span.text == "Course start-safely sv", text
        assert {(run["lang"], run["dir"]) for run in link.find_all(lang=True)} == {("sv", "ltr")}
        assert link.find_all("span")[-1].text == "Svenska"
    assert parts(client.get("/sv/sok/", {"q": "nybörjare"})).find("a", href="/sv/course-start-safely/")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "*",
        '"',
        "a' OR \"b",
        "NEAR(",
        "AND",
        "title:x",
        "%",
        "'; --",
        "\x00",
        "bank\x00id",
        "x" * 5000,
    ],
)
@pytest.mark.usefixtures("guides")
def test_odd_text_gives_a_page(client: Client, text: str) -> None:
    assert client.get("/sv/sok/", {"q": text}).status_code == 200


@given(st.text(max_size=130))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@pytest.mark.usefixtures("guides")
def test_any_text_gives_a_page_that_leads_on(text: str) -> None:
    response = Client().get("/sv/sok/", {"q": text})
    assert response.status_code == 200
    assert parts(response).find("main").find_all("a")


@pytest.mark.parametrize("text", ["", "xyzzyq", "hur gör jag"])
@pytest.mark.usefixtures("guides")
def test_no_words_and_nothing_found_lead_to_needs_and_a_person(client: Client, text: str) -> None:
    page = parts(client.get("/sv/sok/", {"q": text}))
    assert set(links(page)) == {"/sv/bankid/", "/sv/1177/"}
    assert page.find("header").find("a", href="/sv/hjalp/")
    assert page.find("main").find("a", href="/sv/traffa/")
    assert bool(page.find("main").find("a", href="/sv/hjalp/")) == bool(text)


@pytest.mark.usefixtures("guides")
def test_what_is_nearest_is_said_to_be_no_more_than_that(client: Client) -> None:
    page = parts(client.get("/en/sok/", {"q": "passphone"}))
    assert page.find("h2", string="Is it one of these?")
    assert links(page)[0] == "/en/bankid/"


@pytest.mark.usefixtures("guides")
def test_nothing_found_shows_the_first_needs_of_each_area_only(client: Client) -> None:
    for number in range(10):
        pages.guide(f"more-{number}", place_in_order=number)
    assert len(links(parts(client.get("/sv/sok/?q=xyzzyq")))) == views.MOST_IN_AN_AREA
    assert len(links(parts(client.get("/sv/sok/")))) == 12


@pytest.mark.usefixtures("guides")
def test_nothing_found_is_counted_without_the_words(client: Client) -> None:
    client.get("/sv/sok/?q=recept")
    client.get("/sv/sok/")
    assert not Count.objects.exists()
    client.get("/sv/sok/?q=xyzzyq")
    client.get("/sv/sok/?q=plopp")
    count = Count.objects.get()
    assert (count.measure, count.dimensions, count.times) == ("search.nothing_found", "language=sv", 2)


@pytest.mark.usefixtures("guides")
def test_page_is_shown_even_if_it_cannot_be_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(measure: str, **dimensions: str) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(views.counts, "add", locked)
    assert client.get("/sv/sok/?q=xyzzyq").status_code == 200
    assert "xyzzyq" not in caplog.text
    assert "could not be counted" in caplog.text


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
    for text in ("recept", "xyzzyq"):
        assert is_anonymous(client.get("/sv/sok/", {"q": text}))


@pytest.mark.parametrize(("text", "most"), [("", 6), ("need", 6), ("nead", 6), ("xyzzyq", 12)])
def test_queries_are_few_and_do_not_grow_with_the_guides(client: Client, text: str, most: int) -> None:
    pages.guide("one", tags=("tag",))
    index.rebuild()
    with_one = queries(client, f"/sv/sok/?q={text}")
    for key in ("two", "three"):
        pages.guide(key, tags=(f"tag-{key}",))
    index.rebuild()
    assert queries(client, f"/sv/sok/?q={text}") == with_one
    assert with_one <= most


def test_the_page_stays_light_however_much_is_found(client: Client) -> None:
    for number in range(30):
        pages.guide(f"guide-{number}", need=f"Jag vill betala räkning nummer {number}")
    index.rebuild()
    response = client.get("/sv/sok/?q=räkning")
    assert len(parts(response).find(class_="guides").find_all("a")) == views.MOST_GUIDES
    assert bytes_br(response) <= 13_000


@pytest.mark.usefixtures("guides")
def test_search_page_leads_to_itself_in_the_other_language(client: Client) -> None:
    assert parts(client.get("/sv/sok/?q=a")).find("a", hreflang="en")["href"] == "/en/sok/?q=a"
