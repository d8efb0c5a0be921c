"""What stands in the tables of the site, taken down and put back as it was, a table at a time."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

#: By table: its columns, and its rows.
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def taken_down() -> Rows:
    """The rows of every table that is a model's and is not empty."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table of ours
            if rows := cursor.fetchall():
                found[table] = [column[0] for column in cursor.description], rows
    return found


def put_back(rows: Rows) -> None:
    """Put rows into their tables, but for those that are there.

    In any order: whether what they point to is there is looked at when all have been put.
    """
    name = connection.ops.quote_name
    with transaction.atomic(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table, (columns, of_table) in rows.items():
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {name(table)} ({', '.join(map(name, columns))}) VALUES ({places}) "  # noqa: S608
                "ON CONFLICT DO NOTHING",
                of_table,
            )
        connection.check_constraints()
