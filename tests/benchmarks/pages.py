"""What pages weigh, how many questions they ask the database, and how soon they show on a poor connection."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from tests.benchmarks.bars import Bar
from tests.browser.conftest import SWITCHES
from tests.browser.live_site import LiveSite

#: Runs inside the site: weighs each page and counts its queries, with nothing remembered from before.
MEASURE = """
import json
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from courses.models import Guide
from publishing.budget import weigh
from wagtail.models import Page

found = {}
guides = [(guide.locale.language_code, guide.key, guide.url) for guide in Guide.objects.live()]
addresses = [(f"guide {key} {code}", url) for code, key, url in guides]
addresses += [(f"step {key} {code}", f"{url}1/") for code, key, url in guides]
addresses += [(f"guide without {key} {code}", f"{url}utan/e_id-bank/") for code, key, url in guides]
addresses += [(f"page {page.pk}", page.url) for page in Page.objects.live().not_type(Guide).filter(depth__gt=1)]
addresses += [(f"search {code}", f"/{code}/sok/?q=bank") for code in ("sv", "en")]
client = Client(SERVER_NAME="localhost")
client.get("/sv/")
for name, url in addresses:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    weight = weigh(response.content)
    waits_for = weight.blocking_style_sheets
    found[name] = [response.status_code, weight.bytes_br, weight.scripts, waits_for, len(queries)]
print(json.dumps(found))
"""
PICTURES = """
import json
from media.models import PictureRendition
drawn = PictureRendition.objects.exclude(image__drawing="").filter(filter_spec__startswith="width-")
print(json.dumps([[one.file.name, one.file.size] for one in drawn]))
"""
#: Name, bytes a second, round trip in ms, how many times slower the processor, the bar in seconds.
CONNECTIONS = [
    ("400 kbit/s, 400 ms, processor a sixth", 50_000, 400, 6, 1.5),
    ("64 kbit/s, 200 ms", 8_000, 200, 1, 2.5),
]
LARGEST_PAINT = """
() => new Promise(done => new PerformanceObserver(list => {
    const entries = list.getEntries(); done(entries[entries.length - 1].startTime / 1000);
}).observe({type: 'largest-contentful-paint', buffered: true}))
"""
#: The kinds of press that a guide answers itself, in the order of a visit, and what is pressed.
PRESSES = [
    ("what is folded, first time", ".lacks summary"),
    ("what is folded, to close it", ".lacks summary"),
    ("what is folded, once more", ".lacks summary"),
    ("a box", ".lacks [value=smartphone]"),
    ("the words beside a box", ".lacks [for=id_lack_1]"),
    ("an answer to 'Can you do this?'", ".able button"),
    ("a way to a part of the page", ".onpage [href='#steps']"),
    ("the way to the languages", ".to-languages"),
]
#: The longest that a press took until the screen showed it; runs before the page's own.
WATCH_PRESSES = """
window.longestPress = 0;
new PerformanceObserver(list => {
    for (const one of list.getEntries()) {
        if (one.interactionId) longestPress = Math.max(longestPress, one.duration);
    }
}).observe({type: 'event', durationThreshold: 16, buffered: true});
"""

#: The middle of an element, which is brought onto the screen if it is not there.
MIDDLE_OF = """
selector => {
    const element = document.querySelector(selector), before = element.getBoundingClientRect();
    if (before.top < 0 || before.bottom > innerHeight) element.scrollIntoView({block: 'center'});
    const box = element.getBoundingClientRect();
    return {x: box.left + box.width / 2, y: box.top + box.height / 2};
}
"""


def page_bars(live: LiveSite) -> Iterator[Bar]:
    """Bytes, requests, script and queries of every guide, step, start page and search."""
    found: dict[str, list[int]] = json.loads(live.shell(MEASURE).splitlines()[-1])
    wrong = [f"{name} {row[0]}" for name, row in found.items() if row[0] != 200]
    yield Bar("pages that do not answer", len(wrong), 0, "pages", ", ".join(wrong))
    guides = {name: row for name, row in found.items() if name.startswith("guide ")}
    heaviest = max(guides, key=lambda name: guides[name][1])
    yield Bar("first view of a guide, Brotli", guides[heaviest][1], 13_000, "bytes", f"heaviest: {heaviest}")
    yield Bar("style sheets that a guide waits for", max(row[3] for row in guides.values()), 0, "files")
    most = max(found, key=lambda name: found[name][4])
    yield Bar("queries of an uncached page", found[most][4], 12, "queries", f"most: {most}")


def picture_bars(live: LiveSite) -> Iterator[Bar]:
    """The heaviest picture of a step in each format, and the heaviest guide with all of its pictures."""
    sizes: list[tuple[str, int]] = [tuple(row) for row in json.loads(live.shell(PICTURES).splitlines()[-1])]
    for ending, bar in ((".avif", 10_000), (".webp", 12_000), (".jpg", 16_000)):
        of_kind = [(size, Path(name).name) for name, size in sizes if name.endswith(ending)]
        if of_kind:
            heaviest = max(of_kind)
            yield Bar(f"picture of a step, {ending[1:]}", heaviest[0], bar, "bytes", heaviest[1])


def paint_bars(live: LiveSite, chromium: str) -> Iterator[Bar]:
    """When the largest part of a guide is painted, and all that is fetched to show the whole of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        # A server that has answered before, as a reader meets it: the first answer compiles its templates.
        with urllib.request.urlopen(f"{live.url}/sv/bankid/") as answer:  # noqa: S310 - our own server
            answer.read()
        for name, bytes_a_second, round_trip_ms, slower, bar in CONNECTIONS:
            page = browser.new_page(viewport={"width": 320, "height": 480})
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": round_trip_ms,
                    "downloadThroughput": bytes_a_second,
                    "uploadThroughput": bytes_a_second,
                },
            )
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            page.goto(f"{live.url}/sv/bankid/", wait_until="load", timeout=120_000)
            yield Bar("largest paint of a guide", page.evaluate(LARGEST_PAINT), bar, "seconds", name)
            page.context.close()
        slower = CONNECTIONS[0][3]
        pressed, kind = _longest_press(browser, live, slower)
        detail = f"processor 1/{slower}, median of 3; longest: {kind}"
        yield Bar("a press on a guide, until it shows", pressed, 100, "ms", detail)
        yield Bar(
            "a guide with all of its pictures", _all_bytes(browser, live), 100_000, "bytes", "320 px wide"
        )
        browser.close()


