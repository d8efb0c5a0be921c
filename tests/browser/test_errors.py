"""Something typed that will not do: a word on it at the top and beside the field, and everything else still there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.browser.frame import overflow
from tests.browser.page_types import LANGUAGES

OWN_NUMBER = "Jag heter Sara, 811218-9876"


@dataclass(frozen=True)
class Slip:
    """Somebody fills in a form, and one thing is not right.

    `who` is one of `people.make()["sessions"]`. `field` is the id of what the message is about. `typed` is what is
    written into which field, `ticked` and `cleared` are boxes and buttons; all of it must stand there afterwards.
    """

    name: str
    address: str
    field: str
    who: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    send: str = "main form button.button:not(.button-quiet)"
    #: What must not be shown again, since it was somebody's own and was taken out.
    taken_out: str = ""


SLIPS = [
    Slip("no-wish", "/sv/traffa/", "id_guides_0"),
    Slip(
        "own-number-in-a-wish",
        "/sv/traffa/?guide=bankid",
        "id_own_words",
        typed={"#id_own_words": OWN_NUMBER},
        ticked=("[name=guides][value='1177']", "[name=guides][value=bankid]"),
    ),
    Slip(
        "wish-too-long",
        "/en/traffa/?guide=bankid&step=id-check",
        "id_own_words",
        typed={"#id_own_words": "brev " * 80},
        ticked=("[name=guides][value=bankid]",),
    ),
    Slip(
        "no-language",
        "/sv/traffa/sprak/",
        "id_languages_0",
        who="half_way",
        cleared=("[name=languages][value=sv]", "[name=languages][value=ar]"),
    ),
    Slip(
        "no-way-to-answer",
        "/sv/traffa/nar/",
        "id_answer_way_0",
        who="half_way",
        ticked=("[name=places]", "[name=day_parts][value=evening]"),
    ),
    Slip(
        "half-a-phone-number",
        "/en/traffa/nar/",
        "id_phone",
        who="half_way",
        typed={"#id_phone": "070-12"},
        ticked=("[name=places]", "[name=answer_way][value=phone]"),
    ),
    Slip(
        "no-e-mail-address",
        "/sv/traffa/nar/",
        "id_email",
        who="half_way",
        typed={"#id_email": "sara.example.com"},
        ticked=("[name=answer_way][value=email]",),
    ),
    Slip(
        "no-time",
        "/en/traffa/forslag/",
        "id_time",
        who="chooser",
        cleared=("[name=ask_next]",),
        send="form[action$='/valj/'] button.button:not(.button-quiet)",
    ),
    Slip("too-few-digits", "/sv/in/", "id_code", typed={"#id_code": "1000 0255 44"}),
    Slip("nobodys-card", "/en/in/", "id_code", typed={"#id_code": "9999 9999 9999 9999"}),
    Slip("no-name", "/sv/mina-moten/namn/", "id_alias", who="booked", typed={"#id_alias": " "}),
    Slip("number-as-name", "/en/mina-moten/namn/", "id_alias", who="booked", typed={"#id_alias": OWN_NUMBER}),
    Slip(
        "many-people",
        "/sv/mentor/kort/",
        "id_capacity",
        who="mentor",
        typed={"#id_capacity": "tjugo"},
        ticked=("[name=languages][value=so]",),
        cleared=("[name=guides][value='1177']",),
    ),
    Slip(
        "no-such-hour",
        "/en/mentor/tider/",
        "id_ends",
        who="mentor",
        typed={"#id_starts": "9.15", "#id_ends": "25:99"},
        ticked=("[name=book_directly]",),
        send="[value=add_hours]",
    ),
    Slip(
        "no-such-day",
        "/sv/mentor/tider/",
        "id_off-first_day",
        who="mentor",
        typed={"#id_off-first_day": "31/2", "#id_off-last_day": "2/3"},
        send="[value=add_off]",
    ),
    Slip(
        "stuck-without-a-reason",
        "/en/fastnat/bankid/id-check/",
        "id_reason_0",
        typed={"#id_text": "The word legitimera"},
    ),
    Slip(
        "own-number-where-stuck",
        "/sv/fastnat/bankid/id-check/",
        "id_text",
        ticked=("[name=reason][value=words]",),
        typed={"#id_text": OWN_NUMBER},
        taken_out="811218-9876",
    ),
    Slip("no-such-day-of-a-month", "/sv/papper/", "id_due", typed={"#id_due": "40", "#id_rent": "17"}),
    Slip("no-such-code", "/en/framsteg/kod/", "id_code", typed={"#id_code": "abcd"}),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_slip_is_named_at_the_top_and_beside_the_field_and_nothing_is_lost(open_page, people, slip: Slip):
    page = open_page(script=False, width=240, height=320)
    page.context.add_cookies(people.cookies(slip.who))
    page.goto(slip.address)
    title = page.title()
    make_it(page, slip)

    # At the top: read out at once, beginning in view, and said in the window's title.
    top = page.locator("#errors")
    link = top.locator(f"a[href='#{slip.field}']")
    assert link.count() == 1
    assert page.evaluate("document.activeElement.id") == "errors"
    assert top.get_attribute("role") == "alert"
    box = link.bounding_box()
    assert box
    assert 0 <= box["y"] < 300
    assert page.title() != title
    assert page.title().endswith(title)
    assert overflow(page) == []

    # Beside the field, in the same words, and tied to it.
    message = beside(page, slip.field)
    assert message
    assert message in " ".join(link.inner_text().split())

    # Nothing is lost.
    for selector, text in slip.typed.items():
        kept = page.input_value(selector)
        assert slip.taken_out not in kept if slip.taken_out else kept.strip() == text.strip()
    assert [one for one in slip.ticked if not page.locator(one).first.is_checked()] == []
    assert [one for one in slip.cleared if page.locator(one).first.is_checked()] == []

    # The word at the top leads to the field.
    link.click()
    focus = page.evaluate("document.activeElement.id")
    assert focus == slip.field


def test_slip_is_found_with_the_keyboard_alone(open_page, people):
    page = open_page("/sv/in/")
    page.fill("#id_code", "1000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#errors:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_code"
    page.keyboard.press("End")
    page.keyboard.type(" 0255 5544 3322 11")
    assert page.input_value("#id_code") == "1000 0255 5544 3322 11"


def test_number_of_ones_own_is_taken_out_with_one_press(open_page):
    page = open_page("/sv/traffa/?guide=bankid", script=False)
    page.fill("#id_own_words", OWN_NUMBER)
    page.click("main form button.button")
    page.click("button[name=take_out]")
    page.wait_for_url("**/traffa/sprak/")
    page.goto("/sv/traffa/")
    assert "811218" not in page.input_value("#id_own_words")
    assert "Sara" in page.input_value("#id_own_words")


@pytest.mark.parametrize("code", LANGUAGES)
def test_page_that_is_not_there_leads_on(open_page, people, code):
    page = open_page()
    page.context.add_cookies(people.cookies("in_line"))
    other = {"sv": "en", "en": "sv"}[code]
    not_mine = page.goto(f"/{code}/mote/{people.values['meeting']}/")
    told = page.locator("main").inner_text()
    for path in (
        "finns-inte",
        "bankid/99",
        "mote/00000000-0000-4000-8000-000000000000",
        "fastnat/bankid/no-step",
    ):
        answer = page.goto(f"/{code}/{path}/")
        assert answer.status == 404
        # What is somebody else's looks no different from what does not exist.
        assert page.locator("main").inner_text() == told
    assert not_mine.status == 404
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator(f"main a[href='/{code}/sok/']").is_visible()
    assert page.locator(".human a[href^='tel:']").is_visible()
    page.goto(f"/{other}/finns-inte/")
    assert page.locator("main").inner_text() != told


@pytest.mark.parametrize("code", LANGUAGES)
def test_form_from_a_page_that_waited_too_long_says_what_to_do(open_page, code):
    page = open_page(f"/{code}/in/")
    page.fill("#id_code", "1000 0255 4433 2211")
    page.context.clear_cookies()
    with page.expect_navigation() as waiting:
        page.click("#card-form button")
    assert waiting.value.status == 403
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator("h1").count() == 1
    assert page.locator("main ol li").count() == 3
    # As the page says: back, load again, send again.
    page.go_back()
    page.reload()
    page.fill("#id_code", "1000 0255 4433 2211")
    page.click("#card-form button")
    page.wait_for_url("**/mina-moten/")


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_page_that_is_not_yours_to_open_says_so(open_page, locale):
    """Only what a program asks of the admin without having signed in is answered so; people are led to sign in."""
    page = open_page(locale=locale)
    page.set_extra_http_headers({"X-Requested-With": "XMLHttpRequest"})
    answer = page.goto("/admin/")
    assert answer.status == 403
    code = locale[:2]
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator(f"main a[href='/{code}/in/']").is_visible()


def make_it(page: Page, slip: Slip) -> None:
    """Fill in the form as the slip says, and send it."""
    for selector in slip.ticked:
        page.locator(selector).first.check()
    for selector in slip.cleared:
        page.locator(selector).first.uncheck()
    for selector, text in slip.typed.items():
        page.fill(selector, text)
    with page.expect_navigation():
        page.locator(slip.send).first.click()


def beside(page: Page, field_id: str) -> str:
    """The message that is tied to a field, or to the group that it stands in, and can be seen."""
    said: str = page.evaluate(
        """id => {
            const field = document.getElementById(id);
            const tied = [field, field.closest('fieldset')].filter(Boolean)
                .flatMap(one => (one.getAttribute('aria-describedby') || '').split(/\\s+/)).filter(Boolean)
                .map(name => document.getElementById(name)).filter(one => one && one.matches('.error'));
            return tied.length && tied[0].checkVisibility() ? tied[0].innerText.trim() : '';
        }""",
        field_id,
    )
    return said
