"""A guide that can be listened to: nothing is fetched before it is asked for, and the page is as light as without."""

from __future__ import annotations

import shutil
import urllib.request

import pytest

from tests.browser.axe import violations
from tests.browser.frame import language_problems, overflow, small_targets
from tests.browser.test_thin import FIRST_VIEW_BYTES

ADDRESS = "/sv/bluff/"
#: The same files stand in the Arabic guide: nothing is made twice.
IN_ARABIC = """
from courses.models import Guide, GuideSound
arabic = Guide.objects.get(key="fraud", locale__language_code="ar")
clips = GuideSound.objects.get(guide__key="fraud", guide__locale__language_code="sv").clips
GuideSound.objects.get_or_create(guide=arabic, defaults={"clips": clips})
"""


@pytest.fixture(scope="module")
def read_aloud(live):
    """The first guide, read by the computer."""
    if not shutil.which("espeak-ng") or not (shutil.which("lame") or shutil.which("ffmpeg")):
        pytest.skip("espeak-ng is not installed: apt-get install espeak-ng opus-tools lame")
    live.manage("make_sound", "--seconds", "3")
    live.shell(IN_ARABIC)


#: A device that notes what it is asked to say, and ends a piece when it is told to. The remote voice is a company's.
VOICES = """
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    const speech = {
        speaking: false,
        getVoices: () => window.voices,
        speak: one => { speech.now = one; speech.speaking = true; window.said.push([one.lang, one.text.trim()]); },
        cancel: () => { speech.speaking = false; },
        end: () => { speech.speaking = false; speech.now.onend(); },
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    window.voices = [];
    window.gets = voices => { window.voices = voices; speech.onvoiceschanged(); };
"""
SWEDISH = {"lang": "sv_SE", "localService": True}


@pytest.fixture
def talking(read_aloud, live, open_page):
    """`talking(address)`: a page in a browser that has no voice yet."""

    def open_one(address):
        page = open_page(width=240, height=320)
        page.add_init_script(VOICES)
        page.goto(address)
        return page

    return open_one


def test_the_devices_own_voice_reads_the_step_and_stops(talking):
    page = talking(ADDRESS)
    buttons = page.locator(".own-voice button")
    page.evaluate("voice => window.gets([voice])", {**SWEDISH, "localService": False})
    assert buttons.count() == 0, "what is read would be sent to somebody"
    page.evaluate("voice => window.gets([voice])", SWEDISH)
    page.evaluate("voice => window.gets([voice])", SWEDISH)
    steps = page.locator("li.step")
    assert buttons.count() == steps.count() + 1
    assert small_targets(page) == overflow(page) == violations(page) == []
    step = steps.nth(1)
    button = step.locator(".own-voice button")
    button.press("Enter")
    assert button.inner_text().startswith("Sluta läsa")
    title = step.locator("h3").inner_text()
    assert page.evaluate("window.said") == [["sv-SE", " ".join(title.split())]]
    while page.evaluate("speechSynthesis.speaking"):
        page.evaluate("speechSynthesis.end()")
    said = [text for _lang, text in page.evaluate("window.said")]
    assert len(said) > 2
    for words in ("Lyssna", "Jag har kommit", "Jag vill ha hjälp", "Låt mobilen"):
        assert not [text for text in said if words in text], words
    assert button.inner_text().startswith("Låt mobilen eller datorn läsa")
    button.click()
    button.click()
    assert not page.evaluate("speechSynthesis.speaking")
    assert button.inner_text().startswith("Låt mobilen eller datorn läsa")


def test_a_language_that_nobody_reads_aloud_has_the_devices_voice_on_each_page_of_a_step(talking):
    page = talking("/ti/bluff/2/")
    page.evaluate("voice => window.gets([voice])", SWEDISH)
    assert page.locator(".own-voice").count() == 0, "no voice for this language"
    page.evaluate("voice => window.gets([voice])", {"lang": "ti-ER", "localService": True})
    page.locator(".own-voice button").click()
    assert page.evaluate("window.said") == [["ti-ER", page.locator("h1").inner_text()]]


def test_a_page_from_right_to_left_keeps_its_frame_with_the_voice(talking):
    page = talking("/ar/bluff/")
    page.evaluate("voice => window.gets([voice])", {"lang": "ar", "localService": True})
    assert page.locator(".own-voice").count() > 2
    assert overflow(page) == small_targets(page) == language_problems(page) == violations(page) == []


def test_a_guide_read_aloud_is_light_and_loads_nothing_unasked(read_aloud, live, open_page):
    page = open_page(width=320, height=640)
    fetched = []
    page.on("request", lambda one: fetched.append(one.resource_type))
    page.goto(ADDRESS)
    assert page.locator(".listen audio").count() > 1
    page.wait_for_load_state("networkidle")
    # The script is for the device's own voice.
    assert set(fetched) <= {"document", "image", "script"}
    assert fetched.count("script") == 1
    assert page.locator(".own-voice").count() == 0, "this browser has no voice"
    assert violations(page) == []
    asked = urllib.request.Request(live.url + ADDRESS, headers={"Accept-Encoding": "br"})  # noqa: S310 - our own
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own server
        assert len(answer.read()) <= FIRST_VIEW_BYTES


def test_without_script_on_a_button_phone_a_link_brings_the_sound(read_aloud, live, small_page):
    small_page.goto(ADDRESS)
    assert overflow(small_page) == []
    link = small_page.locator(".listen a").first.get_attribute("href")
    with urllib.request.urlopen(live.url + link, timeout=30) as answer:  # noqa: S310 - our own server
        assert answer.headers["Content-Type"].startswith("audio/")
        assert len(answer.read()) > 1000
