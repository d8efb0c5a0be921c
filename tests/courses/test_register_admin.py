"""The register of facts in the admin: what is still to be done stands out, and can be filtered out."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from courses.models import EService, Fact, FactWording, Source
from courses.services.register import Standing, needing_work, with_standing
from tests.roles import sign_in
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = datetime.date(2026, 11, 21)


def make_fact(key: str, service: EService, text: str = "", **fields: object) -> Fact:
    fact = Fact.objects.create(service=service, key=key, kind="phone", **fields)
    FactWording.objects.create(fact=fact, language="sv", label=f"Om {key}", text=text)
    FactWording.objects.create(fact=fact, language="en", label=f"About {key}")
    return fact


@pytest.fixture
def service() -> EService:
    return EService.objects.create(key="bank", name="Banken", owner="Din bank")


@pytest.fixture
def source() -> Source:
    day = datetime.date(2027, 5, 21)
    return Source.objects.create(key="B1", title="Bank", address="bank.example", check_by=day)


@pytest.fixture
def editor(client: Client) -> Client:
    person = User.objects.create_staff("editor", "a-long-password", "Eva")
    person.user_permissions.set(
        Permission.objects.filter(codename__endswith="_fact", content_type__app_label="courses")
        | Permission.objects.filter(codename__endswith="_eservice")
        | Permission.objects.filter(codename__endswith="_source")
        | Permission.objects.filter(codename="access_admin")
    )
    UserProfile.objects.create(user=person, preferred_language="en")
    sign_in(client, person)
    return client


def test_standing_names_the_first_thing_to_do(service: EService, source: Source) -> None:
    yesterday = TODAY - datetime.timedelta(days=1)
    old = Source.objects.create(key="B0", title="Old", address="x", check_by=yesterday)
    make_fact("a-guessed", service, value="114 14", is_settled=False)
    make_fact("b-empty", service, scope="local")
    make_fact("c-old", service, value="1", source=old)
    make_fact("d-example", service, value="1", is_example=True)
    make_fact("e-good", service, value="1", source=source)
    make_fact("f-text", service, text="Fråga i disken", source=source)
    standings = with_standing(Fact.objects.order_by("key"), TODAY).values_list("key", "standing")
    assert list(standings) == [
        ("a-guessed", Standing.TO_CHECK),
        ("b-empty", Standing.TO_FILL_IN),
        ("c-old", Standing.OVERDUE),
        ("d-example", Standing.EXAMPLE),
        ("e-good", Standing.IN_USE),
        ("f-text", Standing.IN_USE),
    ]
    assert {fact.key for fact in needing_work(today=TODAY)} == {"a-guessed", "b-empty", "c-old"}


def test_register_says_what_has_to_be_checked(editor: Client, service: EService, source: Source) -> None:
    make_fact("guessed", service, value="114 14", is_settled=False)
    make_fact("sound", service, value="112", source=source)
    page = editor.get(reverse("wagtailsnippets_courses_fact:list")).content.decode()
    assert "to be checked by the municipality" in page
    assert "About guessed" in page
    assert "About sound" in page


def test_register_filters_by_standing(editor: Client, service: EService, source: Source) -> None:
    make_fact("guessed", service, value="114 14", is_settled=False)
    make_fact("sound", service, value="112", source=source)
    address = reverse("wagtailsnippets_courses_fact:list")
    page = editor.get(address, {"standing": "to_check"}).content.decode()
    assert "About guessed" in page
    assert "About sound" not in page


def test_register_is_exported(editor: Client, service: EService, source: Source) -> None:
    make_fact("sound", service, value="112", source=source)
    answer = editor.get(reverse("wagtailsnippets_courses_fact:list"), {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1] == "About sound,Banken,sound,112,in use,the whole country,B1,bank.example,,2027-05-21,,"


@pytest.mark.parametrize("name", ["fact", "eservice"])
def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    name: str, editor: Client, service: EService, source: Source, django_assert_num_queries: Any
) -> None:
    make_fact("one", service, value="1", source=source)
    address = reverse(f"wagtailsnippets_courses_{name}:list")
    editor.get(address)
    with CaptureQueriesContext(connection) as first:
        editor.get(address)
    for key in ("two", "three"):
        other = EService.objects.create(key=key, name=key)
        make_fact(key, other, value="1", is_settled=False)
    with django_assert_num_queries(len(first)):
        editor.get(address)


def test_e_services_show_how_many_facts_to_look_at(editor: Client, service: EService, source: Source) -> None:
    make_fact("guessed", service, value="1", is_settled=False)
    make_fact("empty", service)
    make_fact("sound", service, value="1", source=source)
    page = editor.get(reverse("wagtailsnippets_courses_eservice:list"))
    (row,) = page.context["object_list"]
    assert (row.facts_count, row.to_do_count) == (3, 2)


def test_a_service_is_saved_with_its_facts_and_their_wordings(editor: Client, source: Source) -> None:
    answer = editor.post(
        reverse("wagtailsnippets_courses_eservice:add"),
        {
            "key": "library",
            "name": "Biblioteket",
            "owner": "Kommunen",
            "demands-TOTAL_FORMS": "1",
            "demands-INITIAL_FORMS": "0",
            "demands-MIN_NUM_FORMS": "0",
            "demands-MAX_NUM_FORMS": "1000",
            "demands-0-kind": "papers",
            "demands-0-level": "",
            "demands-0-source": "",
            "demands-0-ORDER": "1",
            "facts-TOTAL_FORMS": "1",
            "facts-INITIAL_FORMS": "0",
            "facts-MIN_NUM_FORMS": "0",
            "facts-MAX_NUM_FORMS": "1000",
            "facts-0-key": "phone",
            "facts-0-kind": "phone",
            "facts-0-scope": "local",
            "facts-0-value": "031-390 06 00",
            "facts-0-source": str(source.pk),
            "facts-0-is_settled": "on",
            "facts-0-wordings-TOTAL_FORMS": "1",
            "facts-0-wordings-INITIAL_FORMS": "0",
            "facts-0-wordings-MIN_NUM_FORMS": "1",
            "facts-0-wordings-MAX_NUM_FORMS": "1000",
            "facts-0-wordings-0-language": "sv",
            "facts-0-wordings-0-label": "Ring biblioteket",
            "facts-0-wordings-0-text": "",
            "facts-0-wordings-0-ORDER": "1",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    fact = Fact.objects.get(service__key="library", key="phone")
    assert [wording.label for wording in fact.wordings.all()] == ["Ring biblioteket"]
    assert [demand.kind for demand in fact.service.demands.all()] == ["papers"]


def test_forms_open(editor: Client, service: EService, source: Source) -> None:
    fact = make_fact("one", service, value="1", source=source)
    for name, pk in (("fact", fact.pk), ("eservice", service.pk), ("source", source.pk)):
        assert editor.get(reverse(f"wagtailsnippets_courses_{name}:edit", args=[pk])).status_code == 200
