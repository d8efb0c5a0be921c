"""A reader gets stuck on a step: a button phone of 240 x 320, no script, and no cookie on the whole way."""

from tests.browser.axe import violations


def test_from_the_step_to_an_address_of_ones_own(small_page):
    small_page.goto("/sv/bankid/5/")
    small_page.click("a[href*='/fastnat/']")
    small_page.check("input[value=looks]")
    small_page.fill("textarea", "Knappen heter något annat.")
    small_page.click("main button")
    assert "/sv/besked/" in small_page.url
    assert small_page.context.cookies() == []
    widths = small_page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]
    own = small_page.url
    small_page.goto("/sv/")
    small_page.goto(own)
    assert small_page.locator("h1").count() == 1


def test_a_number_that_is_taken_out_and_the_answer_are_easy_to_use(page):
    page.goto("/sv/fastnat/bankid/id-check/")
    page.check("input[value=words]")
    page.fill("textarea", "Jag heter 191212121212 och det tar stopp.")
    page.click("main button")
    assert "191212121212" not in page.content()
    assert violations(page) == []
    page.click("main button")
    assert "/besked/" in page.url
    assert violations(page) == []
