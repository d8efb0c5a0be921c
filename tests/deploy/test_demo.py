"""`make demo` and the scripts beside it: what they say, and that they leave alone what is there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from deploy import demo

pytestmark = pytest.mark.one_database

PROJECT_DIR: Path = settings.PROJECT_DIR


@pytest.fixture
def taken_port():
    """A port that somebody else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def run_demo(**environment: str) -> subprocess.CompletedProcess:
    """`deploy/demo.py`, as make starts it."""
    return subprocess.run(
        [sys.executable, "deploy/demo.py"],
        cwd=PROJECT_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_that_is_taken_is_said_before_anything_is_done(taken_port, tmp_path):
    done = run_demo(PORT=str(taken_port), MEDLOTS_VAR=str(tmp_path / "var"))
    assert done.returncode == 1
    assert f"http://localhost:{taken_port}/" in done.stderr
    assert f"make demo PORT={taken_port + 1}" in done.stderr
    assert not (tmp_path / "var").exists()


def test_a_port_that_is_no_number_is_said():
    done = run_demo(PORT="http")
    assert (done.returncode, done.stderr) == (2, "PORT must be a number, not 'http'.\n")


def test_port_is_free_knows_taken_from_free(taken_port):
    assert not demo.port_is_free(taken_port)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert demo.port_is_free(free)


def test_static_files_are_collected_once_and_again_when_one_changes(tmp_path, settings):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a{}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "root"
    settings.STATIC_ROOT.mkdir()
    calls: list[str] = []
    demo.collect_static(lambda: calls.append("first"))
    demo.collect_static(lambda: calls.append("nothing changed"))
    (source / "a.css").write_text("a{color:red}")
    demo.collect_static(lambda: calls.append("changed"))
    assert calls == ["first", "changed"]


def test_the_demo_allows_demo_accounts_and_production_never_does():
    assert demo.environment({})["MEDLOTS_DEMO"] == "1"
    production = (PROJECT_DIR / "site/config/settings/production.py").read_text()
    assert "MEDLOTS_DEMO = False" in production


def test_setup_does_nothing_for_a_lock_that_is_installed(tmp_path):
    """Also when a larger lock is installed than the one asked for; a changed lock is noticed."""
    shutil.copytree(PROJECT_DIR / "deploy", tmp_path / "deploy")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    # Stands for pip, and says what it was asked to install.
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$@" >>installed\n')
    python.chmod(0o755)

    def installed(name: str) -> list[str]:
        (tmp_path / "installed").unlink(missing_ok=True)
        subprocess.run(["deploy/setup.sh", name], cwd=tmp_path, check=True, capture_output=True)
        said = tmp_path / "installed"
        lines = said.read_text().splitlines() if said.exists() else []
        return [line.rsplit("/", 1)[1] for line in lines if "--requirement" in line]

    assert installed("development") == ["development.txt"]
    assert installed("development") == []
    assert installed("runtime") == []
    lock = tmp_path / "deploy/locks/development.txt"
    lock.write_text(lock.read_text() + "# changed\n")
    assert installed("runtime") == ["runtime.txt"]
    assert installed("development") == ["development.txt"]


def test_setup_names_the_locks_there_are():
    done = subprocess.run(
        [PROJECT_DIR / "deploy/setup.sh", "everything"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "runtime, production or development" in done.stderr


def test_packages_that_may_not_be_installed_are_named_in_one_line(tmp_path):
    """For somebody who is neither root nor allowed to become it."""
    for name, script in {
        "id": "echo 1000",
        "sudo": "exit 1",
        "dpkg-query": "exit 1",
        "apt-get": "echo must not be called >&2; exit 9",
    }.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    done = subprocess.run(
        [PROJECT_DIR / "deploy/packages.sh", "chromium", "gettext"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Not installed, and you may not install it here: sudo apt-get install chromium gettext\n"
    )


def test_make_bench_can_start():
    """Its line is run as it stands in the Makefile, but only imports: nothing of this process helps it."""
    given = {"PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}  # By the `make test` that runs this.
    bare = {name: value for name, value in os.environ.items() if name not in given}
    said = subprocess.run(
        ["make", "--dry-run", "bench"], cwd=PROJECT_DIR, env=bare, capture_output=True, text=True, check=True
    )
    line = said.stdout.splitlines()[-1]
    assert line.endswith("-m tests.benchmarks")
    only_import = line.replace("-m tests.benchmarks", "-c 'import tests.benchmarks.__main__'")
    subprocess.run(["sh", "-c", only_import], cwd=PROJECT_DIR, env=bare, check=True)
