"""“I think I was tricked”: three lines first, numbers to tap, from every page, on a card."""

import datetime
import re

import pytest

from courses.content import files
from courses.content.memory import Report
from courses.content.register import load_register
from courses.models import Fact, Source
from courses.services.shown import facts_named
from tests.courses import pages
from tests.courses.reading_room import bytes_br, is_anonymous, parts, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST_BYTES_BR = 13_000


@pytest.fixture(scope="module")
def register(kept):
    """The register of the starting content."""
    load_register(Report())
    pages.start_page("sv")
    pages.start_page("en")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_three_lines_come_first_with_numbers_to_tap(client, register, language):
    page = parts(client.get(f"/{language}/lurad/"))
    assert page.html["lang"] == language
    lines = page.main.find("ol").find_all("li")
    assert len(lines) == 3
    assert page.main.find(["ol", "ul", "h2", "p"], class_=lambda name: name != "back") is page.main.find("ol")
    assert [link["href"] for link in page.main.find_all("a", href=re.compile("^(tel|sms):"))] == [
        "tel:11414",
        "tel:112",
        "sms:7726",
    ]


def test_bank_then_block_then_report_then_what_is_next_in_order(client, register):
    read = words(parts(client.get("/en/lurad/")).main.text)
    order = [
        "Call your bank.",
        "The number is on your card.",
        "Block.",
        "Report.",
        "114 14",
        "Is it happening right now?",
        "112",
        "You have done nothing wrong.",
        "Change the password of your e-mail.",
        "Tell somebody you trust.",
        "7726",
        "If you cannot call",
    ]
    places = [read.index(said) for said in order]
    assert places == sorted(places)


def test_a_number_that_changes_in_the_register_changes_here(client, register):
    Fact.objects.filter(service__key="polisen", key="report").update(value="114 15")
    page = parts(client.get("/sv/lurad/"))
    assert page.find("a", href="tel:11415")
    assert "114 14" not in page.main.text


def test_a_number_that_must_be_checked_says_so_and_one_that_is_not_settled_is_hidden(client, register):
    Source.objects.update(check_by=datetime.date(2020, 1, 1))
    assert "This may have changed. Ask." in parts(client.get("/en/lurad/")).main.text
    Fact.objects.update(is_settled=False)
    page = parts(client.get("/en/lurad/"))
    assert page.find_all("a", href=re.compile("^(tel|sms):")) == []
    assert "Call your bank." in page.main.text


def test_without_register_and_guide_the_page_still_says_what_to_do(client):
    page = parts(client.get("/en/lurad/"))
    assert "Ask the bank to block your card and your BankID." in words(page.main.text)


def test_the_guide_about_fraud_is_one_press_away(client, register):
    pages.guide("fraud", "en", slug="fraud", title="Stop a fraud")
    assert parts(client.get("/en/lurad/")).main.find("a", href="/en/fraud/")
    assert not parts(client.get("/sv/lurad/")).main.find("a", href=re.compile("fraud|bluff"))


@pytest.mark.parametrize(
    "address", ["/en/", "/en/bankid/", "/en/bankid/1/", "/en/lurad/", "/en/ord/", "/en/in/", "/en/none/", "/"]
)
def test_it_is_reached_from_every_page(client, address):
    pages.guide("bankid", "en")
    pages.start_page("sv")
    page = parts(client.get(address))
    assert page.find("a", href=re.compile(r"^/(en|sv)/lurad/$"))


def test_it_is_for_everybody_light_and_few_queries(client, register, django_assert_max_num_queries):
    pages.guide("fraud", "en", slug="fraud")
    client.get("/en/lurad/")
    with django_assert_max_num_queries(4):
        response = client.get("/en/lurad/")
    assert is_anonymous(response)
    assert bytes_br(response) <= MOST_BYTES_BR
    assert "<script" not in response.content.decode()
    assert parts(response).find("a", hreflang="sv")["href"] == "/sv/lurad/"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, method):
    assert getattr(client, method)("/en/lurad/").status_code == 405


def test_facts_by_name_are_one_query_and_skip_what_is_not_there(register, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = facts_named(["polisen.report", "polisen.none", "none.report"], "en")
    assert {name: fact.value for name, fact in found.items()} == {"polisen.report": "114 14"}
    with django_assert_num_queries(0):
        assert facts_named([], "en") == {}


def test_the_numbers_are_in_the_starting_content_with_a_source():
    facts = {
        f"{file.data['key']}.{fact['key']}": fact for file in files.services() for fact in file.data["facts"]
    }
    for name in ("polisen.report", "polisen.emergency", "sms-spam.report"):
        assert facts[name]["settled"]
        assert facts[name]["source"] == "BID4"
