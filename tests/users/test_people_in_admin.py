"""Learners and mentors are on the coordinator's desk and nowhere else in the admin, whoever looks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log

from core.permission_matrix import Role, addresses, cell_for
from mentors.models import MentorCard, NeedsCard
from tests.roles import person_of, sign_in, start_pages
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LEARNER, MENTOR = "Kanariegul Lärka", "Kanariegul Trana"


@pytest.fixture
def people(indexes_of_wagtail: None) -> list[User]:
    """A learner and a mentor, with cards and a line in Wagtail's log. Neither can ever own a page."""
    start_pages()
    learner, mentor = User.objects.create_person(LEARNER), User.objects.create_person(MENTOR)
    card = NeedsCard.objects.create(learner=learner, languages=["sv"])
    MentorCard.objects.create(mentor=mentor, languages=["sv"])
    log(card, "wagtail.edit", user=None)
    return [learner, mentor]


def plain_admin_addresses() -> list[str]:
    """Every page of the admin without arguments, but the desk's."""
    return [
        one.route
        for one in addresses()
        if one.route.startswith("/admin/")
        and one.is_plain
        and "/desk/" not in one.route
        and cell_for(one.key)
    ]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR, Role.REVIEWER])
def test_no_list_search_report_or_chooser_names_them(people, role):
    browser = Client(raise_request_exception=False)
    sign_in(browser, person_of(role))
    named = []
    for address in plain_admin_addresses():
        for asked in ({}, {"q": "Kanariegul"}):
            response = browser.get(address, asked)
            if response.streaming:
                response.getvalue()
                continue
            # What one has searched for oneself stands in the search field.
            page = response.content.decode(errors="replace")
            if LEARNER in page or MENTOR in page:
                named.append(f"{address} {asked}")
    assert named == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR])
def test_the_page_of_a_guide_names_staff_only(people, role):
    browser = Client()
    sign_in(browser, person_of(role))
    start = start_pages()[0]
    for name in ("wagtailadmin_pages:edit", "wagtailadmin_explore", "wagtailadmin_pages:history"):
        page = browser.get(reverse(name, args=[start.pk])).content.decode()
        assert LEARNER not in page, name
        assert MENTOR not in page, name


def test_an_administrators_address_of_a_learner_is_not_found(people):
    browser = Client(raise_request_exception=False)
    sign_in(browser, person_of(Role.ADMINISTRATOR))
    for name in ("edit", "delete", "history", "usage"):
        for person in people:
            address = reverse(f"wagtailusers_users:{name}", args=[person.pk])
            assert browser.get(address, follow=True).status_code == 404, name


def test_the_desk_finds_them():
    """The negative control."""
    learner = User.objects.create_person(LEARNER)
    start_pages()
    browser = Client()
    sign_in(browser, person_of(Role.COORDINATOR))
    response = browser.post(reverse("desk:find"), {"wanted": LEARNER}, follow=True)
    assert response.status_code == 200
    assert str(learner.public_id) in response.request["PATH_INFO"]
