"""Practice in the browser: replayed from the address, with nothing typed in it and nothing kept."""

import logging
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Municipality
from courses.practice.models import Practice
from tests.courses import pages
from tests.courses.practice import scenes
from tests.courses.practice.scenes import go_on, practice, press, soup
from tests.courses.practice.test_typed import OWN_NUMBERS, PERHAPS_OWN
from tests.courses.reading_room import bytes_br, is_anonymous, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST_QUERIES = 12
MOST_BYTES_BR = 13_000
#: All that may stand in the address of a run.
STATE = re.compile(r"v=([1-9][0-9]?[a-h]{0,8})(-[1-9][0-9]?[a-h]{0,8})*")
FORM = "/en/ova/parcel/3/"
EVERY_PAGE = [
    "",
    "parcel/",
    "parcel/1/",
    "parcel/2/",
    "parcel/2/?v=2a",
    "parcel/2/?v=2b",
    "parcel/3/",
    "parcel/3/?v=3a",
    "parcel/4/",
    "parcel/4/?m=&m=a&m=b",
    "parcel/klart/?v=2a-2b-3a-4ac",
    "parcel/papper/",
]


@pytest.fixture(autouse=True, scope="module")
def runs(kept):
    """A run in both languages, its guide, and the settings that a new site makes on its first visit."""
    Municipality.load()
    pages.guide_in_both("fraud")
    swedish = practice(language="sv")
    practice(language="en", translation_key=swedish.translation_key)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_page_is_light_anonymous_and_says_that_nothing_is_real(client, path):
    response = client.get(f"/en/ova/{path}")
    assert response.status_code == 200
    assert is_anonymous(response)
    assert bytes_br(response) <= MOST_BYTES_BR
    page = soup(response)
    assert "Practice – nothing here is real" in words(page.main.text)
    assert len(page.find_all("h1")) == 1
    assert not page.find_all("script")
    assert page.find("p", class_="back").a["href"].startswith("/en/")


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_page_asks_the_database_little_and_not_more_for_more_runs(client, path):
    asked = queries(client, f"/en/ova/{path}")
    assert asked <= MOST_QUERIES
    for number in range(3):
        practice(f"more-{number}", "en")
    assert queries(client, f"/en/ova/{path}") == asked


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_opening_a_page_writes_nothing(client, path):
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/en/ova/{path}")
    assert not [query for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_page_leads_to_itself_in_the_other_language(client, path):
    link = soup(client.get(f"/en/ova/{path}")).find("a", hreflang="sv")
    assert urlsplit(link["href"]).path == f"/sv/ova/{path.split('?')[0]}"
    assert client.get(link["href"]).status_code == 200


def test_language_link_leads_to_the_beginning_where_the_run_is_shorter(client):
    Practice.objects.filter(locale__language_code="sv").delete()
    practice(language="sv", screens=[scenes.choose(), scenes.read(), scenes.read(), scenes.read()])
    practice("longer", "en", screens=[*scenes.whole(), scenes.read()])
    practice("longer", "sv")
    assert soup(client.get("/en/ova/longer/5/")).find("a", hreflang="sv")["href"] == "/sv/ova/longer/"


def test_list_groups_runs_by_area_in_this_language(client):
    practice("money-run", "en", area="money", title="A paper")
    practice("draft", "en", live=False, title="Not yet")
    page = soup(client.get("/en/ova/"))
    assert [h2.text for h2 in page.main.find_all("h2")] == ["Stay safe", "Money"]
    assert [b.text for b in page.main.select(".guides b")] == ["Practise parcel in en", "A paper"]


def test_list_in_a_language_without_runs_leads_to_the_swedish_ones_and_says_so(client):
    pages.start_page("ar")
    for link in (
        soup(client.get("/ar/ova/")).main.select_one(".guides a"),
        soup(client.get("/ar/fraud/")).find(id="practice").a,
    ):
        assert link["href"] == "/sv/ova/parcel/"
        assert {(each["lang"], each["dir"]) for each in link.find_all(lang=True)} == {("sv", "ltr")}
        assert "Svenska" in link.text


def test_draft_is_not_there(client):
    practice("draft", "en", live=False)
    assert client.get("/en/ova/draft/").status_code == 404


def test_beginning_leads_to_the_first_screen_paper_and_guide(client):
    page = soup(client.get("/en/ova/parcel/"))
    links = {a["href"] for a in page.main.find_all("a")}
    assert {"/en/ova/parcel/1/", "/en/ova/parcel/papper/", "/en/fraud/"} <= links


def test_screens_are_numbered_and_lead_back(client):
    page = soup(client.get("/en/ova/parcel/3/?v=2b"))
    assert "Screen 3 of 4" in words(page.main.text)
    assert page.find("a", rel="prev")["href"] == "/en/ova/parcel/2/?v=2b"
    assert page.find("p", class_="back").a["href"] == "/en/ova/parcel/"


def test_wrong_answer_says_why_and_asks_again(client):
    response = press(client, client.get("/en/ova/parcel/2/"), "press")
    page = soup(response)
    reason = words(page.find(id="reason").text)
    assert "Why press" in reason
    assert "Try another answer" in reason
    assert page.find("a", rel="next") is None
    right = press(client, response, "wait")
    assert "Why wait" in words(soup(right).find(id="reason").text)
    assert go_on(right) == "/en/ova/parcel/3/?v=2a-2b"


def test_right_answer_shows_the_reasons_of_the_others(client):
    others = words(soup(client.get("/en/ova/parcel/2/?v=2b")).find("details").text)
    assert "Why press" in others
    assert "Why answer" in others


@pytest.mark.parametrize(
    ("marks", "marked", "heading"),
    [
        ([""], [], "Here are the warning signs"),
        (["", "b"], ["short"], "Here are the warning signs"),
        (["", "c", "a"], ["hurry", "link"], "You saw every warning sign"),
    ],
)
def test_marks_are_answered_with_every_reason(client, marks, marked, heading):
    response = client.get("/en/ova/parcel/4/", {"v": "2b", "m": marks})
    page = soup(response)
    assert heading in page.find(id="reason").h2.text
    signs = [words(li.text) for li in page.select(".signs li")]
    assert [f"Why {name}" in sign for name, sign in zip(["hurry", "short", "link"], signs, strict=True)] == [
        True
    ] * 3
    assert [
        name for name in ("hurry", "short", "link") for sign in signs if f" {name} (you marked" in sign
    ] == marked
    letters = "".join(sorted("".join(marks)))
    assert go_on(response) == f"/en/ova/parcel/klart/?v=2b-4{letters}"


def test_form_that_is_right_leads_on_without_what_was_typed(client):
    response = client.post(f"{FORM}?v=2b", {"f1": "kim exempel", "f2": "onsdag"})
    assert (response.status_code, response.headers["Location"]) == (303, "/en/ova/parcel/3/?v=2b-3a#reason")
    after = client.get("/en/ova/parcel/3/?v=2b-3a")
    assert "Sent in make-believe." in words(soup(after).find(id="reason").text)
    assert go_on(after) == "/en/ova/parcel/4/?v=2b-3a"


def test_form_that_is_not_right_keeps_what_was_typed_and_says_what_to_write(client):
    response = client.post(FORM, {"f1": "Kim Exampel", "f2": "Onsdag"})
    page = soup(response)
    assert response.status_code == 200
    assert page.find(id="id_f1")["value"] == "Kim Exampel"
    assert "Write: Kim Exempel" in page.find(id="id_f1_error").text
    assert page.find(id="id_f2_error") is None
    assert page.title.text.startswith("Something to change")
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_form_offers_no_browser_to_keep_or_fill_in_anything(client):
    for field in soup(client.get(FORM)).main.find_all("input"):
        assert (field["type"], field["autocomplete"]) == ("text", "off")


@pytest.mark.parametrize("number", [*OWN_NUMBERS, PERHAPS_OWN])
def test_own_number_is_refused_kindly_never_shown_and_never_logged(client, caplog, number):
    with caplog.at_level(logging.DEBUG):
        response = client.post(FORM, {"f1": number, "f2": "Onsdag"})
    assert response.status_code == 200
    page = soup(response)
    assert "personal identity number" in page.find(id="id_f1_error").text
    assert "You did nothing wrong" in words(page.find(id="errors").text)
    assert not page.find(id="id_f1").get("value")
    assert page.find(id="id_f2")["value"] == "Onsdag"
    assert number not in response.content.decode()
    assert "9876" not in response.content.decode()
    assert number not in caplog.text
    assert not any(number in str(query["sql"]) for query in connection.queries)


def test_typed_text_is_never_logged(client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post(FORM, {"f1": "hemligt-ord", "f2": "hemligt-ord"})
        client.post("/en/ova/parcel/1/", {"f1": "hemligt-ord"})
        client.post("/en/ova/none/1/", {"f1": "hemligt-ord"})
    assert "hemligt-ord" not in caplog.text


def test_typed_text_is_written_nowhere(client):
    with CaptureQueriesContext(connection) as asked:
        client.post(FORM, {"f1": "hemligt-ord", "f2": "Onsdag"})
        client.post(FORM, {"f1": "Kim Exempel", "f2": "Onsdag"})
    assert not [query for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert not [query for query in asked if "hemligt-ord" in query["sql"]]


def test_own_number_in_an_address_is_not_repeated(client):
    for path in (
        "2/?v=811218-9876",
        "2/?v=2a-8112189876",
        "4/?m=811218-9876",
        "3/?f1=811218-9876",
        "klart/?v=8112189876",
    ):
        response = client.get(f"/en/ova/parcel/{path}")
        assert response.status_code == 400
        assert "9876" not in response.content.decode()


def test_only_forms_take_a_post(client):
    assert client.post("/en/ova/parcel/2/", {"v": "2b"}).status_code == 405
    assert client.post("/en/ova/parcel/").status_code == 405


def test_form_needs_no_cookie_and_is_taken_with_strict_csrf():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(FORM, {"f1": "Kim Exempel", "f2": "Onsdag"})
    assert response.status_code == 303
    assert not response.cookies


def test_end_says_what_one_can_do_and_where_to_go(client):
    page = soup(client.get("/en/ova/parcel/klart/?v=2a-2b-3a-4ac"))
    text = words(page.main.text)
    assert "see the signs" in text
    assert "You tried 1 way that leads wrong. Good" in text
    links = {a["href"] for a in page.main.find_all("a")}
    assert {"/en/fraud/", "/en/traffa/?guide=fraud", "/en/ova/", "/en/ova/parcel/1/"} <= links


def test_end_leads_on_without_a_guide_too(client):
    practice("lonely", "en")
    Practice.objects.get(key="lonely").guides.all().delete()
    links = {a["href"] for a in soup(client.get("/en/ova/lonely/klart/")).main.find_all("a")}
    assert "/en/traffa/" in links


def test_paper_has_every_screen_and_its_reasons(client):
    text = words(soup(client.get("/en/ova/parcel/papper/")).main.text)
    for part in (
        "1. Read this",
        "a) press",
        "Write: Kim Exempel",
        "b) short",
        "Why wait",
        "Why hurry",
        "see the signs",
    ):
        assert part in text
    assert text.index("c) answer") < text.index("Why press")


def test_guide_shows_its_practice(client):
    page = soup(client.get("/en/fraud/"))
    assert page.find(id="practice").find("a")["href"] == "/en/ova/parcel/"
    pages.guide("bankid", "en")
    assert soup(client.get("/en/bankid/")).find(id="practice") is None


@pytest.mark.parametrize("number", ["0", "5", "99", "1" * 5000, "-1", "1.5", "x"])
def test_screen_that_is_not_there_is_not_found(client, number):
    assert client.get(f"/en/ova/parcel/{number}/").status_code == 404


ADDRESS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
QUERY = st.dictionaries(st.sampled_from(["v", "m", "f1", "x"]), st.lists(ADDRESS, max_size=3), max_size=4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tail=st.sampled_from(["", "parcel/", "parcel/klart/", "parcel/papper/"])
    | st.integers(0, 6).map(lambda number: f"parcel/{number}/")
    | st.lists(
        st.sampled_from(["parcel", "2", "klart", "papper", "٣", "..", "%00", "a b", "å"]), max_size=4
    ).map(lambda words: "/".join(words) + "/"),
    query=QUERY,
)
def test_any_address_answers_and_no_typed_text_gets_into_the_next(client, tail, query):
    asked = QueryDict(mutable=True)
    for name, values in query.items():
        asked.setlist(name, values)
    response = client.get(f"/en/ova/{tail}", query_string=asked.urlencode())
    # A slash too many or too few leads to the address without it.
    assert response.status_code in {200, 404, 301}
    if response.status_code == 200:
        page = soup(response)
        for link in page.main.find_all("a", href=re.compile("/ova/")):
            written = urlsplit(link["href"]).query
            assert not written or STATE.fullmatch(written)
        for field in page.main.find_all(["input", "button"], attrs={"name": "v"}):
            assert STATE.fullmatch(f"v={field['value']}")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=ADDRESS, typed=st.dictionaries(st.sampled_from(["f1", "f2", "v", "m"]), ADDRESS, max_size=4))
def test_any_form_answers_and_state_never_holds_what_was_typed(client, written, typed):
    query = QueryDict(mutable=True)
    query["v"] = written
    response = client.post(f"{FORM}?{query.urlencode()}", typed)
    assert response.status_code in {200, 303}
    if response.status_code == 303:
        assert STATE.fullmatch(urlsplit(response.headers["Location"]).query)
    assert not response.cookies


def test_names_of_the_addresses():
    assert reverse("courses:practice_screen", args=["smishing", 3]) == "/sv/ova/smishing/3/"
