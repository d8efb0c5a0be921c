"""Private servers for the tests: PostgreSQL and Redis on free ports, in folders of their own.

Nothing here touches a server that somebody else runs on this machine. Where a program is not installed the
context managers raise `NotInstalled`, which names the Debian package.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
#: A server must not outlive a test run that was ended the hard way.
DIES_WITH_US = ("setpriv", "--pdeathsig", "TERM")


class NotInstalled(Exception):
    """A program that the tests could use is not on this machine."""


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_programs() -> Path:
    """The folder with `initdb` and `postgres`, the newest version first. Raises `NotInstalled`."""
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).resolve())
    for candidate in candidates:
        if (candidate.parent / "initdb").exists():
            return candidate.parent
    raise NotInstalled("PostgreSQL is not installed: apt-get install postgresql")


@contextmanager
def private_postgres() -> Iterator[str]:
    """A PostgreSQL server of our own; gives its address as `DATABASE_URL` takes it.

    The server refuses to run as root, so root starts it as the user `postgres`. It need not survive a power
    cut (fsync is off): what the tests prove about locks and constraints does not depend on it.
    """
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="medlots-postgres-"))
    as_user = list(DIES_WITH_US)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user += [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    folder.chmod(0o700)
    data, port = folder / "data", free_port()
    server: subprocess.Popen[bytes] | None = None
    log = (folder / "log").open("wb")
    try:
        subprocess.run(
            [
                *as_user, str(programs / "initdb"), "--pgdata", str(data), "--username", "medlots",
                "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
            ],
            check=True, cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "max_connections": "200",
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [*as_user, str(programs / "postgres"), "-D", str(data), *arguments],
            cwd=folder, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        url = f"postgres://medlots@127.0.0.1:{port}/postgres"
        _wait(server, lambda: _postgres_answers(url), "PostgreSQL", folder / "log")
        yield url
    finally:
        # SIGINT is PostgreSQL's fast shutdown: it ends the sessions and does not wait for them.
        _stop(server, with_interrupt=True)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_redis() -> Iterator[str]:
    """A Redis (or Valkey) server of our own, in memory only; gives its address as `REDIS_URL` takes it."""
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if not program:
        raise NotInstalled("Redis is not installed: apt-get install redis-server")
    folder = Path(tempfile.mkdtemp(prefix="medlots-redis-"))
    port = free_port()
    server: subprocess.Popen[bytes] | None = None
    log = (folder / "log").open("wb")
    try:
        server = subprocess.Popen(
            [
                *DIES_WITH_US, program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder),
                "--save", "", "--appendonly", "no", "--daemonize", "no",
            ],
            cwd=folder, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        _wait(server, lambda: _redis_answers(port), "Redis", folder / "log")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        _stop(server)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_answers(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url.replace("postgres://", "postgresql://"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _redis_answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _wait(server: subprocess.Popen[bytes], answers, name: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if answers():
            return
        time.sleep(0.05)
    raise RuntimeError(f"{name} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes] | None, *, with_interrupt: bool = False) -> None:
    if server is None or server.poll() is not None:
        return
    server.send_signal(signal.SIGINT if with_interrupt else signal.SIGTERM)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
