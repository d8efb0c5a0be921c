"""Progress in a real browser: from guide to paper to another computer, and what the script adds."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

COURSE = "/sv/kom-i-gang-tryggt/"


def marks_of(page) -> str:
    return parse_qs(urlsplit(page.url).query)["g"][0]


def in_groups(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, 16, 4))


def code_on(page) -> str:
    return "".join(page.locator(".code b").all_inner_texts())


def fits(page) -> bool:
    widths = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    return widths[0] <= widths[1]


@pytest.fixture
def read_and_answered(open_page):
    """A button phone without script, after a guide: not yet before it, by myself after it."""

    def walk():
        page = open_page(COURSE, script=False, width=240, height=320)
        page.click(".go a.button")
        page.click('form.able[action*="fore"] button[value="not_yet"]')
        expect(page.locator("#thanks")).to_be_visible()
        page.click('.step >> nth=1 >> a[href*="/framsteg/hit/"]')
        assert fits(page)
        page.click(".go a.button")
        page.click('form.able[action*="efter"] button[value="by_myself"]')
        return page

    return walk


def test_from_a_guide_to_paper_to_another_computer_without_script(open_page, read_and_answered):
    page = read_and_answered()
    assert fits(page)
    marks = marks_of(page)
    assert marks.endswith("_310")
    page.click('form[action*="papper"] button')
    assert fits(page)
    code = code_on(page)
    assert page.context.cookies() == []

    elsewhere = open_page("/sv/framsteg/kod/", script=False, width=240, height=320)
    wrong = code[:9] + ("C" if code[9] != "C" else "D") + code[10:]
    elsewhere.fill("#id_code", wrong)
    elsewhere.click("#code-form button")
    assert elsewhere.locator(".error").is_visible()
    assert elsewhere.input_value("#id_code") == wrong
    elsewhere.fill("#id_code", in_groups(code).lower())
    elsewhere.click("#code-form button")
    assert marks_of(elsewhere) == marks
    assert elsewhere.context.cookies() == []


def test_the_device_keeps_only_what_it_is_asked_to_keep(open_page, read_and_answered):
    marks = marks_of(read_and_answered())
    page = open_page(f"/sv/framsteg/?g={marks}")
    assert page.evaluate("localStorage.length") == 0
    page.click("#keep")
    page.goto("/sv/framsteg/")
    assert page.locator("#device a").get_attribute("href") == f"?g={marks}"
    page.goto("/sv/bankid/")
    page.click('.step >> nth=2 >> a[href*="/framsteg/hit/"]')
    page.wait_for_url("**/framsteg/?g=*")
    assert marks_of(page).startswith(f"{marks}-")
    page.click("#forget")
    assert page.evaluate("localStorage.length") == 0


def test_a_scanned_paper_opens_and_leaves_no_code_in_the_history(open_page, read_and_answered):
    first = read_and_answered()
    marks = marks_of(first)
    first.click('form[action*="papper"] button')
    page = open_page(f"/sv/framsteg/kod/#{code_on(first)}")
    page.wait_for_url("**/framsteg/?g=*")
    assert marks_of(page) == marks
    page.go_back()
    assert "#" not in page.url


def test_the_certificate_is_printed_without_the_frame_of_the_site(open_page, read_and_answered):
    page = open_page(f"/sv/framsteg/intyg/start-safely/?g={marks_of(read_and_answered())}")
    page.emulate_media(media="print")
    assert page.locator(".paper-card").is_visible()
    assert not page.locator(".end").is_visible()
    assert not page.locator(".human").is_visible()
    assert not page.locator("#print").is_visible()
