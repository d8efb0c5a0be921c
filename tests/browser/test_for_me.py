"""What one has and has not, on a button phone without script: each answer is an address, and nothing is kept."""

from __future__ import annotations

from tests.browser.frame import overflow

SHOW = ".lacks button"


def tick(page, *lacks: str) -> None:
    """Open the question where it is folded, tick what is lacked and send it."""
    summary = page.locator(".lacks summary")
    if summary.count():
        summary.click()
    for lack in lacks:
        page.check(f".lacks [value={lack}]")
    page.click(SHOW)


def test_start_page_and_a_guide_show_the_way_for_somebody_without_a_smartphone(small_page):
    small_page.goto("/sv/")
    tick(small_page, "smartphone", "e_id")
    assert small_page.url.endswith("/sv/utan/smartphone-e_id/")
    assert overflow(small_page) == []
    guide = small_page.locator(".fit-way a[href='/sv/bankid/utan/smartphone-e_id/']")
    assert guide.is_visible()
    guide.click()
    assert small_page.locator("h1").is_visible()
    assert overflow(small_page) == []
    # The address alone is the answer: it can be written down and opened elsewhere.
    assert small_page.context.cookies() == []


def test_a_guide_answers_with_a_link(small_page):
    small_page.goto("/sv/bankid/")
    tick(small_page, "smartphone")
    assert small_page.url.endswith("/sv/bankid/utan/smartphone/")
    assert overflow(small_page) == []
    assert small_page.context.cookies() == []


def test_search_keeps_what_was_ticked_and_what_was_searched_for(small_page):
    small_page.goto("/sv/sok/?q=bankid")
    tick(small_page, "smartphone")
    assert "q=bankid" in small_page.url
    assert "lack=smartphone" in small_page.url
    assert small_page.locator(".guides a[href='/sv/bankid/utan/smartphone/']").count() == 1
    small_page.fill("#q", "vårdcentral")
    small_page.click(".search button")
    assert "lack=smartphone" in small_page.url
    assert overflow(small_page) == []
    assert small_page.context.cookies() == []
