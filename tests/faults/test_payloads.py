"""Whatever is sent to a form or an address, the answer is a page and never a 500.

`make test` sends a sample; `make soak` sends 10,000 (MEDLOTS_PAYLOADS).
"""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Municipality
from core.permission_matrix import Address, Role, addresses
from tests.core.test_guard_doors import our_forms
from tests.faults.payloads import VALUES
from tests.roles import person_of, sign_in, start_pages
from tests.test_permission_matrix import MADE_TO_FAIL, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROLES = (Role.ANONYMOUS, Role.LEARNER, Role.MENTOR, Role.COORDINATOR)
#: Requests in all; a role gets its part of them.
PAYLOADS = int(os.environ.get("MEDLOTS_PAYLOADS", "120"))
#: Names that views read by themselves, beside the fields of forms.
READ_BY_VIEWS = {
    *("next", "guide", "step", "lack", "q", "m", "v", "page", "p", "choosing", "take_out", "keep", "yes"),
    *("answer", "takes_new", "do", "add_hours", "add_off", "remove", "leave", "ask_next", "time", "key"),
}
UNHURRIED = settings(
    max_examples=max(1, PAYLOADS // len(ROLES)),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def names() -> list[str]:
    """Every name that something on the site reads from what is sent."""
    return sorted({name for form in our_forms() for name in form.base_fields} | READ_BY_VIEWS)


def own_addresses() -> list[Address]:
    """Those that are ours: Wagtail's editor has tests of its own."""
    return [
        one
        for one in addresses()
        if one.key != MADE_TO_FAIL and (not one.route.startswith("/admin/") or "/desk/" in one.route)
    ]


@pytest.fixture
def site(db: None) -> None:
    """Start pages and settings."""
    start_pages()
    Municipality.load()


@pytest.mark.parametrize("role", ROLES)
def test_no_payload_breaks_a_page(site, role):
    person, read, ours = person_of(role), names(), own_addresses()
    browser = Client(raise_request_exception=False)
    sign_in(browser, person)

    @UNHURRIED
    @given(
        address=st.sampled_from(ours),
        sent=st.dictionaries(st.sampled_from(read), VALUES, max_size=12),
        asked=st.dictionaries(st.sampled_from(read), VALUES, max_size=4),
        is_form=st.booleans(),
    )
    def send(address, sent, asked, is_form):
        cache.clear()
        if person is not None and "_auth_user_id" not in browser.session:
            sign_in(browser, person)
        path = path_of(address)
        response = browser.post(path, sent, query_params=asked) if is_form else browser.get(path, asked)
        if response.streaming:
            response.getvalue()
        assert response.status_code < 500, f"{address.key}: {response.status_code}"

    send()


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
def test_no_payload_in_an_address_breaks_a_page(site, role):
    """A path of anybody's making, with arguments that no page has."""
    person, ours = person_of(role), own_addresses()
    browser = Client(raise_request_exception=False)
    sign_in(browser, person)

    @UNHURRIED
    @given(address=st.sampled_from(ours), value=VALUES)
    def ask(address, value):
        response = browser.get(path_of(address).replace("999999", value).replace("none", value) or "/")
        if response.streaming:
            response.getvalue()
        assert response.status_code < 500, f"{address.key}: {response.status_code}"

    ask()
