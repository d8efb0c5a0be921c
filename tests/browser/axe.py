"""Ask axe what is in the way of somebody who uses a page with a keyboard, a screen reader or tired eyes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

#: WCAG 2.2 A and AA with axe's best practices, and of AAA the contrast of 7:1, which is more than the 4.5:1 of AA.
OPTIONS: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {
        "color-contrast": {"enabled": False},
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
    },
    "resultTypes": ["violations"],
}
#: What can differ between two languages: everything but colours, which take axe most of its time.
IN_OTHER_WORDS: dict[str, Any] = {
    **OPTIONS,
    "rules": {**OPTIONS["rules"], "color-contrast-enhanced": {"enabled": False}},
}
#: What alone can differ between day and night.
CONTRAST: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "resultTypes": ["violations"],
}


@cache
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def violations(page: Page, options: dict[str, Any] = OPTIONS, within: str = "") -> list[str]:
    """What axe finds on the page, or `within` an element of it: one line each, with the rule and what to do."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found = page.evaluate("([within, options]) => axe.run(within || document, options)", [within, options])
    return [
        f"{rule['id']}: {' '.join(str(part) for part in node['target'])} — {_advice(node)}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _advice(node: dict[str, Any]) -> str:
    return " ".join(str(node.get("failureSummary", "")).split())