def _longest_press(browser: Any, live: LiveSite, slower: int) -> tuple[float, str]:
    """Milliseconds, and which it was: of all kinds of press the one that takes longest, in the median of its visits."""
    found: dict[str, list[float]] = {kind: [] for kind, _pressed in PRESSES}
    for _visit in range(3):
        page = browser.new_page(viewport={"width": 320, "height": 480}, has_touch=True)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(WATCH_PRESSES)
        # What is answered is another page's; the press itself is answered by this one, which stays.
        page.route("**/framsteg/kan/**", lambda route: route.fulfill(status=204))
        page.goto(f"{live.url}/sv/bankid/", wait_until="load")
        page.wait_for_timeout(2000)
        for kind, pressed in PRESSES:
            found[kind].append(_press(page, session, pressed))
        assert page.evaluate("document.querySelectorAll('.lacks :checked').length") == 2
        assert page.url.endswith("#languages")
        page.context.close()
    return max((median(of_kind), kind) for kind, of_kind in found.items())


def _press(page: Any, session: Any, pressed: str) -> float:
    """Milliseconds until the screen shows what a finger's press does."""
    place = page.evaluate(MIDDLE_OF, pressed)
    page.wait_for_timeout(700)
    page.evaluate("longestPress = 0")
    # A finger only: what Playwright puts into a page to find and press things would be measured too.
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [place]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    for _wait in range(5):
        page.wait_for_timeout(700)
        if shown := float(page.evaluate("longestPress")):
            return shown
    raise RuntimeError(f"nothing was shown for a press on {pressed}")


def _all_bytes(browser: Any, live: LiveSite) -> int:
    page = browser.new_page(viewport={"width": 320, "height": 480})
    session = page.context.new_cdp_session(page)
    fetched: list[float] = []
    session.on("Network.loadingFinished", lambda event: fetched.append(event["encodedDataLength"]))
    session.send("Network.enable")
    page.goto(f"{live.url}/sv/bankid/", wait_until="load")
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 400):
        page.evaluate("top => window.scrollTo(0, top)", top)
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    page.context.close()
    return int(sum(fetched))
