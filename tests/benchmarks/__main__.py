"""`make bench`: each bar of the design that exists by now; the exit code counts those that were missed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from tests import migrated, services
from tests.benchmarks.baked import baked_bars
from tests.benchmarks.bars import Bar
from tests.benchmarks.guard import guard_bars
from tests.benchmarks.pages import page_bars, paint_bars, picture_bars
from tests.benchmarks.search import GUIDES
from tests.benchmarks.sign_in import TRIES
from tests.benchmarks.storm import PEOPLE
from tests.benchmarks.suggestions import LEARNERS
from tests.benchmarks.suggestions import MENTORS as MENTORS_IN_TOWN
from tests.benchmarks.times import MEETINGS, MENTORS, WEEKS
from tests.browser.live_site import live_site

PROJECT_DIR = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure everything and print it line by line; the number of bars that were missed."""
    missed = 0
    print("First the servers and a filled site: a minute or two the first time.\n", flush=True)
    for bar in chain(
        guard_bars(),
        _assignment(),
        _on_both(_measure_times),
        _on_both(_measure_suggestions),
        _on_both(_measure_storm),
        _search(),
        _sign_in(),
        _pages(),
    ):
        print(bar.line(), flush=True)
        missed += not bar.is_met
    print(f"\n{missed} missed" if missed else "\nEvery bar is met.")
    return missed


def _pages() -> Iterator[Bar]:
    with live_site() as live:
        yield from page_bars(live)
        yield from picture_bars(live)
        yield from baked_bars(live)
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        if chromium:
            yield from paint_bars(live, chromium)
        else:
            print("Skipped  what needs Chromium: apt-get install chromium-headless-shell")


def _assignment() -> Iterator[Bar]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.assignment"],
        cwd=PROJECT_DIR,
        env=_environment("", "."),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    bars = {300: 0.3, 1000: 1.0, 5000: 30.0}
    for one in found["measured"]:
        size = f"{one['learners']:,} learners, {one['mentors']:,} mentors"
        about = (
            f"{size}; SciPy {one['scipy_seconds']:.2f} s; greedy costs "
            f"{100 * (one['greedy_cost'] / one['cost'] - 1):.0f} % more"
        )
        bar = 1.0 if one["kind"] == "random" else bars[one["learners"]]
        bar = 0.3 if one["learners"] == 300 else bar
        yield Bar(f"a matching round, {one['kind']}", one["seconds"], bar, "seconds", about)
        wrong = (not one["is_proved"]) + (not one["is_equal"])
        yield Bar(f"not proved, or unlike SciPy, {one['kind']}", wrong, 0, "answers", size)
    yield Bar("memory of the matching", found["memory_mib"], 150, "MiB", "the whole process, largest round")


def _on_both(measure: Callable[[str, str, str], Iterator[Bar]]) -> Iterator[Bar]:
    """What `measure` says of a migrated, empty SQLite, and of a PostgreSQL where there is one.

    It takes the database's name, its address and a folder.
    """
    with tempfile.TemporaryDirectory(prefix="medlots-bench-") as folder:
        migrated.copy_to(Path(folder) / "db.sqlite3")
        yield from measure("SQLite", f"sqlite:///{folder}/db.sqlite3", folder)
        try:
            with services.private_postgres() as url:
                subprocess.run(
                    [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                    cwd=PROJECT_DIR,
                    env=_environment(url, folder),
                    check=True,
                )
                yield from measure("PostgreSQL", url, folder)
        except services.NotInstalled as missing:
            print(f"Skipped  PostgreSQL: {missing}")


def _measure_times(database: str, url: str, folder: str) -> Iterator[Bar]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.times"],
        cwd=PROJECT_DIR,
        env=_environment(url, folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    size = f"{MENTORS} mentors, {WEEKS} weeks, {MEETINGS:,} meetings"
    about = f"{size}, {found['times']:,} times, {database}"
    yield Bar("all free times, with the database", found["seconds"], 0.3, "seconds", about)
    yield Bar("the next free time", found["next_seconds"], 0.05, "seconds", f"{size}, {database}")
    twice = f"twice as many mentors and meetings, {database}"
    yield Bar("growth of all free times", found["growth"], 2.5, "times", twice)
    yield Bar("queries for all free times", found["queries"], 12, "queries", database)


def _measure_suggestions(database: str, url: str, folder: str) -> Iterator[Bar]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.suggestions"],
        cwd=PROJECT_DIR,
        env=_environment(url, folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    about = (
        f"{LEARNERS:,} learners, {MENTORS_IN_TOWN:,} mentors, {database}; slowest of {found['newcomers']} "
        f"{found['slowest']:.3f} s; processor {found['processor_median']:.3f} s"
    )
    yield Bar("suggestions for one newcomer, median", found["median"], 0.1, "seconds", about)
    yield Bar(
        "queries of suggestions", found["queries"], 45, "queries", f"the most of any newcomer, {database}"
    )


def _measure_storm(database: str, url: str, folder: str) -> Iterator[Bar]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.storm"],
        cwd=PROJECT_DIR,
        env=_environment(url, folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    about = (
        f"{PEOPLE} at once, {found['rounds']} times, {database}; median {found['p50']:.3f} s, "
        f"processor {found['processor']:.2f} s a time"
    )
    yield Bar("one time that all want, p99", found["p99"], 0.5, "seconds", about)
    wrong = found["double"] + found["lost"] + found["errors"]
    yield Bar("booked twice, lost or met by an error", wrong, 0, "bookings", about)


def _search() -> Iterator[Bar]:
    with tempfile.TemporaryDirectory(prefix="medlots-bench-") as folder:
        migrated.copy_to(Path(folder) / "db.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.search"],
            cwd=PROJECT_DIR,
            env=_environment(f"sqlite:///{folder}/db.sqlite3", folder),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    about = f"{GUIDES:,} guides, {found['words']:,} words, SQLite"
    slowest = f"slowest of {found['searches']}, {about}"
    yield Bar("a search", found["seconds"], 0.05, "seconds", slowest)
    yield Bar("a usual search", found["usual_seconds"], 0.05, "seconds", about)
    yield Bar("queries of a search", found["queries"], 6, "queries", "SQLite")
    longer = "for a text ten times as long, with brackets that never close"
    yield Bar("explaining hard words", found["explaining"], 20, "times", longer)


def _sign_in() -> Iterator[Bar]:
    with tempfile.TemporaryDirectory(prefix="medlots-bench-") as folder:
        migrated.copy_to(Path(folder) / "db.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.sign_in"],
            cwd=PROJECT_DIR,
            env=_environment(f"sqlite:///{folder}/db.sqlite3", folder),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    for name, found in json.loads(done.stdout.splitlines()[-1]).items():
        known, unknown = found["median_known"] * 1000, found["median_unknown"] * 1000
        about = f"{TRIES} tries, known {known:.1f} ms, unknown {unknown:.1f} ms, SQLite, Argon2"
        yield Bar(f"who is known, told by time: {name}", found["advantage"], 0.3, "of 1", about)
        differ = found["kinds_that_differ"]
        yield Bar(f"who is known, told by status or length: {name}", differ, 0, "answers", about)


def _environment(url: str, folder: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url,
        "MEDLOTS_TEST_VAR": folder,
        "PYTHONPATH": os.pathsep.join([str(PROJECT_DIR / "site"), str(PROJECT_DIR)]),
    }


if __name__ == "__main__":
    sys.exit(main())
