"""Chromium, and one running copy of the demo for all tests of this folder.

`live` is the site, and `people` are those that the tests add to it; `open_page` opens a page of it in a browser of
its own: nothing is shared between two calls, no cookie and no cache. `page` is a phone with script, `small_page` a
phone of 240 x 320 without. `open_type` opens a row of the list of page types as whoever may see it. At the end of a
test its pages must have met no error: no script that failed, nothing that the Content-Security-Policy refused, no
answer from the server above 499.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.browser.live_site import LiveSite, live_site
from tests.browser.page_types import PageType

HERE = Path(__file__).parent
#: As root there is no sandbox to be had; the other switches keep the browser from asking others for anything.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
#: What runs for a tenth of a second on a page, as axe does, takes a quarter less if it is not compiled twice.
BRIEF_SCRIPTS = "--js-flags=--no-opt --no-maglev --single-threaded-gc"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are `browser` tests. Two workers share them, see tests/conftest.py."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, by choice the one without windows: the same engine, and a page opens four times as fast.

    Skips where there is none.
    """
    programs = (os.environ.get("MEDLOTS_CHROMIUM"), "chromium-headless-shell", "chromium")
    program = next(filter(None, (shutil.which(name) for name in programs if name)), None)
    if not program:
        pytest.skip("Chromium is not installed: apt-get install chromium-headless-shell")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*SWITCHES, BRIEF_SCRIPTS])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def live(chromium: Browser) -> Iterator[LiveSite]:
    """The site, with the demo's people and content as they are after `make demo`.

    All tests share it: each makes what it changes, and takes nothing away that it has not made.
    """
    with live_site() as site:
        yield site


@dataclass(frozen=True)
class People:
    """Whom the tests add to the site: see `tests.browser.people`."""

    sessions: dict[str, str]
    values: dict[str, str]

    def cookies(self, who: str) -> list[dict[str, Any]]:
        """What makes a browser theirs, for Playwright; nothing for nobody."""
        if not who:
            return []
        return [{"name": "sessionid", "value": self.sessions[who], "domain": "localhost", "path": "/"}]


@pytest.fixture(scope="session")
def people(live: LiveSite) -> People:
    """One person for each state that has a page of its own, signed in. Nobody may change them."""
    return People(**json.loads(live.shell("from tests.browser import people; print(people.make())")))


@dataclass(frozen=True)
class Opened:
    """A page of the list of page types, and the answer that brought it."""

    page: Page
    answer: Response


@pytest.fixture(scope="session")
def _browsers(chromium: Browser, live: LiveSite) -> Iterator[dict[tuple[str, bool], Page]]:
    """For each person a browser with script and one without, opened when first asked for.

    A browser of its own for each of some three hundred tests would take longer than what they look at.
    """
    kept: dict[tuple[str, bool], Page] = {}
    yield kept
    for page in kept.values():
        page.context.close()


@pytest.fixture(scope="session")
def html_seen() -> dict[tuple[str, str], bytes]:
    """What the server has sent for each name of a page type and each language, where `open_type` was there."""
    return {}


@pytest.fixture
def open_type(
    _browsers: dict[tuple[str, bool], Page],
    chromium: Browser,
    live: LiveSite,
    people: People,
    html_seen: dict[tuple[str, str], bytes],
) -> Iterator[Callable[..., Opened]]:
    """`open_type(page_type, language, *, script=True, width=360, height=740)` opens it as whoever may see it.

    Makes sure that it is that page. What is done on it must change nothing: the same browser is used again.
    """
    problems: list[str] = []

    def open_one(
        page_type: PageType, language: str, *, script: bool = True, width: int = 360, height: int = 740
    ) -> Opened:
        page = _browsers.get((page_type.who, script))
        if page is None:
            page = new_page(chromium, live, problems, script=script)
            page.context.add_cookies(people.cookies(page_type.who))  # type: ignore[arg-type]
            _browsers[page_type.who, script] = page
        page.problems = problems  # type: ignore[attr-defined]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme="light")
        answer = page.goto(page_type.address(language, people.values))
        if page_type.press:
            with page.expect_navigation() as waiting:
                page.locator(page_type.press).first.click()
            answer = waiting.value
        assert answer is not None
        assert answer.status == page_type.status, answer.url
        assert page.locator(page_type.shows).count() > 0, f"{answer.url} does not show {page_type.shows}"
        if (page_type.name, language) not in html_seen:
            html_seen[page_type.name, language] = answer.body()
        return Opened(page, answer)

    yield open_one
    assert problems == []


@pytest.fixture
def open_page(chromium: Browser, live: LiveSite) -> Iterator[Callable[..., Page]]:
    """`open_page(path="", *, script=True, width=360, height=740, **context)` opens a page of the site.

    `context` goes to Playwright: `color_scheme="dark"`, `storage_state=...`. Problems that a page meets fail
    the test at its end, unless it has emptied the list `page.problems`.
    """
    pages = []
    problems: list[str] = []

    def open_one(
        path: str = "", *, script: bool = True, width: int = 360, height: int = 740, **context: Any
    ) -> Page:
        context = {"viewport": {"width": width, "height": height}, **context}
        page = new_page(chromium, live, problems, script=script, **context)
        pages.append(page)
        if path:
            page.goto(path)
        return page

    yield open_one
    for page in pages:
        page.context.close()
    assert problems == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A phone, with script."""
    return open_page()


@pytest.fixture
def small_page(open_page: Callable[..., Page]) -> Page:
    """A button phone: 240 x 320, without script."""
    return open_page(script=False, width=240, height=320)


def new_page(chromium: Browser, live: LiveSite, problems: list[str], *, script: bool, **options: Any) -> Page:
    """A page of a browser of its own, which notes what goes wrong in its list `problems`."""
    options = {"locale": "sv-SE", "timezone_id": "Europe/Stockholm", "base_url": live.url, **options}
    context = chromium.new_context(java_script_enabled=script, **options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    _wait_until_loaded(page)
    page.problems = problems  # type: ignore[attr-defined]
    # Asked for anew each time: a page that is used again notes them in the list of the test that uses it.
    page.on("pageerror", lambda error: page.problems.append(f"script failed: {error}"))
    page.on("console", lambda message: _note(message, page.problems))
    page.on("response", lambda answer: _note_answer(answer, page.problems))
    return page


def _wait_until_loaded(page: Page) -> None:
    """A click ends when the page that it leads to is whole, and nothing is asked of half a page.

    Playwright goes on as soon as an address has answered: on a busy machine there may be no body yet.
    """
    click, evaluate, go_back = page.click, page.evaluate, page.go_back

    def click_and_wait(*arguments: Any, **options: Any) -> None:
        click(*arguments, **options)
        page.wait_for_load_state()

    def waited(call: Callable[..., Any]) -> Callable[..., Any]:
        def wait_and_call(*arguments: Any, **options: Any) -> Any:
            page.wait_for_load_state()
            return call(*arguments, **options)

        return wait_and_call

    page.click = click_and_wait  # type: ignore[method-assign]
    page.evaluate = waited(evaluate)  # type: ignore[method-assign]
    page.go_back = waited(go_back)  # type: ignore[method-assign]


def _note(message: Any, problems: list[str]) -> None:
    # "Failed to load resource" repeats what the answer says; a 404 that a test asks for is no problem.
    if message.type == "error" and "Failed to load resource" not in message.text:
        problems.append(f"console: {message.text}")


def _note_answer(answer: Any, problems: list[str]) -> None:
    if answer.status >= 500:
        problems.append(f"{answer.status} from {answer.url}")
