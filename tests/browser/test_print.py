"""What comes out of a printer: what one reads and does, without what one presses; a card and a meeting on one sheet."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page

from tests.browser import people as persons
from tests.browser.page_types import PAGE_TYPES

BY_NAME = {page_type.name: page_type for page_type in PAGE_TYPES}
#: What leads somewhere else stands on no paper: whole lists of links, and what is pressed.
NAVIGATION = ".skip, .languages, .to-languages, .listen, .back, .ways, .onpage, .onward, main .button, .ask"


def printed(page: Page, **options: object) -> str:
    """The text of the page's print, with a form feed at the end of each sheet. Skips where nothing can read it."""
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    pdf = page.pdf(prefer_css_page_size=True, **options)
    read = subprocess.run([program, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


def words(text: str) -> str:
    """`text` without anything but letters and digits: lines break elsewhere on paper, and words are divided."""
    return re.sub(r"[\W_]+", "", text).casefold()


def assert_no_navigation(page: Page, paper: str) -> None:
    """Nothing that one would press is on the paper: neither as a thing nor, where they are long, by its words."""
    page.emulate_media(media="print")
    things = page.locator(NAVIGATION)
    assert [
        one.evaluate("one => one.outerHTML.slice(0, 90)") for one in things.all() if one.is_visible()
    ] == []
    pressed = {words(one) for one in page.locator(NAVIGATION).all_inner_texts()}
    pressed = {one for one in pressed if len(one) > 12}
    assert pressed
    assert {one for one in pressed if one in words(paper)} == set()


@pytest.mark.parametrize("code", ["sv", "en"])
def test_guide_is_whole_on_paper(open_type, code):
    page = open_type(BY_NAME["guide"], code).page
    read = page.locator(
        "h1, .lead, .needs b, .step h3, .step .see, #ways h3, #traps h3, .boundary li, .facts b"
    )
    wanted = [words(one) for one in read.all_inner_texts()]
    paper = printed(page)
    assert [one for one in wanted if one not in words(paper)] == []
    assert_no_navigation(page, paper)


@pytest.mark.parametrize("code", ["sv", "en"])
def test_login_card_is_alone_on_one_sheet(open_type, code):
    page = open_type(BY_NAME["card"], code).page
    digits = words(page.locator(".login-code").inner_text())
    assert re.fullmatch(r"\d{16}", digits)
    paper = printed(page)
    assert digits in words(paper)
    assert words(page.locator(".login-card p b").first.inner_text()) in words(paper)
    assert paper.count("\f") == 1
    # Whoever finds it learns neither what it is for nor where.
    outside = page.locator("h1, .brand, .end h2, .human, .example").all_inner_texts()
    assert [one for one in outside if words(one) and words(one) in words(paper)] == []
    assert_no_navigation(page, paper)


@pytest.mark.parametrize("name", ["meeting", "mentor-meeting"])
@pytest.mark.parametrize("code", ["sv", "en"])
def test_meeting_on_paper_says_when_where_with_whom_and_what_about(open_type, name, code):
    page = open_type(BY_NAME[name], code).page
    agenda = page.locator("main a[href*='/bankid/']").inner_text()
    when = page.locator(".lead").inner_text()
    paper = printed(page)
    place = persons.ASKED_AT
    for text in (when, agenda, place["name"], place["address"], place["way_there"], place["phone"]):
        assert words(text) in words(paper), text
    assert paper.count("\f") == 1
    assert_no_navigation(page, paper)


def test_paper_is_white_also_at_night(open_type):
    page = open_type(BY_NAME["guide"], "sv").page
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('body, main, .step, .part, .before, h1, .step p, .step a')]
            .map(one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color].join(' on '))"""
    )
    page.emulate_media(media="screen", color_scheme="light")
    white = ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert {colour.split(" on ")[0] for colour in colours} <= set(white)
    assert {colour.split(" on ")[1] for colour in colours} == {"rgb(0, 0, 0)"}
