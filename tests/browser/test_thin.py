"""A guide over a thin line: how many bytes, how many requests, and that nothing moves while pictures come late."""

from __future__ import annotations

import re
import tomllib
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

FIRST_VIEW_BYTES = 13_000
WHOLE_GUIDE_BYTES = 100_000
PICTURE_BYTES = {"avif": 10_000, "webp": 12_000, "jpg": 16_000}
GUIDES = tomllib.loads(
    (Path(__file__).parents[2] / "courses" / "content" / "guides.toml").read_text(encoding="utf-8")
)["guides"]
ADDRESSES = [
    f"/{language}/{guide[f'slug_{language}']}/" for guide in GUIDES.values() for language in ("sv", "en")
]
CONTENT = Path(__file__).parents[2] / "courses" / "content"
#: In other letters, each of which takes two or three bytes; and a guide that Tigrinya has from easy Swedish.
HEAVIER_ADDRESSES = [
    f"/{language}/{guide['slug_sv']}/"
    for language in ("ar", "ti", "uk")
    for key, guide in GUIDES.items()
    if (CONTENT / language / f"{key}.toml").exists() or (language, key) == ("ti", "income-support")
]


@pytest.mark.parametrize("address", [*ADDRESSES, *HEAVIER_ADDRESSES, "/ar/", "/ti/"])
def test_first_view_fits_the_first_packets(live, address):
    """The page with its CSS, packed as the server packs it, and nothing else that the browser would wait for."""
    asked = urllib.request.Request(live.url + address, headers={"Accept-Encoding": "br"})  # noqa: S310 - our own
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own server
        assert answer.headers["Content-Encoding"] == "br"
        assert len(answer.read()) <= FIRST_VIEW_BYTES


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.startswith("/sv/")])
def test_whole_guide_is_one_request_and_its_pictures(open_page, live, address):
    """Other languages have the same pictures. Each is within its budget in every format, the older ones too."""
    page = open_page(width=320, height=640)
    requests = []
    # The icon is the window's: it is asked for when the page is there, and not by every browser.
    page.on("request", lambda one: "/icons/" in one.url or requests.append(one))
    page.goto(address)
    see_all_of(page)
    # The script of the device's own voice comes last, and only where one can listen.
    assert [one.url for one in requests if one.resource_type not in {"image", "script"}] == [page.url]
    pictures = [one for one in requests if one.resource_type == "image"]
    assert len(pictures) >= page.locator(".step").count()
    assert {Path(one.url).suffix for one in pictures} == {".avif"}
    sizes = [one.sizes()["responseBodySize"] for one in requests]
    assert all(sizes)
    assert sum(sizes) <= WHOLE_GUIDE_BYTES
    assert heavy_pictures(page, live.var) == []


def test_nothing_of_a_guide_needs_script(open_page):
    with_script, without = open_page("/sv/bankid/"), open_page("/sv/bankid/", script=False)
    assert with_script.locator("script:not([src*=voice])").count() == 0
    assert without.locator("main").inner_text() == with_script.locator("main").inner_text()


@pytest.mark.parametrize("width", [240, 360])
def test_nothing_moves_while_pictures_come_late(open_page, width):
    page = open_page(width=width, height=640)
    assert shift_of(page, "/sv/bankid/") == 0


def test_shift_would_be_seen(open_page):
    """The negative control: the same guide, whose pictures do not say how large they are."""
    page = open_page(width=360, height=640)

    def without_sizes(route: Route) -> None:
        answer = route.fetch()
        html, changed = re.subn(r'(<img[^>]*) width="\d+" height="\d+"', r"\1", answer.text())
        assert changed
        route.fulfill(response=answer, body=html)

    page.route("**/sv/bankid/", without_sizes)
    assert shift_of(page, "/sv/bankid/") > 0


def heavy_pictures(page: Page, var: Path) -> list[str]:
    """The pictures of steps that weigh too much, as AVIF, WebP or JPEG; each step has all three."""
    sources = page.eval_on_selector_all(
        ".step picture",
        "all => all.map(one => [...one.querySelectorAll('source')].map(s => s.srcset).concat("
        "one.querySelector('img').getAttribute('src')))",
    )
    assert len(sources) == page.locator(".step").count()
    heavy = []
    for picture in sources:
        files = [var / source.lstrip("/") for source in picture]
        assert [file.suffix for file in files] == [".avif", ".webp", ".jpg"]
        heavy += [file.name for file in files if file.stat().st_size > PICTURE_BYTES[file.suffix[1:]]]
    return heavy


def see_all_of(page: Page) -> None:
    """Read down to the end, so that pictures which wait until they are near are asked for, and wait for them."""
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
                scrollTo(0, y);
                await new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)));
            }
        }"""
    )
    page.evaluate(
        "Promise.all([...document.images].map(one => one.complete || new Promise(done => { one.onload = done })))"
    )


def shift_of(page: Page, address: str) -> float:
    """How much the page moved by itself while it was read to its end (cumulative layout shift).

    Each picture is kept back until the text around it has been painted and is in view.
    """
    kept_back: list[Route] = []
    page.route(re.compile(r"/files/"), lambda route: kept_back.append(route))
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
        }).observe({type: 'layout-shift', buffered: true});"""
    )
    page.goto(address, wait_until="domcontentloaded")
    pictures = page.locator("main img")
    for number in range(pictures.count()):
        pictures.nth(number).evaluate("one => one.scrollIntoView({block: 'center'})")
        page.evaluate(_TWO_FRAMES)
        while not pictures.nth(number).evaluate("one => one.complete && one.naturalWidth > 0"):
            while kept_back:
                kept_back.pop().continue_()
            page.wait_for_timeout(10)
        page.evaluate(_TWO_FRAMES)
    moved: float = page.evaluate("moved")
    return moved


_TWO_FRAMES = (
    "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)
