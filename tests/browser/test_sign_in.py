"""Coming back in a real browser: with a passkey, with a card and PIN without script, and leaving again."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_site import LiveSite

PASSWORD = "en lugn stig vid havet"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def learner(live: LiveSite) -> dict[str, str]:
    """Somebody of this one test, with a card and no PIN."""
    code = """
import json
from mentors.models import NeedsCard
from users.cards import issue_card
from users.models import User
person = User.objects.create_person("Varm Sten", is_demo=True)
NeedsCard.objects.create(learner=person, languages=["sv"])
print(json.dumps({"code": issue_card(person).code}))
"""
    found: dict[str, str] = json.loads(live.shell(code))
    return found


def press(page: Page, selector: str) -> None:
    """Press it, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.click(selector)


def with_authenticator(page: Page) -> Any:
    """A phone with a screen lock, as far as Chromium can tell."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return cdp


def test_a_passkey_is_made_and_brings_its_owner_back(page: Page, learner: dict[str, str]) -> None:
    with_authenticator(page)
    page.goto("/sv/in/")
    page.fill("#id_code", learner["code"])
    page.check("input[name=computer][value=own]")
    press(page, "#card-form button")
    page.goto("/sv/kom-tillbaka/nyckel/")
    expect(page.locator("[data-no-passkey]")).to_be_hidden()
    page.click("[data-passkey] button")
    page.wait_for_url("**/sv/kom-tillbaka/")
    expect(page.locator("main")).to_contain_text("Ta bort den")
    page.goto("/sv/ut/")
    press(page, "main form button")
    page.goto("/sv/in/nyckel/?next=/sv/kom-tillbaka/")
    page.click("[data-passkey] button")
    # The whole address: this page's own ends in the same words.
    page.wait_for_url(re.compile(r"^http://[^/?]+/sv/kom-tillbaka/$"))
    page.goto("/sv/inloggad/")
    expect(page.locator("main")).to_contain_text("nyckel")


def test_a_browser_without_the_passkey_gets_no_further(page: Page, learner: dict[str, str]) -> None:
    with_authenticator(page)
    page.goto("/sv/in/nyckel/")
    page.click("[data-passkey] button")
    expect(page.locator("[data-passkey-failed]")).to_be_visible()
    assert page.url.endswith("/sv/in/nyckel/")


def test_card_and_pin_and_leaving_quickly_without_script(small_page: Page, learner: dict[str, str]) -> None:
    page = small_page
    page.goto("/sv/in/nyckel/")
    expect(page.locator("[data-no-passkey]")).to_be_visible()
    page.goto("/sv/in/")
    page.fill("#id_code", learner["code"])
    press(page, "#card-form button")
    page.goto("/sv/kom-tillbaka/pin/")
    page.fill("#id_pin", "502839")
    press(page, "main form button.button")
    page.goto("/sv/ut/")
    press(page, "main form button")
    page.goto("/sv/in/?next=/sv/kom-tillbaka/")
    page.fill("#id_code", learner["code"])
    press(page, "#card-form button")
    page.fill("#id_pin", "502839")
    press(page, "main form button.button")
    page.wait_for_url("**/sv/kom-tillbaka/")
    # Where it leads is somebody else's site, which is not there for a test: it is asked for, and that is all.
    with page.expect_request("https://www.smhi.se/**"):
        page.click("[data-leave] button")
    # There is nothing left to show.
    again = page.context.new_page()
    for address in ("/sv/kom-tillbaka/", "/sv/kom-tillbaka/pin/"):
        again.goto(address)
        assert "/sv/in/" in again.url


def test_the_question_comes_on_the_page_and_keeps_what_was_typed(page: Page, learner: dict[str, str]) -> None:
    page.goto("/sv/in/")
    page.fill("#id_code", learner["code"])
    press(page, "#card-form button")
    page.clock.install()
    page.goto("/sv/kom-tillbaka/las/")
    expect(page.locator("[data-ask]")).to_be_hidden()
    page.clock.fast_forward(481_000)
    expect(page.locator("[data-ask]")).to_be_visible()
    with page.expect_response("**/sv/kvar/") as answer:
        page.click("[data-ask] button")
    assert answer.value.status == 204
    expect(page.locator("[data-ask]")).to_be_hidden()
    assert page.url.endswith("/sv/kom-tillbaka/las/")


@pytest.fixture(scope="module")
def colleague(live: LiveSite) -> str:
    """A user name of the staff, without a second factor; the password is `PASSWORD`."""
    code = f"""
from users.models import User
print(User.objects.create_superuser("eva-with-a-key", {PASSWORD!r}, name="Eva", is_demo=True).username)
"""
    return live.shell(code).split()[-1]


def give_password(page: Page, username: str) -> None:
    """The first page of the staff's sign-in."""
    page.goto("/staff/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    press(page, "main form button")


def test_a_passkey_is_the_second_factor_of_the_staff(page: Page, colleague: str) -> None:
    with_authenticator(page)
    give_password(page, colleague)
    page.goto("/staff/second-factor/passkey/add/")
    page.click("[data-passkey] button")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/staff/logout/")
    press(page, "main form button")
    give_password(page, colleague)
    # The password alone opens nothing; the passkey is asked for in this sign-in too.
    assert page.url.endswith("/staff/second-factor/code/")
    page.click("[data-passkey] button")
    page.wait_for_url("**/admin/**")
