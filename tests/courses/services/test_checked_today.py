"""Checking a fact in the admin: who, when, and until when it holds."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.permission_matrix import Role
from courses.services.models import Demand, Fact
from courses.services.register import mark_as_checked, next_check, with_counts, with_standing
from courses.services.shown import facts_for_reader
from tests.courses import pages
from tests.roles import person_of, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, person_of(Role.EDITOR))
    return client


def form_of(fact: Fact, **fields: str) -> dict[str, str]:
    """What the browser sends for `fact` when nothing but `fields` is changed."""
    wordings = list(fact.wordings.order_by("pk"))
    data = {
        "service": str(fact.service_id),
        "key": fact.key,
        "kind": fact.kind,
        "scope": fact.scope,
        "value": fact.value,
        "source": str(fact.source_id or ""),
        "otherwise": "",
        "valid_as_of": "",
        "check_by": "",
        "variants-TOTAL_FORMS": "0",
        "variants-INITIAL_FORMS": "0",
        "variants-MIN_NUM_FORMS": "0",
        "variants-MAX_NUM_FORMS": "1000",
        "wordings-TOTAL_FORMS": str(len(wordings)),
        "wordings-INITIAL_FORMS": str(len(wordings)),
        "wordings-MIN_NUM_FORMS": "1",
        "wordings-MAX_NUM_FORMS": "1000",
    }
    for place, wording in enumerate(wordings):
        data |= {
            f"wordings-{place}-id": str(wording.pk),
            f"wordings-{place}-language": wording.language,
            f"wordings-{place}-label": wording.label,
            f"wordings-{place}-text": wording.text,
            f"wordings-{place}-ORDER": str(place),
        }
    return data | fields


def edit_address(fact: Fact) -> str:
    return reverse("wagtailsnippets_courses_fact:edit", args=[fact.pk])


@time_machine.travel(datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC), tick=False)
def test_button_saves_what_was_written_and_notes_who_checked_it_and_when(editor: Client) -> None:
    fact = pages.fact("phone", "114 14", kind="phone", is_settled=False, source=pages.source())
    answer = editor.post(edit_address(fact), form_of(fact, value="114 15", **{"action-checked-today": "1"}))
    assert answer.status_code == 302, answer.context["form"].errors
    fact.refresh_from_db()
    assert (fact.value, fact.is_settled) == ("114 15", True)
    assert (fact.checked_by, fact.checked_on, fact.valid_as_of) == ("Editor", TODAY, TODAY)
    assert fact.check_by == TODAY + datetime.timedelta(days=182)


def test_saving_without_the_button_is_no_check(editor: Client) -> None:
    fact = pages.fact("phone", "114 14", kind="phone", source=pages.source())
    answer = editor.post(edit_address(fact), form_of(fact, is_settled="on"))
    assert answer.status_code == 302, answer.context["form"].errors
    fact.refresh_from_db()
    assert (fact.checked_by, fact.checked_on) == ("", None)


@pytest.mark.parametrize("pressed", ["action-checked-today", "is_settled"])
def test_what_holds_for_the_whole_country_is_shown_to_nobody_without_a_source(
    editor: Client, pressed: str
) -> None:
    fact = pages.fact("phone", "114 14", kind="phone", is_settled=False)
    answer = editor.post(edit_address(fact), form_of(fact, **{pressed: "on"}))
    assert list(answer.context["form"].errors) == ["source"]
    fact.refresh_from_db()
    assert (fact.is_settled, fact.checked_on) == (False, None)
    # What the municipality says of itself is its own source.
    answer = editor.post(edit_address(fact), form_of(fact, scope="local", **{pressed: "on"}))
    assert answer.status_code == 302, answer.context["form"].errors
    fact.refresh_from_db()
    assert fact.is_settled


def test_wordings_are_behind_when_swedish_is_edited_and_not_when_somebody_has_compared_them(
    editor: Client,
) -> None:
    fact = pages.fact("due", kind="text", text="Senast den 14.", source=pages.source())
    behind = form_of(fact, **{"is_settled": "on", "wordings-0-text": "Senast den 12."})
    editor.post(edit_address(fact), behind)
    assert facts_for_reader([fact.pk], "en", TODAY)[fact.pk].value == "Senast den 12."
    compared = form_of(fact, is_settled="on", is_compared="on")
    answer = editor.post(edit_address(fact), compared)
    assert answer.status_code == 302, answer.context["form"].errors
    assert facts_for_reader([fact.pk], "en", TODAY)[fact.pk].value == "Senast den 14."


def test_button_stands_in_the_form_of_a_fact_and_nowhere_else(editor: Client) -> None:
    fact = pages.fact("phone", "114 14", kind="phone", source=pages.source())
    assert b"action-checked-today" in editor.get(edit_address(fact)).content
    source = reverse("wagtailsnippets_courses_source:edit", args=[fact.source_id])
    assert b"action-checked-today" not in editor.get(source).content


def test_form_says_who_checked_last(editor: Client) -> None:
    fact = pages.fact("phone", "114 14", kind="phone", checked_by="Eva", checked_on=TODAY)
    assert "Eva" in editor.get(edit_address(fact)).content.decode()


def test_form_of_a_service_shows_its_demands(editor: Client) -> None:
    Demand.objects.create(service=pages.service(), kind="e_id", level="trusted")
    page = editor.get(reverse("wagtailsnippets_courses_eservice:edit", args=[pages.service().pk]))
    assert b"demands-0-level" in page.content


@pytest.mark.parametrize(
    ("kind", "scope", "days"),
    [("phone", "national", 182), ("web", "national", 365), ("text", "local", 182), ("web", "region", 182)],
)
def test_what_changes_often_is_checked_twice_a_year(kind: str, scope: str, days: int) -> None:
    fact = Fact(kind=kind, scope=scope)
    assert next_check(fact, TODAY) == TODAY + datetime.timedelta(days=days)


def test_a_check_makes_an_overdue_fact_good_again() -> None:
    fact = pages.fact("old", "1", source=pages.source(check_by=TODAY - datetime.timedelta(days=1)))
    assert with_standing(Fact.objects.all(), TODAY).get().standing == "overdue"
    mark_as_checked(fact, by="Eva", today=TODAY)
    fact.save()
    assert with_standing(Fact.objects.all(), TODAY).get().standing == "in_use"


def test_a_very_long_name_is_cut_and_not_refused() -> None:
    fact = pages.fact("a", "1", source=pages.source())
    mark_as_checked(fact, by="E" * 200, today=TODAY)
    fact.full_clean()


def test_only_an_e_id_has_a_level() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.create(service=pages.service(), kind="bank", level="any")


def test_a_fact_cannot_stand_in_for_itself() -> None:
    fact = pages.fact("a", "1")
    fact.otherwise = fact
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save()


def test_services_without_a_way_without_a_screen_stand_out() -> None:
    pages.fact("number", "1", kind="phone")
    pages.fact("desk", "2", kind="office", is_settled=False)
    (found,) = with_counts(type(pages.service()).objects.all())
    assert (found.phone_count, found.office_count, found.paper_form_count, found.facts_count) == (1, 0, 0, 2)
