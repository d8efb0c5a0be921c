"""What readers are handed before Django is asked, and when Django is asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publishing.baking import serving
from publishing.baking.ingredients import made_of
from publishing.baking.serving import BakedPages
from publishing.baking.tree import BakedPage, Tree

HTML, BROTLI, GZIP = b"<p>" + b"text " * 99 + b"</p>", b"in brotli", b"in gzip"
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding")]
LIVE = ("live", {}, b"live")


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    tree = Tree(tmp_path, made_of())
    name = tree.take_all_away(time.time() + 3600)
    for folder in ("sv/bankid/", "@/sv/", "@/ar/"):
        tree.put(name, folder, BakedPage(HTML + folder.encode(), HEADERS, None, BROTLI, GZIP))
    return tree


@pytest.fixture
def site(tree: Tree) -> BakedPages:
    def live(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("live", [])
        return [b"live"]

    return BakedPages(live, tree.folder)


@pytest.fixture(autouse=True)
def _nothing_remembered_of_settings() -> Iterator[None]:
    yield
    serving._is_our_host.cache_clear()


def ask(site: BakedPages, path: str = "/sv/bankid/", **environ: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body."""
    said: list[Any] = []
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "HTTP_HOST": "localhost:8000",
        "wsgi.url_scheme": "http",
    }
    body = b"".join(site({**asked, **environ}, lambda status, headers: said.extend([status, dict(headers)])))
    return said[0], said[1], body


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", BROTLI),
        ("gzip", "gzip", GZIP),
        ("br;q=0", None, HTML + b"sv/bankid/"),
        ("", None, HTML + b"sv/bankid/"),
    ],
)
def test_a_page_comes_as_the_browser_takes_it(
    site: BakedPages, accepted: str, encoding: str | None, body: bytes
) -> None:
    status, headers, sent = ask(site, HTTP_ACCEPT_ENCODING=accepted)
    assert (status, sent) == ("200 OK", body)
    assert headers.get("Content-Encoding") == encoding
    assert headers["Content-Length"] == str(len(body))
    assert headers.items() >= dict(HEADERS).items()
    assert ask(site, REQUEST_METHOD="HEAD", HTTP_ACCEPT_ENCODING=accepted) == (status, headers, b"")


def test_who_has_the_page_is_not_sent_it_again(site: BakedPages) -> None:
    _status, packed, _body = ask(site, HTTP_ACCEPT_ENCODING="br")
    _status, plain, _body = ask(site)
    assert packed["ETag"] != plain["ETag"], "other bytes"
    status, headers, body = ask(
        site, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=f'"other", W/{packed["ETag"]}'
    )
    assert (status, body) == ("304 Not Modified", b"")
    assert headers == {"Vary": "Accept-Encoding", "Content-Encoding": "br", "ETag": packed["ETag"]}
    assert ask(site, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=plain["ETag"])[0] == "200 OK"


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"QUERY_STRING": "g=bankid3"},
        {"HTTP_COOKIE": "a=b; sessionid=x"},
        {"HTTP_COOKIE": "messages=x"},
        {"HTTP_HOST": "elsewhere.example"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "x/../y"},
    ],
)
def test_what_a_copy_cannot_answer_is_asked_of_django(site: BakedPages, environ: dict[str, str]) -> None:
    assert ask(site, **environ) == LIVE


def test_somebody_elses_cookie_is_no_reason(site: BakedPages) -> None:
    assert ask(site, HTTP_COOKIE="statistics=1")[0] == "200 OK"


@pytest.mark.parametrize(
    "path",
    [
        "/sv/other/",
        "/sv/bankid",
        "/../pages/sv/bankid/",
        "/sv/../sv/bankid/",
        "/sv/bankid/./",
        "//sv/bankid/",
        "/sv//bankid/",
        "/sv/bankid/index.html",
        "/sv/bankid/index.html.json",
        "/@/ar/",
        "/sv/bankid/\x00/",
        "/sv/bankid/\n",
        "/etc/",
        "*",
        "",
    ],
)
def test_no_address_leads_out_of_the_tree_or_to_its_other_files(site: BakedPages, path: str) -> None:
    assert ask(site, path) == LIVE


def test_the_choice_of_language_comes_in_the_language_that_django_would_choose(site: BakedPages) -> None:
    for accepted, folder in (("ar-SY,sv;q=0.5", b"@/ar/"), ("", b"@/sv/"), ("xx", b"@/sv/"), ("*", b"@/sv/")):
        assert ask(site, "/", HTTP_ACCEPT_LANGUAGE=accepted)[2].endswith(folder), accepted
    assert ask(site, "/", HTTP_ACCEPT_LANGUAGE="fi") == LIVE, "not baked in that language"


def test_a_change_is_seen_by_the_next_reader(site: BakedPages, tree: Tree) -> None:
    assert ask(site)[0] == "200 OK"
    name = tree.take_all_away(time.time() + 3600)
    assert ask(site) == LIVE
    tree.put(name, "sv/bankid/", BakedPage(b"<p>new</p>", HEADERS, None, BROTLI * 9, GZIP))
    assert ask(site, HTTP_ACCEPT_ENCODING="br")[2] == b"<p>new</p>", "packed it would be longer"
    tree.remove()
    assert ask(site) == LIVE


def test_pages_are_not_given_past_their_day_or_by_other_code(site: BakedPages, tree: Tree) -> None:
    for until, made in ((time.time() - 1, made_of()), (time.time() + 3600, "other code")):
        other = Tree(tree.folder, made)
        other.put(other.take_all_away(until), "sv/bankid/", BakedPage(HTML, HEADERS, None, BROTLI, GZIP))
        assert ask(site) == LIVE


def test_an_open_connection_is_led_on_to_a_closed_one_by_django(tree: Tree, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = BakedPages(lambda environ, start: start("live", []) or [b"live"], tree.folder)
    assert ask(site) == LIVE
    assert ask(site, HTTP_X_FORWARDED_PROTO="https")[0] == "200 OK"
    assert ask(site, **{"wsgi.url_scheme": "https"})[0] == "200 OK"


def test_memory_is_bounded(site: BakedPages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "KEPT_BYTES", len(HTML) + 50)
    for _round in range(2):
        for encoding in ("", "br", "gzip"):
            assert ask(site, HTTP_ACCEPT_ENCODING=encoding)[0] == "200 OK"
    assert site._kept.size_bytes <= len(HTML) + 50
