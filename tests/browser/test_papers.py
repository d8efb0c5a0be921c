"""The paper calendar in a real browser: a button phone without script, and what the script keeps on the device."""

from __future__ import annotations

from tests.browser.frame import overflow

DAYS = {"#id_due": "10", "#id_rent": "17", "#id_electricity": "18", "#id_insurance": "5"}
SHOW = "#days form button"


def write_days(page) -> None:
    """Fill in the days and send them."""
    for field, day in DAYS.items():
        page.fill(field, day)
    page.click(SHOW)


def test_from_days_to_a_message_and_a_count_without_script(small_page):
    small_page.goto("/en/papper/")
    write_days(small_page)
    late = small_page.locator(".papers-late li").all_inner_texts()
    assert late == ["Rent slip: 7 days late", "Electricity bill: 8 days late"]
    assert overflow(small_page) == []
    assert small_page.locator(".papers-message[lang=sv]").is_visible()
    assert small_page.locator(".papers-send a[href^='sms:']").is_visible()
    # What was written stands in the form, to be changed.
    assert {field: small_page.input_value(field) for field in DAYS} == DAYS
    small_page.click("form[action*='/papper/rakna/'] button")
    assert "counted=1" in small_page.url
    assert overflow(small_page) == []
    small_page.click("main a.button")
    assert small_page.input_value("#id_rent") == "17"
    assert small_page.context.cookies() == []


def test_a_paper_in_time_gives_nothing_to_do(small_page):
    small_page.goto("/en/papper/")
    small_page.fill("#id_due", "10")
    small_page.fill("#id_rent", "5")
    small_page.click(SHOW)
    assert small_page.locator(".papers-late, .papers-message").count() == 0
    assert overflow(small_page) == []


def test_the_device_keeps_the_days_until_it_is_told_to_forget_them(page):
    page.goto("/sv/papper/")
    assert page.locator("#kept").is_hidden()
    write_days(page)
    assert page.locator("#kept").is_visible()
    page.goto("/sv/papper/")
    page.click("#kept a")
    assert page.input_value("#id_electricity") == "18"
    page.click("#kept button")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("document.activeElement.id") == "kept"
    page.goto("/sv/papper/")
    assert page.locator("#kept").is_hidden()
    assert page.context.cookies() == []
