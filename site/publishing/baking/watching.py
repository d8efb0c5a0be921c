"""Which tables pages show, and the triggers that note when one of them is written to.

A trigger runs inside the statement that writes: no save, bulk write or deletion gets past it, and what it notes
stands or falls with the transaction. The page that reads a table nobody watches is not baked (`rendering`), so
a table that was forgotten here costs speed and never shows anybody what is no longer true.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.options import Options

from publishing.baking.models import Change

#: Names of our triggers begin so.
_PREFIX = "baked_"
#: Read by pages and never the reason for one to change: which table a page's type has, and the shared counters.
UNCHANGING = frozenset({"django_content_type", "shared_cache"})
#: What processes remember of these tables without asking each time: then a page has to be made to be known.
REMEMBERED = frozenset({"*", "wagtailcore_site", "wagtailcore_locale"})
_NOTE_ON_SQLITE = (
    'INSERT INTO publishing_change ("table", can_wait, "transaction") '
    "SELECT '{table}', {can_wait}, 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM publishing_change WHERE \"table\" = '{table}');"
)
_NOTE_ON_POSTGRES = """
CREATE OR REPLACE FUNCTION publishing_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO publishing_change ("table", can_wait, "transaction")
    SELECT TG_ARGV[0], TG_ARGV[1]::boolean, txid_current()
    WHERE NOT EXISTS (
        SELECT 1 FROM publishing_change WHERE "table" = TG_ARGV[0] AND "transaction" = txid_current()
    );
    RETURN NULL;
END $$
"""


@dataclass(frozen=True)
class Watched:
    """A table: which of its columns readers can see, and whether they may see them a little late.

    `drafts`: the table has a column `live`, and what is not live is shown to nobody.
    """

    table: str
    columns: tuple[str, ...]
    can_wait: bool
    drafts: bool


_watched: dict[str, Watched] = {}


def watch(*models: type[Model], can_wait: bool = False, unseen: tuple[str, ...] = ()) -> None:
    """Pages show the rows of `models`, and of their tables in between; the fields `unseen` they do not show."""
    for model in models:
        _add(model._meta, can_wait, unseen)
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            _add(through._meta, can_wait, ())


def _add(meta: Options[Any], can_wait: bool, unseen: tuple[str, ...]) -> None:
    shown = (field for field in meta.local_concrete_fields if field.name not in unseen)
    columns = tuple(field.column for field in shown if field.column)
    _watched[meta.db_table] = Watched(meta.db_table, columns, can_wait, "live" in columns)


def tables() -> frozenset[str]:
    """The tables that are watched."""
    return frozenset(_watched)


def set_up() -> bool:
    """Have every watched table noted, and no other. Where a trigger had to be made, everything counts as changed.

    Whether there is a table for the notes.
    """
    there = set(connection.introspection.table_names())
    if Change._meta.db_table not in there:
        take_down()
        return False
    wanted = {
        name: sql
        for watched in _watched.values()
        if watched.table in there
        for name, sql in _triggers(watched)
    }
    present = _present()
    if set(present) == set(wanted):
        return True
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_NOTE_ON_POSTGRES)
        _drop(cursor, {name: table for name, table in present.items() if name not in wanted})
        for name, sql in wanted.items():
            if name not in present:
                cursor.execute(sql)
    Change.objects.create(table="*", can_wait=False)
    return True


def take_down() -> None:
    """Take every trigger away: no database lets a column go that one of them looks at."""
    with connection.cursor() as cursor:
        _drop(cursor, _present())


def is_set_up() -> bool:
    """Whether every watched table is noted."""
    return set(_present()) == {name for watched in _watched.values() for name, _sql in _triggers(watched)}


def _present() -> dict[str, str]:
    """Our triggers by name, with their tables."""
    found = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(found)
        return {name: table for name, table in cursor.fetchall() if name.startswith(_PREFIX)}


def _drop(cursor: Any, triggers: dict[str, str]) -> None:
    for name, table in triggers.items():
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def _triggers(watched: Watched) -> list[tuple[str, str]]:
    """Name and SQL of the three triggers of a table. Named after what they say: another wording is another trigger."""
    made = []
    for event in ("INSERT", "UPDATE", "DELETE"):
        body = _body(watched, event)
        name = _PREFIX + hashlib.sha256(body.encode()).hexdigest()[:20]
        made.append((name, f'CREATE TRIGGER "{name}" {body}'))
    return made


def _body(watched: Watched, event: str) -> str:
    when = _when(watched, event)
    head = f'AFTER {event} ON "{watched.table}" FOR EACH ROW' + (f" WHEN ({when})" if when else "")
    if connection.vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION publishing_note_change('{watched.table}', '{watched.can_wait}')"
    # One writer at a time, and whoever takes the notes away writes too: a note that is there will be read later.
    return f"{head} BEGIN {_NOTE_ON_SQLITE.format(table=watched.table, can_wait=int(watched.can_wait))} END"


def _when(watched: Watched, event: str) -> str:
    """When a written row is something that readers see: not for drafts, and not for what looks as before."""
    live = {"INSERT": 'NEW."live"', "DELETE": 'OLD."live"', "UPDATE": '(OLD."live" OR NEW."live")'}[event]
    conditions = [live] if watched.drafts else []
    if event == "UPDATE":
        differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
        each = (f'OLD."{column}" {differs} NEW."{column}"' for column in watched.columns)
        conditions.append(f"({' OR '.join(each)})")
    return " AND ".join(conditions)
