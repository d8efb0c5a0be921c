"""`make demo`: fill the site with its content and a make-believe municipality, and serve it.

Web server and worker run as two processes under this one, and all stop together on Ctrl-C or SIGTERM.
A second run finds everything in `var/`, changes nothing that people did, and starts in seconds.
"""

from __future__ import annotations

import hashlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
#: How long a process may take to finish what it is doing when asked to stop.
STOP_SECONDS = 10
#: How long the first start may take for making sound.
SOUND_SECONDS = 10.0


def environment(base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment that the demo's processes run in: `site/` on the path, demo accounts allowed."""
    return {
        **base,
        "PYTHONPATH": os.pathsep.join([str(PROJECT_DIR / "site"), str(PROJECT_DIR)]),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "MEDLOTS_DEMO": "1",
        "PYTHONUNBUFFERED": "1",
    }


def port_is_free(port: int) -> bool:
    """Whether nothing answers on `port` of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {title} …", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(" did not work", flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def prepare() -> str:
    """Database, shared cache, static files and content, in this process; changes what is missing or old.

    Answers with how to sign in.
    """
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    with step("Database"):
        call_command("createcachetable", verbosity=0)  # first: filling the tables uses the cache
        call_command("migrate", verbosity=0, interactive=False)
    with step("Styles, scripts and icons"):
        collect_static(lambda: call_command("collectstatic", verbosity=0, interactive=False))
    print("  Guides, in every language", flush=True)
    call_command("load_content", only_if_new=True)
    sign_ins = io.StringIO()
    with step("A make-believe municipality"):
        call_command("load_demo", stdout=sign_ins)
    if settings.MAKE_SOUND and not apps.get_model("courses", "GuideSound").objects.exists():
        with step("Sound of the first guides (the worker goes on with the others)"):
            call_command("make_sound", seconds=SOUND_SECONDS, verbosity=0)
    return sign_ins.getvalue()


def collect_static(collect: Callable[[], object]) -> None:
    """Call `collect` if a static file has changed since the last time: hashing and packing takes a while."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = os.stat(storage.path(path))
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.is_file() and stamp.read_text() == seen.hexdigest():
        return
    collect()
    stamp.write_text(seen.hexdigest())


def web_command(port: int, host: str = "127.0.0.1") -> list[str]:
    """How granian is started. SQLite has one writer: one process with a few threads serves a demo well."""
    return [
        *[sys.executable, "-m", "granian", "config.wsgi:application"],
        *["--interface", "wsgi", "--host", host, "--port", str(port)],
        *["--workers", "1", "--blocking-threads", "4", "--backpressure", "64"],
        *["--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning"],
    ]


def worker_command() -> list[str]:
    """How the worker, which sends messages and frees times, is started."""
    return [sys.executable, str(PROJECT_DIR / "manage.py"), "run_worker"]


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> bool:
    """Whether the server takes connections on `port` before it ends or `seconds` have passed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        if not port_is_free(port):
            return True
        time.sleep(0.1)
    return False


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, wait for them, and end those that do not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve(port: int, sign_ins: str) -> int:
    """Run web server and worker until one ends or somebody asks to stop; the exit code for the shell.

    `sign_ins` is said when the server answers, and not before: whoever reads an address tries it.
    """
    asked_to_stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: asked_to_stop.append(received))

    processes: list[subprocess.Popen[bytes]] = []
    try:
        for command in (web_command(port), worker_command()):
            # Groups of their own: Ctrl-C in the terminal reaches us alone, and we stop them in good order.
            processes.append(
                subprocess.Popen(command, cwd=PROJECT_DIR, env=environment(), start_new_session=True)
            )
        if not wait_until_it_answers(port, processes[0]):
            print("The web server did not start; what it said stands above.", file=sys.stderr)
            return 1
        print(f"{sign_ins}\n  Medlots is at http://localhost:{port}/. Stop it with Ctrl-C.\n", flush=True)
        while not asked_to_stop:
            for process, name in zip(processes, ("web server", "worker"), strict=True):
                if process.poll() is not None:
                    print(f"The {name} ended by itself (exit code {process.returncode}).", file=sys.stderr)
                    return 1
            time.sleep(0.2)
        print("\n  Stopping. Everything is kept in var/ for the next time.", flush=True)
        return 0
    finally:
        stop(processes)


def main() -> int:
    """Prepare and serve; the exit code for the shell."""
    try:
        port = int(os.environ.get("PORT", "8000"))
    except ValueError:
        print(f"PORT must be a number, not {os.environ['PORT']!r}.", file=sys.stderr)
        return 2
    if not port_is_free(port):
        print(
            f"Something else already answers at http://localhost:{port}/.\n"
            f"Stop it, or choose another port: make demo PORT={port + 1}",
            file=sys.stderr,
        )
        return 1
    os.environ.update(environment())
    sys.path[:0] = [str(PROJECT_DIR / "site"), str(PROJECT_DIR)]
    os.environ.setdefault("MEDLOTS_URL", f"http://localhost:{port}")
    print("Medlots, with a make-believe municipality", flush=True)
    try:
        sign_ins = prepare()
    except KeyboardInterrupt:
        print("\n  Stopped. The next `make demo` goes on from here.", flush=True)
        return 130
    return serve(port, sign_ins)


if __name__ == "__main__":
    sys.exit(main())
