"""`make test`: every check and every test, each with its seconds, on private servers.

    python -m tests.everything                 checks, then all tests on SQLite, then on PostgreSQL
    python -m tests.everything --only-checks   what needs no database and no browser
    python -m tests.everything --soak          the long runs, on both databases

The exit code is 0 only when everything passed. What cannot be installed here (a browser, a database server)
is named in one line, the tests that need it are skipped by name, and the rest goes on.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from xml.etree import ElementTree

from tests import services

PROJECT_DIR = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
#: Debian's packages that some tests need. Fonts: a page without any cannot be measured.
DEBIAN_PACKAGES = [
    "chromium-headless-shell",
    "espeak-ng",
    "fonts-dejavu-core",
    "gettext",
    "lame",
    "openjdk-17-jre-headless",
    "opus-tools",
    "poppler-utils",
    "postgresql",
    "redis-server",
]
#: A step that takes longer hangs. A thousand rounds of every race take an hour or two on two slow cores.
STEP_SECONDS, SOAK_SECONDS = 45 * 60, 4 * 60 * 60
#: `manage.py check --deploy` needs what a municipality would set. Nothing here is used anywhere else.
AS_IN_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "MEDLOTS_SECRET_KEY": "for-the-deployment-check-only-" + "0123456789abcdefghij" * 2,
    "MEDLOTS_SEALING_KEYS": "check:" + "0" * 43 + "=",
    "MEDLOTS_FINDING_KEY": "1" * 43 + "=",
    "MEDLOTS_HOSTS": "medlots.example",
    "MEDLOTS_BACKUPS_KEPT_DAYS": "90",
    "DATABASE_URL": "sqlite://:memory:",
}
#: How often eight processes race in `make soak`, in each race. One round more has a hundred at once.
SOAK_ROUNDS = 1000
#: What has long runs of its own. On PostgreSQL those that a database matters to.
SOAK_ON_BOTH = ["tests/races", "tests/mentors/test_keeps_its_word.py"]
SOAK_ON_SQLITE = [
    "tests/faults",
    "tests/mentors/matching/test_assignment.py",
    "tests/courses/translations/test_beside.py",
    "tests/browser/test_accessibility.py",
]
#: How many hostile requests `make soak` sends.
SOAK_PAYLOADS = 10_000
FOLDERS = ["site", "courses", "mentors", "media", "tests", "deploy"]
CHECKS: list[tuple[str, list[str], Mapping[str, str]]] = [
    ("style (ruff)", [str(BIN / "ruff"), "check", "--quiet", "."], {}),
    ("format (ruff)", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
    ("templates (djangofmt)", [str(BIN / "djangofmt"), "check", "--quiet", *FOLDERS[:4]], {}),
    ("floors and rooms (import-linter)", [str(BIN / "lint-imports"), "--no-logo", "--no-cache"], {}),
    (
        "migrations complete",
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
    ),
    (
        "fit for production (check --deploy)",
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        AS_IN_PRODUCTION,
    ),
    ("types (mypy)", [str(BIN / "mypy")], {}),
]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="make test", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only-checks", action="store_true")
    parser.add_argument("--soak", action="store_true")
    options = parser.parse_args(arguments)
    # SIGTERM then unwinds the stack as Ctrl-C does, and every server is stopped on the way.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    sys.stdout.reconfigure(line_buffering=True)

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="medlots-test-"))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(PROJECT_DIR / "site"), str(PROJECT_DIR)]),
            "MEDLOTS_TEST_VAR": folder,
            "MEDLOTS_VAR": folder,
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        }
        environment.pop("DATABASE_URL", None)
        failed: list[str] = []
        packages = None
        if not options.only_checks:
            # To fetch them takes as long as the checks do.
            packages = subprocess.Popen([str(PROJECT_DIR / "deploy/packages.sh"), *DEBIAN_PACKAGES])
        if not options.soak and not options.only_checks:
            # The site that the tests of the browser look at.
            stack.enter_context(meanwhile(environment, "tests.browser.live_site"))
            # Three workers would each compile all tests and what they import.
            once = {**environment, "MEDLOTS_TEST_KEEP": "yes"}
            stack.enter_context(
                meanwhile(once, "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider")
            )
        if not options.soak:
            failed += run_checks(environment)
        if packages:
            packages.wait(STEP_SECONDS)
            failed += run_tests(environment, stack, soak=options.soak)
    if failed:
        # The last that is printed: who reads only the end of a long run sees what to mend.
        print("\nFailed:\n  " + "\n  ".join(failed), file=sys.stderr)
    return 1 if failed else 0


@contextmanager
def meanwhile(environment: Mapping[str, str], module: str, *arguments: str) -> Iterator[None]:
    """Make in the background what later tests use.

    Whether it worked is seen there: what is missing is made then, and an error is theirs to show.
    """
    process = subprocess.Popen(
        [*services.DIES_WITH_US, sys.executable, "-m", module, *arguments],
        cwd=PROJECT_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def run_checks(environment: Mapping[str, str]) -> list[str]:
    """Run the checks two at a time; the names of those that failed. What a failed one said is printed."""

    def run(check: tuple[str, list[str], Mapping[str, str]]) -> tuple[str, bool]:
        name, command, more = check
        began = time.monotonic()
        done = subprocess.run(
            command,
            cwd=PROJECT_DIR,
            env={**environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=STEP_SECONDS,
        )
        passed = done.returncode == 0
        said = "" if passed else f"\n{done.stdout.rstrip()}\n"
        print(f"{'ok    ' if passed else 'FAILED'}  {name}: {time.monotonic() - began:.1f} s{said}")
        return name, passed

    with ThreadPoolExecutor(max_workers=2) as pool:
        return [name for name, passed in pool.map(run, CHECKS) if not passed]


def run_tests(environment: dict[str, str], stack: ExitStack, *, soak: bool) -> list[str]:
    """Run the suite on SQLite, then on PostgreSQL what a database can matter to; what failed."""
    try:
        environment["MEDLOTS_TEST_REDIS_URL"] = stack.enter_context(services.private_redis())
    except services.NotInstalled as missing:
        print(f"Skipped  what needs Redis: {missing}")
    postgres = ""
    try:
        postgres = environment["MEDLOTS_TEST_POSTGRES_URL"] = stack.enter_context(services.private_postgres())
    except services.NotInstalled as missing:
        print(f"Skipped  the tests on PostgreSQL: {missing}")

    # Two cores, three workers: those with a browser, and those that ask PostgreSQL, wait a third of their time.
    side_by_side = ["-n", "3", "--dist", "loadscope"]
    if soak:
        environment["MEDLOTS_ROUNDS"] = str(SOAK_ROUNDS)
        environment["MEDLOTS_PAYLOADS"] = str(SOAK_PAYLOADS)
        on_postgres = [*SOAK_ON_BOTH, "-m", "soak or not soak"]
        on_sqlite = [*SOAK_ON_SQLITE, *on_postgres]
    else:
        on_sqlite = side_by_side
        on_postgres = [*side_by_side, "-m", "not soak and not browser and not one_database"]
        if postgres:
            stack.enter_context(meanwhile(environment, "tests.migrated", postgres))

    seconds = SOAK_SECONDS if soak else STEP_SECONDS
    failed = run_pytest("SQLite", environment, on_sqlite, seconds)
    if postgres:
        there = {**environment, "DATABASE_URL": postgres}
        failed += run_pytest("PostgreSQL", there, on_postgres, seconds)
        if soak:
            rest = [*side_by_side, "-m", "one_database and not soak and not browser"]
            failed += run_pytest("PostgreSQL, the other pages", there, rest, seconds)
    return failed


def run_pytest(
    database: str, environment: Mapping[str, str], arguments: Sequence[str], seconds: int
) -> list[str]:
    """Run pytest for so long at most: each test that failed, and why in a line. Nothing where all passed."""
    print(f"\n------  tests on {database}")
    # A folder of its own: another run of pytest on this machine would clear away the common one.
    own = Path(environment["MEDLOTS_TEST_VAR"])
    report = own.with_name(f"{own.name}-{database}.xml")
    options = [
        "-p",
        "no:cacheprovider",
        "--durations=8",
        f"--basetemp={own / 'pytest'}",
        f"--junitxml={report}",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, *arguments], cwd=PROJECT_DIR, env=environment
    )
    try:
        passed = process.wait(seconds) == 0
        return [] if passed else [f"tests on {database}", *what_failed(report)]
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)
        report.unlink(missing_ok=True)


def what_failed(report: Path) -> list[str]:
    """The tests that failed by a report in the form of JUnit, each with the first line of why."""
    if not report.exists():
        return []
    return [
        f"    {case.get('classname')}::{case.get('name')}: {(why.get('message') or '').partition(chr(10))[0][:200]}"
        for case in ElementTree.parse(report).iter("testcase")
        for why in [*case.findall("failure"), *case.findall("error")]
    ]


if __name__ == "__main__":
    sys.exit(main())
