"""What changes what readers see is noted, in the transaction that does it; and nothing else is."""

from __future__ import annotations

import pytest
from django.db import transaction

from core.models import Municipality
from courses.models import GuideSound, Term
from publishing.apps import after_migrations, before_migrations
from publishing.baking import baker, noticing, watching
from publishing.baking.models import Change
from tests.courses import pages

pytestmark = pytest.mark.django_db


def noted() -> set[tuple[str, bool]]:
    """The notes, and whether each can wait; taken away."""
    found = set(Change.objects.values_list("table", "can_wait"))
    Change.objects.all().delete()
    return found


def term(**fields: str) -> Term:
    values = {"key": "eid", "language": "sv", "word": "e-legitimation", "explanation": "Visar vem du är."}
    return Term.objects.create(**{**values, **fields})


def test_no_way_of_writing_gets_past() -> None:
    noted()
    made = term()
    assert noted() == {("courses_term", False)}
    made.save()
    assert noted() == set(), "written as it was"
    Term.objects.update(explanation="Annat.")
    assert noted() == {("courses_term", False)}
    Term.objects.bulk_create([Term(key="b", language="sv", word="b", explanation="b")])
    assert noted() == {("courses_term", False)}
    Term.objects.filter(key="b").delete()
    assert noted() == {("courses_term", False)}
    Municipality.objects.update_or_create(pk=1, defaults={"help_phone": "08-12 34 56"})
    assert noted() == {("core_municipality", False)}


def test_a_draft_is_nobodys_news_and_publishing_is() -> None:
    guide = pages.guide(steps=1)
    noted()
    guide.title = "A draft"
    guide.save_revision()
    assert noted() == set()
    guide.get_latest_revision().publish()
    assert {table for table, _can_wait in noted()} >= {"wagtailcore_page"}
    guide.unpublish()
    assert ("wagtailcore_page", False) in noted()


def test_sound_can_wait() -> None:
    guide = pages.guide(steps=1)
    noted()
    GuideSound.objects.create(guide=guide, clips={}, made_of="x")
    assert noted() == {("courses_guidesound", True)}


def test_what_is_taken_back_is_not_noted_and_what_comes_after_it_is() -> None:
    noted()
    with transaction.atomic():
        term()
        transaction.set_rollback(True)
    assert noted() == set()
    term()
    term(key="other", word="annat")
    assert Change.objects.count() == 1, "once is enough"
    assert noted() == {("courses_term", False)}


def test_migrations_find_no_triggers_and_everything_counts_as_changed_after_them() -> None:
    noted()
    watching.set_up()
    assert noted() == set(), "nothing to do"
    before_migrations(plan=[])
    assert watching.is_set_up()
    before_migrations(plan=["a migration"])
    term()
    assert noted() == set(), "control: nobody watches"
    after_migrations()
    assert watching.is_set_up()
    assert noted() == {("*", False)}


def test_while_migrations_run_nobody_asks_for_a_table_that_may_not_be_there(monkeypatch) -> None:
    """As on an empty machine: the first thing that a stranger sees is no list of errors."""
    asked: list[str] = []
    monkeypatch.setattr(baker, "settle", lambda: asked.append("settle"))
    before_migrations(plan=["one"])
    noticing.quietly_settle()
    assert asked == []
    after_migrations()
    noticing.quietly_settle()
    assert asked == ["settle"]
