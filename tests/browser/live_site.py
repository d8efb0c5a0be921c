"""A running copy of the demo: its own folder, its own database, web server and worker, on a free port."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from deploy import demo
from tests import migrated, services

PROJECT_DIR = Path(__file__).resolve().parents[2]
#: Filling a site takes a minute, most of it for drawing pictures; kept for a day, since meetings have dates.
KEPT = PROJECT_DIR / "var" / "tests" / "filled-site"


@dataclass(frozen=True)
class LiveSite:
    """Where it runs. `url` has no slash at the end; `var` is the folder that everything of it is in."""

    url: str
    var: Path

    def manage(self, *arguments: str) -> str:
        """What a management command prints, run beside the servers on the same database."""
        return _manage(self.var, *arguments)

    def shell(self, code: str) -> str:
        """What Python code prints that is run inside the site, such as a look into the database."""
        return _manage(self.var, "shell", "--no-imports", "--command", code)


@contextmanager
def live_site() -> Iterator[LiveSite]:
    """Run a copy of the filled site. Everything that is done to it is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="medlots-live-") as folder:
        var = Path(folder) / "var"
        with _alone():
            shutil.copytree(filled_site(), var)
        port = services.free_port()
        url = f"http://localhost:{port}"
        processes: list[subprocess.Popen[bytes]] = []
        log_path = Path(folder) / "log"
        with log_path.open("wb") as log:
            try:
                for command in (demo.web_command(port), demo.worker_command()):
                    processes.append(
                        subprocess.Popen(
                            [*services.DIES_WITH_US, *command],
                            cwd=PROJECT_DIR,
                            env=_environment(var, url),
                            stdout=log,
                            stderr=log,
                        )
                    )
                if not demo.wait_until_it_answers(port, processes[0]):
                    raise RuntimeError(f"the server did not start:\n{log_path.read_text()[-3000:]}")
                yield LiveSite(url, var)
            finally:
                demo.stop(processes)


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else fill or copy the filled site meanwhile, such as another run of the tests."""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def filled_site() -> Path:
    """A folder with the demo's database, pictures and static files, brought up to date with the code."""
    stamp = KEPT / "made-for"
    made_for = f"{migrated.state_of_migrations()} {date.today()}"
    # One process of a run looks through it all; it takes a quarter of a minute.
    seen_to = (
        Path(os.environ["MEDLOTS_TEST_VAR"]) / "site-is-filled" if "MEDLOTS_TEST_VAR" in os.environ else None
    )
    if seen_to and seen_to.is_file() and stamp.is_file() and stamp.read_text() == made_for:
        return KEPT
    if not stamp.is_file() or stamp.read_text() != made_for:
        shutil.rmtree(KEPT, ignore_errors=True)
        migrated.copy_to(KEPT / "db.sqlite3")
    filling = "import sys; sys.path[:0] = ['site', '.']; from deploy import demo; demo.prepare()"
    done = subprocess.run(
        [sys.executable, "-c", filling],
        cwd=PROJECT_DIR,
        env=_environment(KEPT, "http://localhost"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the demo could not be filled:\n{done.stdout[-3000:]}")
    stamp.write_text(made_for)
    if seen_to:
        seen_to.parent.mkdir(parents=True, exist_ok=True)
        seen_to.touch()
    return KEPT


def _environment(var: Path, url: str) -> dict[str, str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATABASE_URL", "REDIS_URL"))
    }
    return {
        **demo.environment(clean),
        "MEDLOTS_VAR": str(var),
        "MEDLOTS_URL": url,
        "MEDLOTS_MAKE_SOUND": "0",
        "MEDLOTS_BAKE": "0",
    }


def _manage(var: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT_DIR,
        env=_environment(var, "http://localhost"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}:\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    # `make test` fills it beside the checks, so that no test of the browser waits for it.
    with _alone():
        filled_site()
