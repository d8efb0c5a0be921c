"""Bad input on the three screens: a word beside it and at the top, and all that was typed still there."""

from __future__ import annotations

import pytest

from mentors.cards.models import NeedsCard, Wish
from tests.factories import PlaceFactory
from tests.mentors.views.browsing import errors_of, is_shown_twice
from users.models import ContactPoint
from users.session_store import SessionStore

pytestmark = pytest.mark.one_database


@pytest.fixture
def at_the_third(browser):
    """Somebody who has answered two screens."""
    browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["bankid"]})
    browser.send("/en/traffa/sprak/", {"languages": ["so"]})
    return browser


def test_nothing_chosen_is_said_and_nothing_is_kept(browser):
    browser.open("/en/traffa/")
    page = browser.send("/en/traffa/").content.decode()
    assert is_shown_twice(page, "Choose at least one thing, or say it in your own words.")
    assert "needs_draft" not in browser.session


def test_own_words_alone_are_enough(browser):
    browser.open("/en/traffa/")
    assert browser.send("/en/traffa/", {"own_words": "See my payslip"}).status_code == 302


def test_a_number_in_own_words_is_explained_and_never_repeated(browser):
    browser.open("/en/traffa/")
    text = "Help me, I am 19121212-1212"
    response = browser.send("/en/traffa/", {"guides": ["fraud"], "own_words": text})
    page = response.content.decode()
    assert is_shown_twice(page, "This looks like a personal identity number.")
    assert text in page
    assert page.count("19121212-1212") == 1
    assert 'value="fraud" id="id_guides_1" checked' in page
    assert 'name="take_out"' in page
    assert not Wish.objects.exists()


def test_one_press_takes_the_number_out_and_goes_on(browser):
    browser.open("/en/traffa/")
    answer = browser.send(
        "/en/traffa/", {"guides": ["fraud"], "own_words": "Call 070-174 06 05 about my rent", "take_out": "1"}
    )
    assert answer.headers["Location"] == "/en/traffa/sprak/"
    assert browser.session["needs_draft"]["own_words"] == "Call […] about my rent"


def test_taking_out_all_there_was_leaves_no_wish(browser):
    browser.open("/en/traffa/")
    response = browser.send("/en/traffa/", {"own_words": "070-174 06 05", "take_out": "1"})
    assert errors_of(response) == {"guides": ["Choose at least one thing, or say it in your own words."]}


def test_what_may_be_a_number_is_asked_about_and_can_be_kept(browser):
    browser.open("/en/traffa/")
    answers = {"own_words": "My case is 8112189877"}
    page = browser.send("/en/traffa/", answers).content.decode()
    assert is_shown_twice(page, "Is this a personal identity number? Then take it out.")
    assert 'name="keep"' in page
    assert browser.send("/en/traffa/", {**answers, "keep": "1"}).status_code == 302


def test_a_text_that_is_too_long_is_not_cut(browser):
    browser.open("/en/traffa/")
    text = "long " * 61
    page = browser.send("/en/traffa/", {"own_words": text}).content.decode()
    assert is_shown_twice(page, "This is 4 characters too long.")
    assert text.strip() in page


def test_a_guide_that_is_gone_is_said(browser):
    browser.open("/en/traffa/")
    response = browser.send("/en/traffa/", {"guides": ["gone", "fraud"]})
    assert errors_of(response) == {"guides": ["One of your choices is no longer here. Choose again."]}


@pytest.mark.parametrize(
    "query", ["guide=gone&step=id-check", "guide=bankid&step=gone", "step=id-check", "guide=%00"]
)
def test_an_address_that_names_nothing_chooses_nothing_wrong(browser, query):
    page = browser.open(f"/en/traffa/?{query}")
    assert 'name="step" id="id_step"' in page.replace(' value=""', "")


def test_opening_the_first_screen_keeps_nothing(browser):
    browser.open("/en/traffa/?guide=bankid&step=id-check")
    assert "needs_draft" not in browser.session


def test_no_language_is_said(browser):
    browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["bankid"]})
    page = browser.send("/en/traffa/sprak/").content.decode()
    assert is_shown_twice(page, "Choose at least one language.")


