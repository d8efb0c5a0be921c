"""A guide that can be listened to: nothing is fetched before it is asked for, and the page is as light as without."""

from __future__ import annotations

import shutil
import urllib.request

import pytest

from tests.browser.axe import violations
from tests.browser.frame import overflow
from tests.browser.test_thin import FIRST_VIEW_BYTES

ADDRESS = "/sv/bluff/"


@pytest.fixture(scope="module")
def read_aloud(live):
    """The first guide, read by the computer."""
    if not shutil.which("espeak-ng") or not (shutil.which("lame") or shutil.which("ffmpeg")):
        pytest.skip("espeak-ng is not installed: apt-get install espeak-ng opus-tools lame")
    live.manage("make_sound", "--seconds", "3")


def test_a_guide_read_aloud_is_light_and_loads_nothing_unasked(read_aloud, live, open_page):
    page = open_page(width=320, height=640)
    fetched = []
    page.on("request", lambda one: fetched.append(one.resource_type))
    page.goto(ADDRESS)
    assert page.locator(".listen audio").count() > 1
    page.wait_for_load_state("networkidle")
    assert set(fetched) <= {"document", "image"}
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
