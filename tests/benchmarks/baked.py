"""Baked pages a second: through the embedded server, and through nginx with the same files, in one run.

Both are asked by Debian's `wrk` over the same connections, in turn, three times each; the medians are compared. `wrk`
runs on the same cores, so the processor time that each server takes for a page is told as well. The
embedded server runs as `make demo` and the sample unit run it (one process, four threads), nginx with as many processes
as there are cores. Both send the gzip form, so that nginx needs no module.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy import demo
from tests import services
from tests.benchmarks.bars import Bar
from tests.browser.live_site import PROJECT_DIR, LiveSite

ADDRESS = "/sv/bankid/"
#: The embedded server answers at least this part of what nginx does.
PART = 0.25
ROUNDS, SECONDS, CONNECTIONS = 3, 5, 32
BAKE = """
from publishing.baking import addresses, baker
addresses._sources.clear()
addresses.register("one", lambda: [addresses.Address("/sv/bankid/")])
print(baker.bake())
"""
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes auto;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{
        listen 127.0.0.1:{port};
        location / {{ root {pages}; try_files ${{uri}}index.html =404; gzip_static on; types {{ }}
                      default_type "text/html; charset=utf-8"; }}
    }}
}}
"""


def baked_bars(live: LiveSite) -> Iterator[Bar]:
    """The ratio. Says so where nginx or wrk cannot be installed."""
    installed = subprocess.run([str(PROJECT_DIR / "deploy/packages.sh"), "nginx-light", "wrk"], check=False)
    nginx, wrk = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), shutil.which("wrk")
    if installed.returncode or not nginx or not wrk:
        print("Skipped  baked pages against nginx: apt-get install nginx-light wrk")
        return
    environment = {**_environment(live), "MEDLOTS_BAKE": "1"}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", BAKE],
        cwd=PROJECT_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    pages = live.var / "baked" / "pages"
    with _granian(environment) as (ours, my_pid), _nginx(nginx, pages) as (theirs, nginx_pid):
        if _fetched(ours) != _fetched(theirs):
            raise RuntimeError("the two do not send the same file")
        found: dict[str, list[tuple[float, float]]] = {ours: [], theirs: []}
        for _round in range(ROUNDS):
            for url, pid in ((ours, my_pid), (theirs, nginx_pid)):
                found[url].append(_measured(wrk, url, pid))
    (mine, my_time), (nginxs, nginx_time) = (
        [statistics.median(column) for column in zip(*found[url], strict=True)] for url in (ours, theirs)
    )
    about = (
        f"{mine:,.0f} of {nginxs:,.0f} a second, {100 * mine / nginxs:.0f} %; processor {my_time:.0f} and "
        f"{nginx_time:.0f} µs a page; wrk, {CONNECTIONS} connections"
    )
    yield Bar("nginx's baked pages for one of ours", nginxs / mine, 1 / PART, "pages", about)


def _environment(live: LiveSite) -> dict[str, str]:
    return {
        **demo.environment(),
        "MEDLOTS_VAR": str(live.var),
        "MEDLOTS_URL": "http://localhost",
        "MEDLOTS_MAKE_SOUND": "0",
    }


@contextmanager
def _granian(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    port = services.free_port()
    server = subprocess.Popen(
        [*services.DIES_WITH_US, *demo.web_command(port)],
        cwd=PROJECT_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        if not demo.wait_until_it_answers(port, server):
            raise RuntimeError("the embedded server did not start")
        yield f"http://127.0.0.1:{port}{ADDRESS}", server.pid
    finally:
        demo.stop([server])


@contextmanager
def _nginx(program: str, pages: Path) -> Iterator[tuple[str, int]]:
    port = services.free_port()
    with tempfile.TemporaryDirectory(prefix="medlots-nginx-") as folder:
        user = "user root;" if os.geteuid() == 0 else ""
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(NGINX.format(folder=folder, user=user, port=port, pages=pages))
        server = subprocess.Popen(
            [*services.DIES_WITH_US, program, "-c", str(configuration), "-e", f"{folder}/errors"]
        )
        try:
            if not demo.wait_until_it_answers(port, server):
                raise RuntimeError("nginx did not start")
            yield f"http://127.0.0.1:{port}{ADDRESS}", server.pid
        finally:
            demo.stop([server])


def _fetched(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        return bytes(answer.read())


def _measured(wrk: str, url: str, pid: int) -> tuple[float, float]:
    """Pages a second, and how many microseconds of processor the server with `pid` took for each."""
    threads = str(min(2, os.cpu_count() or 1))
    time.sleep(0.5)
    before = _processor_seconds(pid)
    done = subprocess.run(
        [wrk, "-t", threads, "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-H", "Accept-Encoding: gzip", url],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    a_second = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    answered = re.search(r"(\d+) requests in", done.stdout)
    if not a_second or not answered:
        raise RuntimeError(done.stdout)
    return float(a_second[1]), 1e6 * (_processor_seconds(pid) - before) / int(answered[1])


def _processor_seconds(pid: int) -> float:
    """What a process and those that it has started have taken so far (Linux)."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
        ticks[int(stat.parent.name)] = int(fields[11]) + int(fields[12])
    family = {pid}
    for _generation in range(3):
        family |= {child for child, parent in parents.items() if parent in family}
    return sum(ticks.get(each, 0) for each in family) / os.sysconf("SC_CLK_TCK")
