"""Every type of page, in every language: axe finds nothing, by day and by night; nothing is too wide or too small.

In Swedish each page is opened with script and without. In other languages it is the same page with other words and the
same colours: opened once, on the narrowest screen, for both questions. `make soak` asks for the colours there as well.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.languages import SOURCE, language
from tests.browser.axe import CONTRAST, IN_OTHER_WORDS, OPTIONS, violations
from tests.browser.frame import frame_problems, language_problems, overflow, small_targets
from tests.browser.page_types import PAGE_TYPES, PageType, all_of, spread

for_every_page = pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.name)


@for_every_page
def test_axe_finds_nothing_by_day_and_by_night(open_type, page_type: PageType):
    page = open_type(page_type, SOURCE).page
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == []


@for_every_page
def test_page_is_whole_on_a_button_phone_without_script(open_type, page_type: PageType):
    page = open_type(page_type, SOURCE, script=False, width=240, height=320).page
    assert overflow(page) == []
    assert frame_problems(page, language(SOURCE), is_top=page_type.name == "languages") == []
    assert language_problems(page) == []
    assert small_targets(page) == []
    # Where there is more room, what wrapped over two lines is as low as one.
    page.set_viewport_size({"width": 640, "height": 640})
    assert small_targets(page) == []


@pytest.mark.parametrize(
    ("page_type", "code"),
    [
        *(
            pytest.param(page_type, code, id=f"{page_type.name}-{code}")
            for page_type, code in [*((page_type, "en") for page_type in PAGE_TYPES), *spread()]
        ),
        *(
            pytest.param(page_type, code, id=f"{page_type.name}-{code}", marks=pytest.mark.soak)
            for page_type, code in all_of()
        ),
    ],
)
def test_page_in_another_language_is_whole_and_axe_finds_nothing(
    request, open_type, page_type: PageType, code: str
):
    page = open_type(page_type, code, width=240, height=320).page
    # The staff's pages and the choice of languages speak the browser's language, here Swedish.
    here = language(code if f"/{code}/" in page.url else SOURCE)
    assert overflow(page) == []
    assert frame_problems(page, here, is_top=page_type.name == "languages") == []
    assert language_problems(page) == []
    assert small_targets(page) == []
    in_the_soak = request.node.get_closest_marker("soak")
    assert violations(page, OPTIONS if in_the_soak else IN_OTHER_WORDS) == []


def test_no_colour_on_a_screen_depends_on_the_language_or_its_direction():
    """So what axe finds of colours in Swedish holds in each language."""
    folders = [Path("site/static"), Path("mentors/static")]
    sheets = [sheet for folder in folders for sheet in folder.rglob("*.css") if sheet.name != "print.css"]
    assert len(sheets) > 10
    assert [
        f"{sheet}: {rule}"
        for sheet in sheets
        for rule in re.findall(r"[^{}]*\[(?:dir|lang)\b[^{}]*\{[^}]*\}", sheet.read_text())
        if re.search(r"color|background|opacity|shadow|:lang", rule)
    ] == []


def test_axe_would_find_something(page):
    """The negative control: grey on white, a picture without words, buttons too small to hit."""
    page.goto("/sv/")
    planted = (
        '<p style="color:#666;background:#fff">Below 7:1</p>'
        '<img src="/favicon.ico"><button style="width:9px;height:9px">a</button>'
        '<button style="width:9px;height:9px">b</button>'
    )
    page.evaluate("html => { document.body.innerHTML += html }", planted)
    rules = {line.split(":")[0] for line in violations(page)}
    assert {"color-contrast-enhanced", "image-alt", "target-size"} <= rules
    assert "color-contrast-enhanced" in violations(page, CONTRAST)[0]


def test_own_checks_would_find_something(page):
    """The negative control: one of each thing that `frame.py` looks for."""
    page.goto("/sv/")
    planted = (
        '<h1>Once</h1><h1>Twice</h1><p>مرحبا</p><p lang="ar">مرحبا</p>'
        '<p lang="ar" dir="rtl">Latin</p><p lang="en">Hi</p>'
        '<p><a href="/sv/">Alone</a></p><input style="min-height:0;height:30px"><div style="width:3000px">Wide</div>'
    )
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", planted)
    assert frame_problems(page, language("en")) == [
        "2 h1",
        "lang and dir are ['sv', 'ltr']",
        "no visible way back",
    ]
    assert [line.split(":")[0] for line in language_problems(page)] == [
        "lang without dir",
        "none of its script",
        "lang without dir",
        "script without its lang",
        "script against its direction",
        "script against its direction",
    ]
    assert overflow(page)[0].startswith("30")
    assert len(small_targets(page)) == 2
    planted = (
        '<p>افتح BankID</p><p>PDF 12 kB <bdi>Freja</bdi> <span lang="sv" dir="ltr">Mina sidor</span></p>'
    )
    page.evaluate(
        "html => { Object.assign(document.documentElement, {lang: 'ar', dir: 'rtl'}); document.body.innerHTML = html }",
        planted,
    )
    assert language_problems(page) == ["Latin without its lang: <p>افتح BankID</p>"]


def test_swedish_words_on_buttons_are_marked_in_an_english_guide(page):
    page.goto("/en/bankid/")
    words = page.locator(".word > *")
    assert words.count() > 0
    assert {word.get_attribute("lang") for word in words.all()} == {"sv"}
