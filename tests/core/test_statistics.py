"""SQLite is told to count its tables, and not more often than it helps."""

from __future__ import annotations

import pytest
from django.db import connection

from core.database import statistics
from users.models import User

pytestmark = pytest.mark.one_database


@pytest.mark.django_db(transaction=True)
def test_sqlite_knows_its_tables_afterwards_and_is_asked_once_an_hour(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts by itself")
    User.objects.bulk_create(User(alias=f"Person {n}", username=f"person-{n}") for n in range(200))
    monkeypatch.setattr(statistics, "_next", 0.0)

    assert statistics.keep_statistics()

    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'users_user'")
        assert any(stat.startswith("200") for (stat,) in cursor.fetchall())
    assert not statistics.keep_statistics()


@pytest.mark.django_db
def test_nothing_is_counted_in_the_middle_of_a_transaction(monkeypatch):
    monkeypatch.setattr(statistics, "_next", 0.0)
    assert not statistics.keep_statistics()
