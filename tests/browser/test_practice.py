"""Practice in a browser: every kind of screen looked at by axe, and a run walked without script."""

import pytest

from tests.browser.axe import violations
from tests.browser.frame import overflow

KINDS = [
    "ova/",
    "ova/smishing/",
    "ova/smishing/2/?m=&m=a&m=c",
    "ova/smishing/3/?v=3b",
    "ova/book-1177/4/?v=4a",
    "ova/bank-call/3/",
    "ova/smishing/klart/?v=3a-3b",
    "ova/smishing/papper/",
]


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out_on_a_wide_screen_either(open_page, width):
    page = open_page(width=width)
    for path in KINDS:
        page.goto(f"/sv/{path}")
        assert overflow(page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", ["katt", "811218-9876"])
def test_axe_finds_nothing_beside_a_field_that_is_not_right(open_page, scheme, number):
    page = open_page("/sv/ova/book-1177/4/", color_scheme=scheme)
    page.fill("#id_f1", number)
    page.click("main form button")
    assert violations(page) == []
    assert page.input_value("#id_f1") == ("katt" if number == "katt" else "")
    assert page.evaluate("document.activeElement.id") == "errors"


def test_run_is_walked_without_script_and_back(small_page):
    small_page.goto("/sv/ova/strong-password/2/")
    small_page.click("main form button >> nth=0")
    assert small_page.url.endswith("/sv/ova/strong-password/2/?v=2a#reason")
    small_page.click("main form button >> nth=1")
    small_page.click("a[rel=next]")
    assert small_page.url.endswith("/3/?v=2a-2b")
    small_page.fill("#id_f1", "Fyra katter dricker te!")
    small_page.fill("#id_f2", "fyra katter dricker te!")
    small_page.click("main form button")
    assert small_page.url.endswith("/3/?v=2a-2b")
    assert small_page.input_value("#id_f2") == "fyra katter dricker te!"
    small_page.fill("#id_f2", "Fyra katter dricker te!")
    small_page.click("main form button")
    assert small_page.url.endswith("/3/?v=2a-2b-3a#reason")
    # Back through the answer that was not right, to the choice, and a bookmark of it.
    small_page.go_back()
    assert small_page.input_value("#id_f2") == "fyra katter dricker te!"
    small_page.go_back()
    small_page.go_back()
    assert small_page.url.endswith("/2/?v=2a-2b#reason")
    bookmark, shown = small_page.url, small_page.inner_text("main")
    small_page.goto("/sv/")
    small_page.goto(bookmark)
    assert small_page.inner_text("main") == shown
    assert small_page.context.cookies() == []
