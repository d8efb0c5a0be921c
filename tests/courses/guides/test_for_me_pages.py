"""The page of a guide for somebody who lacks something, the form that leads there, and the start page without."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from core.models import Municipality
from courses.guides.models import Guide
from courses.services.models import Demand, FactVariant
from courses.services.models import EService as Service
from tests.courses import pages
from tests.courses.reading_room import bytes_br, is_anonymous, parts, queries, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST_QUERIES = 12
MOST_BYTES_BR = 13_000


def way(title: str, *lacks: str, facts: tuple[Any, ...] = ()) -> tuple[str, dict[str, Any]]:
    return "way", {"lacks": list(lacks), "title": title, "text": "<p>Text.</p>", "facts": list(facts)}


WAYS = [
    way("With a card", "smartphone"),
    way("By phone", "smartphone", "e_id", "computer"),
    way("Said safely", "smartphone", "e_id", "computer", "e_service"),
    way("With an interpreter", "swedish"),
]
BEFORE = [
    ("need", {"kind": "device", "what": "A new phone", "without": "Borrow one", "needs": ["smartphone"]}),
    ("need", {"kind": "time", "what": "An hour", "without": "Go on tomorrow", "needs": []}),
]


def steps() -> list[tuple[str, dict[str, Any]]]:
    return [
        pages.step("think"),
        pages.step("log-in", needs=["e_id"]),
        pages.step("app", needs=["smartphone"]),
    ]


@pytest.fixture
def guides() -> tuple[Guide, Guide]:
    Demand.objects.create(service=pages.service(), kind="smartphone")
    Demand.objects.create(service=pages.service(), kind="bank", sort_order=1)
    return pages.guide_in_both(steps=steps(), ways=WAYS, before=BEFORE, sources=(pages.source(),))


# The form ---------------------------------------------------------------------------------------------


def test_form_on_the_guide_asks_by_a_plain_address(client: Client, guides: Any) -> None:
    form = parts(client.get("/sv/bankid/")).find("form", action="/sv/for-mig/bankid/")
    assert form["method"] == "get"
    assert [box["value"] for box in form.find_all("input", attrs={"name": "lack"})] == [
        *("smartphone", "e_id", "computer", "printer", "email", "internet", "bank", "swedish", "e_service")
    ]
    assert all(form.find("label", attrs={"for": box["id"]}) for box in form.find_all("input"))


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("?lack=smartphone", "/sv/bankid/utan/smartphone/"),
        ("?lack=e_id&lack=smartphone&lack=e_id", "/sv/bankid/utan/smartphone-e_id/"),
        ("?lack=e_service", "/sv/bankid/utan/e_service/"),
        ("?lack=nonsense&lack=%3Cscript%3E", "/sv/bankid/#steps"),
        ("", "/sv/bankid/#steps"),
    ],
)
def test_answer_is_an_address(client: Client, guides: Any, asked: str, leads_to: str) -> None:
    response = client.get(f"/sv/for-mig/bankid/{asked}")
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert is_anonymous(response)


def test_a_guide_that_readers_cannot_see_has_no_answer(client: Client) -> None:
    pages.guide(live=False)
    assert client.get("/sv/for-mig/bankid/?lack=e_id").status_code == 404
    assert client.get("/sv/for-mig/other/?lack=e_id").status_code == 404
    assert client.get("/sv/bankid/utan/e_id/").status_code == 404


def test_form_is_only_asked(client: Client, guides: Any) -> None:
    assert client.post("/sv/for-mig/bankid/", {"lack": "e_id"}).status_code == 405


# The page ---------------------------------------------------------------------------------------------


def test_page_says_what_is_lacked_then_the_way_then_the_steps_that_are_left(
    client: Client, guides: Any
) -> None:
    page = parts(client.get("/sv/bankid/utan/smartphone/"))
    assert [section["id"] for section in page.main.find_all("section")] == [
        *("before", "ways", "e-services", "steps", "closed", "others", "change")
    ]
    before = words(page.find(id="before").text)
    assert "A new phone" in before
    assert "Borrow one" in before
    assert "An hour" not in before
    assert [h3.text for h3 in page.find(id="ways").find_all("h3")] == ["With a card", "By phone"]
    assert [step["id"] for step in page.find_all(class_="step")] == ["step-think", "step-log-in"]
    assert page.find(id="closed").a["href"] == "/sv/bankid/3/"
    assert [h3.text for h3 in page.find(id="others").find_all("h3")] == ["With an interpreter"]


def test_way_for_protected_data_is_there_whatever_is_ticked(client: Client, guides: Any) -> None:
    for lacking in ("smartphone", "printer", "swedish", "smartphone-e_id-bank"):
        page = parts(client.get(f"/sv/bankid/utan/{lacking}/"))
        assert page.find(id="e-services").h3.text == "Said safely", lacking


def test_whoever_does_without_e_services_gets_that_way_first_and_once(client: Client, guides: Any) -> None:
    page = parts(client.get("/sv/bankid/utan/e_service/"))
    assert page.find(id="ways").h3.text == "Said safely"
    assert page.find(id="e-services") is None


def test_a_guide_without_words_for_protected_data_says_it_all_the_same(client: Client) -> None:
    pages.guide()
    page = parts(client.get("/sv/bankid/utan/smartphone/"))
    assert "skyddade personuppgifter" in page.find(id="e-services").text


def test_nothing_on_the_way_tells_of_protected_data(client: Client, guides: Any) -> None:
    """Title and address stand in the history of a shared computer."""
    response = client.get("/sv/for-mig/bankid/?lack=e_service", follow=True)
    (address, _status), title = response.redirect_chain[-1], parts(response).title.text.lower()
    assert not any(word in address + title for word in ("skydd", "protect"))


def test_combination_that_no_way_covers_leads_to_a_person(client: Client, guides: Any) -> None:
    municipality = Municipality.load()
    municipality.help_phone, municipality.help_place = "031-390 06 00", "Torget 1"
    municipality.save()
    page = parts(client.get("/en/bankid/utan/smartphone-bank/"))
    first = page.find(id="ways").find(class_="part")
    assert [link["href"] for link in first.find_all("a")] == ["tel:0313900600", "/en/traffa/?guide=bankid"]
    assert "Torget 1" in first.text


def test_without_the_municipalitys_number_the_help_page_stands_in(client: Client, guides: Any) -> None:
    page = parts(client.get("/sv/bankid/utan/smartphone-bank/"))
    assert page.find(id="ways").find("a", href="/sv/hjalp/")


def test_what_the_service_demands_and_the_guide_does_not_name_is_said(client: Client, guides: Any) -> None:
    assert "a bank account" in words(parts(client.get("/en/bankid/utan/bank/")).find(id="before").text)


def test_what_is_ticked_stays_ticked(client: Client, guides: Any) -> None:
    form = parts(client.get("/sv/bankid/utan/smartphone-bank/")).find(id="change").form
    assert [box["value"] for box in form.find_all("input", checked=True)] == ["smartphone", "bank"]


def test_page_leads_to_the_same_way_in_the_other_language(client: Client, guides: Any) -> None:
    link = parts(client.get("/sv/bankid/utan/smartphone-e_id/")).find("a", hreflang="en")
    assert link["href"] == "/en/bankid/utan/smartphone-e_id/"


def test_search_engines_are_sent_to_the_guide(client: Client, guides: Any) -> None:
    head = parts(client.get("/sv/bankid/utan/smartphone/")).head
    assert head.find("link", rel="canonical")["href"] == "/sv/bankid/"
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize("written", ["e_id-smartphone", "phone", "smartphone/e_id", "", "smartphone-"])
def test_combination_that_no_form_leads_to_is_not_found(client: Client, guides: Any, written: str) -> None:
    assert client.get(f"/sv/bankid/utan/{written}/").status_code == 404


@pytest.mark.parametrize("place", ["/sv/bankid/utan/smartphone/", "/sv/utan/smartphone/"])
def test_page_is_anonymous_light_and_has_no_script(client: Client, guides: Any, place: str) -> None:
    response = client.get(place)
    assert is_anonymous(response)
    assert bytes_br(response) <= MOST_BYTES_BR
    assert not parts(response).find_all("script")
    assert len(parts(response).find_all("h1")) == 1


@pytest.mark.parametrize("place", ["/sv/bankid/utan/e_id/", "/en/bankid/utan/e_id/"])
def test_queries_are_few_and_do_not_grow_with_the_guide(client: Client, place: str) -> None:
    facts = tuple(pages.fact(f"fact-{number}", "bankid.com") for number in range(4))
    few = pages.guide_in_both(steps=3, facts=facts[:1], sources=(pages.source("S1"),))
    with_three = queries(client, place)
    for page in few:
        page.delete()
    pages.Picture.objects.all().delete()
    Demand.objects.create(service=pages.service(), kind="e_id")
    pages.guide_in_both(steps=9, facts=facts, sources=(pages.source("S2"), pages.source("S3")))
    assert queries(client, place) == with_three
    assert with_three <= MOST_QUERIES


# The start page -----------------------------------------------------------------------------------------


def test_start_page_sorts_guides_by_how_much_can_be_done(client: Client) -> None:
    pages.guide("easy", steps=[pages.step("think")], place_in_order=1)
    pages.guide("app", steps=[pages.step("app", needs=["smartphone"])], ways=WAYS, place_in_order=2)
    bank = Service.objects.create(key="bank", name="Bank")
    Demand.objects.create(service=bank, kind="bank")
    pages.guide("money", steps=[pages.step("pay", needs=["smartphone"])], service=bank, place_in_order=3)
    page = parts(client.get("/sv/utan/smartphone-bank/"))
    groups = {
        group["class"][1]: [link["href"] for link in group.find_all("a")]
        for group in page.find_all(class_="area")
    }
    assert groups == {
        "fit-all": ["/sv/easy/"],
        "fit-way": ["/sv/app/utan/smartphone-bank/"],
        "fit-person": ["/sv/money/utan/smartphone-bank/"],
    }
    assert "With a card" in page.find(class_="fit-way").text


def test_start_page_asks_by_a_plain_address_and_answers_with_one(client: Client, guides: Any) -> None:
    assert parts(client.get("/sv/")).find("form", action="/sv/for-mig/")["method"] == "get"
    assert client.get("/sv/for-mig/?lack=bank&lack=e_id")["Location"] == "/sv/utan/e_id-bank/"
    assert client.get("/sv/for-mig/?lack=nothing")["Location"] == "/sv/"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_queries_of_the_start_page_do_not_grow_with_the_guides(client: Client, language: str) -> None:
    pages.guide_in_both("one")
    with_one = queries(client, f"/{language}/utan/smartphone/")
    for key in ("two", "three"):
        pages.guide_in_both(key)
    assert queries(client, f"/{language}/utan/smartphone/") == with_one
    assert with_one <= 6


def test_start_page_without_leads_to_the_same_in_the_other_language(client: Client, guides: Any) -> None:
    page = parts(client.get("/sv/utan/smartphone/"))
    assert page.find("a", hreflang="en")["href"] == "/en/utan/smartphone/"


@pytest.mark.parametrize("written", ["phone", "e_id-smartphone"])
def test_start_page_without_what_nobody_lacks_is_not_found(client: Client, guides: Any, written: str) -> None:
    assert client.get(f"/sv/utan/{written}/").status_code == 404


# One register for all of them -----------------------------------------------------------------------------


def test_a_number_that_is_changed_in_the_register_changes_on_every_page_at_once(client: Client) -> None:
    number = pages.fact("phone", "031-390 06 10", kind="phone")
    pages.guide_in_both(
        "one", steps=[pages.step("call", facts=[number])], ways=[*WAYS, way("x", "bank", facts=(number,))]
    )
    pages.guide_in_both("two", facts=(number,))
    places = [
        f"/{language}/{guide}/{page}"
        for language in ("sv", "en")
        for guide in ("one", "two")
        for page in ("", "1/", "utan/bank/")
    ]
    assert all("031-390 06 10" in client.get(place).content.decode() for place in places)
    number.value = "031-390 06 99"
    number.save()
    for place in places:
        read = client.get(place).content.decode()
        assert "031-390 06 99" in read, place
        assert "031-390 06 10" not in read, place


def test_readers_get_the_number_of_their_region_with_its_name(client: Client) -> None:
    number = pages.fact("care", "1177", kind="phone", scope="region")
    FactVariant.objects.create(fact=number, region="skane", value="031-390 06 40")
    pages.guide(language="en", facts=(number,))
    line = words(parts(client.get("/en/bankid/1/")).find(class_="facts").li.text)
    assert line == "care in en: 1177"
    municipality = Municipality.load()
    municipality.region = "skane"
    municipality.save()
    for place in ("", "1/", "utan/bank/"):
        line = words(parts(client.get(f"/en/bankid/{place}")).find(class_="facts").li.text)
        assert line == "care in en in Region Skåne: 031-390 06 40", place


@pytest.mark.parametrize("place", ["", "1/", "utan/bank/"])
def test_a_fact_past_its_own_day_says_so_on_every_page(client: Client, place: str) -> None:
    old = pages.fact("old", "old.example", check_by=datetime.date(2026, 5, 21))
    pages.guide(language="en", facts=(old,), sources=(pages.source(),))
    page = parts(client.get(f"/en/bankid/{place}"))
    assert "21 May 2026" in words(page.find(class_="facts").text)
    assert "21 May 2026" in words(page.find(class_="overdue").text)


@pytest.mark.parametrize("place", ["", "1/", "utan/bank/"])
def test_an_overdue_source_is_said_on_every_page(client: Client, place: str) -> None:
    pages.guide(sources=(pages.source(check_by=datetime.date(2020, 1, 1)),))
    assert parts(client.get(f"/sv/bankid/{place}")).find(class_="overdue")


# Steps ------------------------------------------------------------------------------------------------


def test_both_forms_of_the_guide_lead_to_each_other_by_a_visible_switch(client: Client) -> None:
    pages.guide()
    assert parts(client.get("/sv/bankid/")).find(class_="switch").a["href"] == "/sv/bankid/1/"
    assert parts(client.get("/sv/bankid/2/")).find(class_="switch").a["href"] == "/sv/bankid/#steps"


def test_warning_is_read_before_anything_else_of_a_step(client: Client) -> None:
    pages.guide()
    read = words(parts(client.get("/sv/bankid/1/")).main.text)
    assert (
        read.index("Be careful.")
        < read.index("How to do")
        < read.index("A new page.")
        < read.index("Try again.")
    )


def test_minutes_of_a_step_are_said_where_they_are_known(client: Client) -> None:
    pages.guide(
        language="en", steps=[pages.step("one", minutes=1), pages.step("five", minutes=5), pages.step("x")]
    )
    read = [words(each.text) for each in parts(client.get("/en/bankid/")).find_all(class_="step")]
    assert "about 1 minute." in read[0]
    assert "about 5 minutes." in read[1]
    assert "takes about" not in read[2]
