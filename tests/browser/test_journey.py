"""From a step of a guide to a meeting that stands, all the way: with script, without, and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser import people as persons
from tests.browser.frame import overflow
from tests.browser.hands import Finger, Hands, Keyboard
from tests.browser.live_site import LiveSite
from users.demo_accounts import STAFF

CHOOSE = "main form[action$='/valj/'] button.button:not(.button-quiet)"
GO_ON = "main form button.button:not([name]):not(.button-quiet)"
#: From the first screen to the booked meeting, says the design.
EXCHANGES_AT_MOST = 6


@dataclass
class Way:
    """One way to use the site: through which window, in which language, with script or without, with which hands."""

    width: int
    height: int
    language: str
    script: bool = True
    hands: type[Finger] | type[Keyboard] = Finger

    def __str__(self) -> str:
        how = "keyboard" if self.hands is Keyboard else "script" if self.script else "no-script"
        return f"{how}-{self.width}x{self.height}-{self.language}"

    def begin(self, open_page: Callable[..., Page]) -> Hands:
        """A browser that has been nowhere, and hands to use it."""
        return self.hands(open_page(script=self.script, width=self.width, height=self.height))


WAYS = [
    Way(240, 320, "sv"),
    Way(360, 640, "en"),
    Way(240, 320, "en", script=False),
    Way(360, 640, "sv", script=False),
    Way(240, 320, "sv", hands=Keyboard),
    Way(360, 640, "en", hands=Keyboard),
    Way(360, 640, "ar"),
]


@dataclass
class Exchanges:
    """How often a person pressed something and got an answer. An answer that leads on at once is part of the next."""

    page: Page
    answers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._note)

    def _note(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self.answers.append(answer.url)


@pytest.fixture(scope="module")
def desk(chromium: Browser, live: LiveSite) -> Iterator[Callable[[bool], Page]]:
    """The coordinator's desk, signed in: `desk(script)` opens it anew, with script or without.

    A code opens only once, and the admin is large, so all journeys share one sign-in and two browsers.
    """
    size = {"width": 1280, "height": 800}
    first = chromium.new_context(base_url=live.url, locale="sv-SE", viewport=size)
    signing_in = first.new_page()
    signing_in.goto("/staff/login/")
    signing_in.fill("#id_login", STAFF[0].username)
    signing_in.fill("#id_password", STAFF[0].password)
    signing_in.click("main form button")
    signing_in.fill("#id_code", signing_in.locator("main .part b").inner_text())
    signing_in.click("main form button")
    signing_in.wait_for_url("**/admin/**")
    second = chromium.new_context(
        base_url=live.url,
        locale="sv-SE",
        viewport=size,
        java_script_enabled=False,
        storage_state=first.storage_state(),
    )
    pages = {True: signing_in, False: second.new_page()}

    def open_desk(script: bool) -> Page:
        pages[script].goto("/admin/desk/")
        return pages[script]

    yield open_desk
    first.close()
    second.close()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_newcomer_comes_to_a_meeting(open_page, people, desk, way: Way):
    place = persons.ASKED_AT
    learner = way.begin(open_page)
    step_title = ask_for_help_with_the_step(learner, way.language)
    answer_three_questions(learner, place["name"], "here")

    # Who can show it, and when. Where exactly is nobody's business yet.
    assert "/traffa/forslag/" in learner.page.url
    alias = learner.page.locator("main p b").first.inner_text()
    shows(learner.page, persons.ASKED, place["part_of_town"], hides=[place["name"], place["address"]])
    assert learner.page.locator("input[name=time]").count() == 3
    learner.choose("#time-1-2")
    learner.press(CHOOSE)

    # The request is sent, the step is its agenda, and there is a card to keep.
    meeting = learner.page.url
    assert "/mote/" in meeting
    shows(learner.page, step_title, persons.ASKED, hides=[place["name"], place["address"]])
    learner.press("main a[href*='/mitt-kort/']")
    code = learner.page.locator(".login-code").inner_text()
    assert learner.page.locator(".login-card svg").is_visible()
    fits(learner.page)
    learner.press("main form button.button:not([type=button])")
    assert learner.page.url == meeting
    assert learner.page.locator("a[href*='/mitt-kort/']").count() == 0

    release(way.hands(desk(way.script)), alias)

    mentor = way.begin(open_page)
    sign_in_with_code(mentor, way.language, persons.ASKED_CODE)
    mentor.press(f"section:has-text('{alias}') a[href*='/mentor/svar/']")
    shows(mentor.page, alias, step_title)
    mentor.press("button[name=answer][value=yes]")
    shows(mentor.page, alias, step_title, place["name"], place["address"])

    # Somewhere else, on another day, with the card alone.
    again = way.begin(open_page)
    sign_in_with_code(again, way.language, code)
    again.press("#coming-1 ~ p a.button")
    assert again.page.url == meeting
    shows(again.page, persons.ASKED, step_title, place["name"], place["address"], place["way_there"])


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_person_who_cannot_be_reached_has_a_meeting_at_once(open_page, people, script):
    hands = Finger(open_page(script=script, width=240, height=320))
    exchanges = Exchanges(hands.page)
    hands.page.goto("/sv/traffa/?guide=bankid")
    answer_three_questions(hands, persons.DIRECT_AT["name"], "none")
    choices = hands.page.locator(".choice:has(input[name=time])")
    assert choices.count() == 3
    # Each of the three says that nobody has to answer first.
    assert choices.locator("label br").count() == 3
    hands.choose("input[name=time]")
    hands.press(CHOOSE)
    shows(hands.page, persons.DIRECT, persons.DIRECT_AT["name"], persons.DIRECT_AT["address"])
    assert len(exchanges.answers) <= EXCHANGES_AT_MOST, exchanges.answers
    # Also counted where nobody has to be reached: the first screen, three answers, one choice.
    assert len(exchanges.answers) == 5


def test_person_who_cannot_be_reached_is_offered_only_what_is_certain(open_page, people):
    hands = Finger(open_page())
    hands.page.goto("/en/traffa/?guide=bankid")
    answer_three_questions(hands, persons.ASKED_AT["name"], "none")
    assert hands.page.locator("input[name=time]").count() == 0
    assert hands.page.locator("button[value=join]").is_visible()
    assert hands.page.locator("main a[href^='tel:']").count() > 0
    hands.press("button[value=join]")
    assert hands.page.locator("button[value=leave]").is_visible()


def test_answers_are_cleared_with_one_press(small_page):
    small_page.goto("/sv/traffa/?guide=bankid")
    small_page.fill("#id_own_words", "Läsa brev")
    small_page.click(GO_ON)
    small_page.click("form[action$='/traffa/glom/'] button")
    assert small_page.url.endswith("/sv/traffa/")
    assert small_page.locator("main :checked").count() == 0
    assert small_page.input_value("#id_own_words") == ""
    fits(small_page)


def test_time_that_somebody_else_took_meanwhile_is_told_and_others_can_be_chosen(open_page, people):
    first, second = (Finger(open_page(script=False, width=240, height=320)) for _each in range(2))
    for hands in (first, second):
        hands.page.goto("/sv/traffa/?guide=bankid")
        answer_three_questions(hands, persons.DIRECT_AT["name"], "none")
    taken = first.page.locator("#time-1-1").get_attribute("value")
    assert second.page.locator("#time-1-1").get_attribute("value") == taken
    first.choose("#time-1-1")
    first.press(CHOOSE)
    assert "/mote/" in first.page.url
    second.choose("#time-1-1")
    second.press(CHOOSE)
    assert second.page.locator("#errors").is_visible()
    assert second.page.locator("fieldset .error").is_visible()
    assert second.page.locator(f"input[value='{taken}']").count() == 0
    second.choose("input[name=time]")
    second.press(CHOOSE)
    assert "/mote/" in second.page.url
    shows(second.page, persons.DIRECT_AT["address"])


def test_scanned_card_signs_in_and_leaves_nothing_in_the_history(open_page, live, people):
    newcomer = open_page("/sv/traffa/?guide=bankid")
    answer_three_questions(Finger(newcomer), persons.ASKED_AT["name"], "here")
    (session,) = [one["value"] for one in newcomer.context.cookies() if one["name"] == "sessionid"]
    alias = newcomer.locator("main p b").first.inner_text()
    token = token_of(live, session)

    phone = open_page()
    phone.goto("/sv/om/")
    phone.goto(f"/sv/in/#{token}")
    phone.wait_for_url("**/mina-moten/")
    shows(phone, alias)
    assert token not in phone.evaluate("document.documentElement.outerHTML")
    phone.go_back()
    phone.wait_for_load_state()
    assert token not in phone.url

    # Scanned while the sign-in page lies open, as on the library's computer.
    computer = open_page("/en/in/")
    computer.evaluate("token => { location.hash = token }", token)
    computer.wait_for_url("**/mina-moten/")
    shows(computer, alias)


def test_scanned_card_without_script_leads_to_the_code(small_page, live):
    small_page.goto(f"/sv/in/#{'A' * 32}")
    assert small_page.locator("#id_code").is_visible()


def test_card_that_no_longer_opens_says_so(page):
    page.goto(f"/sv/in/#{'A' * 32}")
    page.wait_for_selector("#errors")
    assert "A" * 32 not in page.url


def ask_for_help_with_the_step(hands: Hands, language: str) -> str:
    """From the step of the guide to the first question. The step's title."""
    hands.page.goto(f"/{language}/bankid/")
    step = f"#step-{persons.STEP}"
    title = hands.page.locator(f"{step} h3").inner_text().split(maxsplit=1)[1]
    fits(hands.page)
    hands.press(f"{step} a[href*='/traffa/'][href*='step={persons.STEP}']")
    return title