def test_the_language_of_the_page_is_chosen_already_and_each_stands_in_its_own_script(browser):
    browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["bankid"]})
    page = browser.open("/en/traffa/sprak/")
    assert page.count(" checked") == 1
    assert 'value="en" id="id_languages_1" checked' in page
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in page


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({}, "answer_way", "Choose how you want to get the answer."),
        ({"answer_way": "pigeon"}, "answer_way", "Choose one of the ways."),
        ({"answer_way": "phone"}, "phone", "Write your phone number, or choose another way."),
        ({"answer_way": "phone", "phone": "0701"}, "phone", "This does not look like a phone number."),
        (
            {"answer_way": "phone", "phone": "191212121212"},
            "phone",
            "This looks like a personal identity number.",
        ),
        ({"answer_way": "email"}, "email", "Write your e-mail address, or choose another way."),
        (
            {"answer_way": "email", "email": "me at home"},
            "email",
            "This does not look like an e-mail address.",
        ),
        ({"answer_way": "here", "places": ["999"]}, "places", "One of the places is no longer used."),
        ({"answer_way": "here", "places": ["x"]}, "places", "One of the places is no longer used."),
        (
            {"answer_way": "here", "day_parts": ["night"]},
            "day_parts",
            "Choose mornings, afternoons or evenings.",
        ),
    ],
)
def test_bad_input_on_the_third_screen(at_the_third, answers, field, message):
    place = PlaceFactory()
    answers = {"day_parts": ["evening"], "places": [place.pk], **answers}
    response = at_the_third.send("/en/traffa/nar/", answers)
    page = response.content.decode()
    assert set(errors_of(response)) == {field}
    assert is_shown_twice(page, message)
    for typed in (answers.get("phone"), answers.get("email")):
        assert typed is None or f'value="{typed}"' in page
    if field not in {"places", "day_parts"}:
        assert page.count(" checked") == 2 + (answers.get("answer_way") in {"phone", "email"})
    assert not NeedsCard.objects.exists()


@pytest.mark.parametrize(
    "typed",
    ["070-174 06 05", "0701740605", "+46 70 174 06 05", "٠٧٠١٧٤٠٦٠٥", "۰۷۰-۱۷۴ ۰۶ ۰۵", "(070) 1740605"],
)
def test_a_phone_number_is_read_in_digits_of_any_script(at_the_third, typed):
    at_the_third.send("/en/traffa/nar/", {"answer_way": "phone", "phone": typed})
    assert [(point.kind, point.value) for point in ContactPoint.objects.all()] == [("phone", "+46701740605")]


def test_who_types_a_number_and_forgets_the_button_has_said_enough(at_the_third):
    at_the_third.send("/en/traffa/nar/", {"phone": "070-174 06 05"})
    assert NeedsCard.objects.get().answer_way == "phone"


def test_a_number_that_nobody_asked_for_is_not_kept(at_the_third):
    at_the_third.send("/en/traffa/nar/", {"answer_way": "here", "phone": "0701", "email": "a@example.org"})
    assert NeedsCard.objects.get().answer_way == "here"
    assert not ContactPoint.objects.exists()


@pytest.mark.parametrize("address", ["/en/traffa/sprak/", "/en/traffa/nar/"])
def test_a_later_screen_without_answers_leads_to_the_first(browser, address):
    assert browser.get(address).headers["Location"] == "/en/traffa/"


def test_answers_can_be_cleared_on_every_screen_and_nothing_of_them_stays(at_the_third):
    for address in ("/en/traffa/", "/en/traffa/sprak/", "/en/traffa/nar/"):
        assert 'action="/en/traffa/glom/"' in at_the_third.open(address)
    kept = at_the_third.session.session_key
    assert SessionStore().exists(kept)
    answer = at_the_third.send("/en/traffa/glom/")
    assert answer.headers["Location"] == "/en/traffa/"
    assert not SessionStore().exists(kept)
    page = at_the_third.open("/en/traffa/")
    assert "Your answers are forgotten." in page
    assert " checked" not in page
    assert "traffa/glom/" not in page


def test_clearing_answers_changes_nothing_of_a_card(browser):
    browser.answer_three_screens()
    browser.open("/en/traffa/")
    browser.send("/en/traffa/", {"guides": ["fraud"]})
    browser.send("/en/traffa/glom/")
    assert "Your card is as it was." in browser.open("/en/traffa/")
    assert list(Wish.objects.values_list("guide_key", flat=True)) == ["bankid"]


def test_first_screen_offers_nothing_to_clear_before_an_answer(browser):
    assert "traffa/glom/" not in browser.open("/en/traffa/")
