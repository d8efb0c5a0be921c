"""Hard words on the pages: in guides, in one-step pages, and in the list from A to Ö."""

import pytest

from tests.courses import pages
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries, words
from tests.courses.terms.glossaries import term

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST_BYTES_BR = 13_000


@pytest.fixture
def kod():
    pages.start_page("sv")
    term("kod", "Siffror som låser upp.", forms="koden, koder", key="code")
    term("code", "Digits that unlock.", "en", forms="codes", key="code")


def a_step(key, **fields):
    return pages.step(key, title="Skriv koden", warning="", button="koden", see="", if_not="", **fields)


def test_a_guide_explains_a_word_once_where_it_is_read_first(client, kod):
    pages.guide(
        before=[("need", {"kind": "device", "what": "En kod", "without": "Fråga efter koden"})],
        what="<p>Koden är din.</p>",
        steps=[a_step("one", text="<p>Skriv koden.</p>"), a_step("two", text="<p>Skriv koden.</p>")],
        traps=[("trap", {"title": "En kod", "text": "<p>Koden</p>"})],
    )
    page = parts(client.get("/sv/bankid/"))
    (found,) = page.find_all("dfn")
    assert found.find_parent("section")["id"] == "before"
    (small,) = page.find_all("small")
    assert words(small.text) == "kod: Siffror som låser upp."
    assert small.find_parent("li") is found.find_parent("li")


def test_each_page_of_one_step_explains_it_again(client, kod):
    pages.guide(steps=[a_step("one", text="<p>Skriv koden.</p>"), a_step("two", text="<p>Ännu en kod.</p>")])
    for number, word in ((1, "koden"), (2, "kod")):
        page = parts(client.get(f"/sv/bankid/{number}/"))
        assert [dfn.text for dfn in page.find_all("dfn")] == [word]
        assert len(page.find_all("small")) == 1


def test_in_a_step_the_warning_is_read_first(client, kod):
    pages.guide(steps=[pages.step("one", warning="Säg aldrig din kod.", text="<p>Skriv koden.</p>")])
    page = parts(client.get("/sv/bankid/1/"))
    assert page.find(class_="warning").dfn.text == "kod"
    assert len(page.find_all("dfn")) == 1


@pytest.mark.parametrize(
    "fields",
    [{"see": "Du ser en kod."}, {"if_not": "Om koden är fel: börja om."}],
)
def test_what_one_should_see_and_what_if_not_are_explained(client, kod, fields):
    pages.guide(steps=[pages.step("one", text="<p>Gör så här.</p>", **fields)])
    assert len(parts(client.get("/sv/bankid/1/")).find_all("dfn")) == 1


def test_ways_and_traps_are_explained(client, kod):
    pages.guide(
        ways=[
            (
                "way",
                {"lacks": ["smartphone", "e_id"], "title": "Koden", "text": "<p>Säg koden.</p>", "facts": []},
            )
        ]
    )
    assert parts(client.get("/sv/bankid/")).find("dfn").find_parent("section")["id"] == "ways"


def test_headings_links_and_button_words_hold_no_explanation(client, kod):
    pages.guide(title="Välj en kod", steps=[a_step("one", text="<p>Tryck på <b>Koden</b>.</p>")])
    for address in ("/sv/bankid/", "/sv/bankid/1/"):
        page = parts(client.get(address))
        assert page.find_all("dfn") == []
        assert page.find_all("small") == []


def test_each_language_explains_in_its_own_words_and_knows_the_swedish_word(client, kod):
    pages.guide_in_both(steps=[pages.step("one", text="<p>Type your codes (koder).</p>")])
    assert words(parts(client.get("/en/bankid/1/")).small.text) == "code: Digits that unlock."


def test_a_swedish_word_alone_in_another_language_is_explained(client, kod):
    pages.guide("bankid", "en", steps=[pages.step("one", text="<p>Look for Koden.</p>")])
    assert words(parts(client.get("/en/bankid/1/")).small.text) == "code: Digits that unlock."


def test_a_hostile_explanation_and_a_hostile_guide_stay_text(client):
    pages.start_page("sv")
    term("kod", "<img src=x onerror=alert(1)>")
    pages.guide(before=[("need", {"kind": "device", "what": "<script>alert(1)</script> kod", "without": ""})])
    html = client.get("/sv/bankid/").content.decode()
    assert "<img src=x" not in html
    assert "<script>alert" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


@pytest.mark.parametrize("address", ["/sv/bankid/", "/sv/bankid/2/"])
def test_the_number_of_queries_does_not_grow_with_the_words(client, address):
    pages.guide()
    none = queries(client, address)
    for number in range(30):
        term(f"ord{number}", "Något.")
    assert queries(client, address) == none <= 12


def test_pages_lead_to_the_list(client):
    pages.guide()
    for address in ("/sv/bankid/", "/sv/bankid/1/"):
        assert parts(client.get(address)).main.find("a", href="/sv/ord/")


def test_the_list_is_in_swedish_order_with_a_way_to_each_letter(client):
    pages.start_page("sv")
    for word in ("ärende", "app", "zon", "öppna", "å"):
        term(word, f"Om {word}.", key=f"k{ord(word[0])}")
    page = parts(client.get("/sv/ord/"))
    assert [dt.text.strip() for dt in page.find_all("dt")] == ["app", "zon", "å", "ärende", "öppna"]
    assert page.find("dd").text == "Om app."
    letters = page.find(class_="letters").find_all("a")
    assert [link["href"] for link in letters] == ["#A", "#Z", "#Å", "#Ä", "#Ö"]
    assert all(page.find(id=link["href"][1:]).h2.text == link.text for link in letters)


def test_the_list_in_another_language_shows_the_swedish_word_beside(client, kod):
    page = parts(client.get("/en/ord/"))
    (dt,) = page.find_all("dt")
    assert words(dt.text) == "code (kod)"
    assert dt.bdi["lang"] == "sv"
    assert page.find("a", hreflang="sv")["href"] == "/sv/ord/"


def test_the_list_is_for_everybody_light_and_one_query(client, kod, django_assert_max_num_queries):
    for number in range(60):
        term(f"ord{number}", f"En förklaring med några ord om sak nummer {number}.")
    with django_assert_max_num_queries(3):
        response = client.get("/sv/ord/")
    assert is_anonymous(response)
    assert bytes_br(response) <= MOST_BYTES_BR


def test_a_list_without_words_says_so(client):
    page = parts(client.get("/en/ord/"))
    assert page.find_all("dt") == []
    assert "There are no words here yet." in page.main.text


def test_a_hostile_word_stays_text_in_the_list(client):
    term("kod", "<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/sv/ord/").content.decode()