def answer_three_questions(hands: Hands, place: str, answer_way: str) -> None:
    """What one wants is chosen already, and the language of the page; where, and how to get the answer."""
    page = hands.page
    assert page.locator("[name=guides][value=bankid]").is_checked()
    fits(page)
    hands.press(GO_ON)
    assert page.locator("[name=languages]:checked").count() == 1
    if not page.locator("[name=languages][value=ar]").is_checked():
        hands.tick("[name=languages][value=ar]")
    fits(page)
    hands.press(GO_ON)
    hands.tick(f".choice:has-text('{place}') input")
    hands.choose(f"[name=answer_way][value={answer_way}]")
    fits(page)
    hands.press(GO_ON)
    fits(page)


def release(coordinator: Hands, alias: str) -> None:
    """A coordinator lets a newcomer's first request go on."""
    button = f".desk-row:has-text('{alias}') form[action$='/release/'] button"
    coordinator.press(button)
    assert coordinator.page.locator(button).count() == 0


def sign_in_with_code(hands: Hands, language: str, code: str) -> None:
    """Type what stands on a card."""
    hands.page.goto(f"/{language}/in/")
    hands.write("#id_code", code)
    fits(hands.page)
    hands.press("#card-form button")
    fits(hands.page)
    # Whoever signs in comes to the language of their card, and may choose another.
    if f"/{language}/" not in hands.page.url:
        link = hands.page.locator(f"#languages a[hreflang={language}]")
        hands.page.goto(link.get_attribute("href") or "")


def token_of(live: LiveSite, session: str) -> str:
    """What the QR code on a new card says: only the session of its owner knows it."""
    return live.shell(
        "from importlib import import_module; from types import SimpleNamespace;"
        "from django.conf import settings; from users.card_handover import card_to_show;"
        f"session = import_module(settings.SESSION_ENGINE).SessionStore({session!r});"
        "print(card_to_show(SimpleNamespace(session=session)).token)"
    ).strip()


def fits(page: Page) -> None:
    """Nobody has to push the page to and fro."""
    assert overflow(page) == [], page.url


def shows(page: Page, *texts: str, hides: list[str] | tuple[str, ...] = ()) -> None:
    """The page says all of `texts` and nothing of `hides`, and fits."""
    said = " ".join(page.locator("main").inner_text().split())
    assert [text for text in texts if text not in said] == []
    assert [text for text in hides if text in said] == []
    fits(page)
