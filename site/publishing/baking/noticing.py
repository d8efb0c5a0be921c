"""Takes baked pages away at once in the process that changed something, and has the worker bake them again."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from publishing.baking import baker, watching

logger = logging.getLogger(__name__)

_WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM|INSERT OR IGNORE INTO) "?(\w+)"?')
#: How long no baker is started after one that failed.
REST_SECONDS = 60.0
_child: subprocess.Popen[bytes] | None = None
_rest_until = 0.0
_has_tables = True


def listen(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Look at what is written through a new connection (receiver of `connection_created`)."""
    if settings.BAKE and _look not in connection.execute_wrappers:
        connection.execute_wrappers.append(_look)


def saved(sender: type[Model], **kwargs: Any) -> None:
    """A row was saved or deleted outside of a transaction (receiver of `post_save` and `post_delete`)."""
    if settings.BAKE and sender._meta.db_table in watching.tables() and not connection.in_atomic_block:
        quietly_settle()


def _look(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    written = _WRITES.match(sql)
    if written and written[2] in watching.tables():
        where = context["connection"]
        if where.in_atomic_block:
            _after_commit(where)
        elif written[1] in {"UPDATE", "DELETE FROM"}:
            # An insert may still have rows to hand over; its `post_save` comes later.
            quietly_settle()
    return result


def _after_commit(where: BaseDatabaseWrapper) -> None:
    """Settle when the transaction stands; once, however much it writes."""
    open_now = set(where.savepoint_ids)
    if any(each[1] is quietly_settle and each[0] <= open_now for each in where.run_on_commit):
        return
    transaction.on_commit(quietly_settle, using=where.alias, robust=True)


def quietly_settle() -> None:
    """`baker.settle`, after a change that stands. Should it fail, the note of it stands too, for the worker.

    While migrations run nothing is noted, and there may be no table to ask: what is made after them counts as changed.
    """
    if not _has_tables:
        return
    try:
        baker.settle()
    except (OSError, DatabaseError):
        logger.exception("Baked pages could not be taken away; the worker tries again.")


def migrating(*, has_tables: bool) -> None:
    """Migrations begin (no `has_tables`), or have ended with or without the table of notes."""
    global _has_tables
    _has_tables = has_tables


def keep_up() -> None:
    """For the worker, every other second: what another process left undone, and a baker where there is work for one."""
    global _child, _rest_until
    if not settings.BAKE:
        return
    baker.settle()
    if _child is not None and _child.poll() is None:
        return
    if _child is not None and _child.returncode:
        # What it said is in the log. It will not go better at once.
        _rest_until = time.monotonic() + REST_SECONDS
    _child = None
    if time.monotonic() >= _rest_until and baker.has_to_bake():
        # A process of its own, and a patient one: nobody's message or page waits for it.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", "django", "bake", "--gently"]
        _child = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
