"""The sample for nginx hands out baked pages as Medlots does, also when Medlots is down."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from publishing.baking.tree import BakedPage, Tree
from tests import services

PROJECT_DIR = Path(__file__).resolve().parents[2]
SAMPLE = (PROJECT_DIR / "deploy/nginx.conf").read_text()
HTML = b"<p>" + b"baked " * 99


def location_of_pages() -> str:
    """The part of the sample that is about baked pages."""
    start = SAMPLE.index('location ~ "')
    return SAMPLE[start : SAMPLE.index("location @live", start)]


@pytest.mark.django_db
def test_the_sample_sends_the_headers_that_medlots_sends() -> None:
    ours = dict(re.findall(r'add_header ([\w-]+) "?((?<=").*?(?=")|[^";]*)"?;', location_of_pages()))
    live = dict(Client().get("/sv/ord/").headers)
    # Of the answer itself, and what nginx says otherwise.
    for name in ("Content-Length", "Content-Type"):
        live.pop(name)
    assert ours.pop("Last-Modified") == ""
    assert ours.pop("Content-Language") == "$page_language"
    assert live.pop("Content-Language") == "sv"
    production = (PROJECT_DIR / "site/config/settings/production.py").read_text()
    seconds = re.search(r"SECURE_HSTS_SECONDS = (\d+)", production)
    assert seconds
    assert ours.pop("Strict-Transport-Security") == f"max-age={seconds[1]}; includeSubDomains; preload"
    assert {name: sorted(value.split("; ")) for name, value in ours.items()} == {
        name: sorted(value.split("; ")) for name, value in live.items()
    }


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[str]:
    """The sample, without TLS, in front of nothing; its address."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not os.access(program, os.X_OK):
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    tree = Tree(tmp_path / "baked", "code")
    page = BakedPage(HTML, [], None, b"in brotli", b"in gzip")
    tree.put(tree.take_all_away(time.time() + 60), "sv/bankid/", page)
    port = services.free_port()
    servers = SAMPLE.replace("<medlots.example.se>", "localhost").replace("/srv/medlots/var", str(tmp_path))
    servers = servers.replace("127.0.0.1:8000", f"127.0.0.1:{services.free_port()}")
    servers = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", servers, flags=re.DOTALL)
    servers = re.sub(r"\n    ssl_\w+ [^;]+;", "", servers.replace("listen 443 ssl http2", f"listen {port}"))
    servers = servers.replace("/var/log/nginx/medlots.log", f"{tmp_path}/log")
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/errors; worker_processes 1;\n"
        f"events {{}}\nhttp {{\n{temporary}{servers}\n}}\n"
    )
    (tmp_path / "nginx.conf").write_text(whole if os.geteuid() else f"user root;\n{whole}")
    command = [
        *services.DIES_WITH_US,
        program,
        "-c",
        str(tmp_path / "nginx.conf"),
        "-e",
        f"{tmp_path}/errors",
    ]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(command, stderr=said)
    try:
        for _try in range(100):
            if process.poll() is not None:
                raise RuntimeError((tmp_path / "said").read_text())
            if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip():
                break
            time.sleep(0.05)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def get(url: str, **headers: str) -> tuple[int, Any, bytes]:
    """Status, headers and body."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=said)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, b""


def test_nginx_gives_what_is_baked_and_asks_medlots_for_the_rest(nginx: str) -> None:
    status, headers, body = get(f"{nginx}/sv/bankid/")
    assert (status, body, headers["Content-Language"]) == (200, HTML, "sv")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Last-Modified" not in headers
    assert get(f"{nginx}/sv/bankid/", Accept_Encoding="gzip")[2] == b"in gzip"
    assert get(f"{nginx}/sv/bankid/", If_None_Match=headers["ETag"])[0] == 304
    assert get(f"{nginx}/sv/bankid/", Cookie="statistics=1")[0] == 200
    # 502: Medlots was asked, and is not there.
    for address in ("/sv/other/", "/sv/bankid/?g=1", "/sv/bankid/index.html.json", "/sv/../.until", "/"):
        assert get(f"{nginx}{address}")[0] == 502, address
    assert get(f"{nginx}/sv/bankid/", Cookie="a=b; __Host-medlots=x")[0] == 502
