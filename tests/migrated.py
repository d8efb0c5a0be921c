"""A migrated, empty database: made once, in SQLite or on a PostgreSQL server, and copied ever after.

Running some two hundred migrations takes 16 seconds, on PostgreSQL 40; a copy takes none. The copy is migrated once
more, which finds nothing to do but sends the signals that fill permissions and groups.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

PROJECT_DIR = Path(__file__).resolve().parents[1]
KEPT_IN = PROJECT_DIR / "var" / "tests"


def state_of_migrations() -> str:
    """A fingerprint of everything that decides what a migrated database looks like."""
    seen = hashlib.sha256(sys.version.encode())
    folders = [PROJECT_DIR / name for name in ("site", "courses", "mentors", "media")]
    sources = [path for folder in folders for path in folder.glob("**/migrations/*.py")]
    sources += [PROJECT_DIR / "site/config/settings/base.py", PROJECT_DIR / "deploy/locks/development.txt"]
    sources.append(Path(__file__))
    for path in sorted(sources):
        seen.update(str(path.relative_to(PROJECT_DIR)).encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def copy_to(target: Path) -> None:
    """Put a migrated database at `target`, in the place of what stands there."""
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    kept = KEPT_IN / f"migrated-{state_of_migrations()}.sqlite3"
    with (KEPT_IN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept)
    for beside in ("", "-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)


def template_on_postgres(url: str) -> str:
    """The name of a migrated database on the PostgreSQL server of `url`, to make others from. Nobody opens it."""
    server, _, _database = url.rpartition("/")
    name = f"medlots_migrated_{state_of_migrations()}"
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(url, autocommit=True) as connection:
        # Held until the connection closes; two workers ask at the same time.
        connection.execute("SELECT pg_advisory_lock(20261126)")
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchall():
            unfinished = f"{name}_unfinished"
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            with tempfile.TemporaryDirectory(prefix="medlots-migrated-") as folder:
                _migrate(f"{server}/{unfinished}", folder)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(name)
                )
            )
    return name


def _migrate(url: str, folder: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": url,
        "MEDLOTS_TEST_VAR": folder,
    }
    command = [sys.executable, str(PROJECT_DIR / "manage.py"), "migrate", "--verbosity", "0", "--no-input"]
    subprocess.run(command, check=True, env=environment, cwd=PROJECT_DIR)


def _make(kept: Path) -> None:
    for old in KEPT_IN.glob("migrated-*.sqlite3"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="medlots-migrated-") as folder:
        new = Path(folder) / "db.sqlite3"
        _migrate(f"sqlite:///{new}", folder)
        # Its copies are for sites with keys of their own, which leave their canaries when they migrate. And the
        # last connection to close folds the write-ahead log back into the file.
        whole = new.with_name("whole.sqlite3")
        subprocess.run(
            [sys.executable, "-c", _VACUUM, str(new), str(whole)],
            check=True,
            cwd=PROJECT_DIR,
        )
        shutil.move(whole, kept)


_VACUUM = """
import sys
try:
    from pysqlite3 import dbapi2 as sqlite3
except ImportError:
    import sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("DELETE FROM core_sealingcanary")
connection.execute("VACUUM INTO ?", (sys.argv[2],))
"""

if __name__ == "__main__":
    template_on_postgres(sys.argv[1])
