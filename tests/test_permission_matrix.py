"""Every address has a cell in the matrix, and answers as its cell says."""

from __future__ import annotations

import re
import uuid

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponseNotFound
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core import permission_matrix
from core.models import Municipality
from core.permission_matrix import LANGUAGE, Address, Cell, Role, addresses, cell_for, cells
from tests.roles import person_of, sign_in, start_pages

pytestmark = pytest.mark.one_database

#: Tables that may be written while somebody reads: they hold no decision of anybody's.
WRITTEN_WHILE_READING = ("users_session", "shared_cache")
#: Wagtail's page that shows what an error looks like.
MADE_TO_FAIL = "wagtailadmin_error_test"
#: What stands for an argument of each kind in an address that nothing is behind.
MAKE_BELIEVE = {
    "uuid": str(uuid.UUID(int=7)),
    "int": "999999",
    "slug": "none",
    "str": "999999",
    "path": "none",
}


def path_of(address: Address) -> str:
    """A path to ask for: Swedish, with arguments that nothing is behind."""
    path = address.route.replace(LANGUAGE, "sv")
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda match: MAKE_BELIEVE[match[1] or "str"], path)
    path = path.replace("\\d+", "999999").replace("(?P<path>images/.+)", "images/none.png")
    path = path.replace("(?P<path>sound/.+)", "sound/none.mp3").replace(".*", "none")
    path = path.replace("((?:[\\w\\-]+/)*)", "")
    return re.sub(r"\(\?P<\w+>|[()^$\\]", "", path)


def shows_nothing(response) -> bool:
    """Whether somebody who opens the address sees nothing of what is behind it."""
    return response.status_code in {301, 302, 403, 404, 405}


def is_sent_away(response) -> bool:
    """Whether somebody who may open the address is not let in: sent to sign in, forbidden, nothing there."""
    if response.status_code not in {301, 302}:
        return response.status_code in {403, 404, 405}
    with translation.override("sv"):
        doors = [reverse("users:sign_in"), reverse("account_login"), f"/sv{response.request['PATH_INFO']}"]
    return response.headers["Location"].split("?")[0] in doors


def changes_in(queries) -> list[str]:
    """What was written to the database, but for what is written while reading."""
    return [
        query["sql"][:100]
        for query in queries
        if re.match(r"(INSERT|UPDATE|DELETE)", query["sql"])
        and not any(table in query["sql"] for table in WRITTEN_WHILE_READING)
    ]


def read_to_the_end(response):
    """The same answer; a file that it is read from is closed."""
    if response.streaming:
        response.getvalue()
    return response


def stay_signed_in(browser, person, response):
    """Sign in at first, and again when the last answer touched what the browser holds."""
    if response is None or response.cookies:
        sign_in(browser, person)


@pytest.fixture
def somebody(db, monkeypatch):
    """Makes a person of a role, on a site that has its start pages and its settings.

    That something is not there is said in short: the page that says it is a third of the time that all of this takes.
    """
    monkeypatch.setattr("config.urls.handler404", lambda request, exception: HttpResponseNotFound())
    start_pages()
    Municipality.load()
    return person_of


def test_every_address_has_a_cell():
    without = [f"{address.key} ({address.route})" for address in addresses() if cell_for(address.key) is None]
    assert without == []


def test_every_cell_has_an_address():
    used = {cell_for(address.key) for address in addresses()}
    assert [cell.name for cell in cells() if cell not in used] == []


def test_a_name_beats_a_pattern_and_the_longer_pattern_the_shorter(monkeypatch):
    rows = tuple(Cell(name, frozenset()) for name in ("desk:*", "desk:meeting*", "desk:meeting"))
    monkeypatch.setattr(permission_matrix, "cells", lambda: rows)
    assert [cell_for(key).name for key in ("desk:today", "desk:meetings", "desk:meeting")] == [
        "desk:*",
        "desk:meeting*",
        "desk:meeting",
    ]
    assert cell_for("mentors:choose") is None


@pytest.mark.parametrize("role", list(Role))
def test_addresses_answer_as_their_cells_say(somebody, role):
    """Plain addresses are asked for as this role; those with arguments show nothing to whoever may not.

    And opening changes nothing: a link shows, a button acts. Mail scanners and browsers that read ahead open
    links on their own.
    """
    browser, person = Client(raise_request_exception=False), somebody(role)
    wrong, response = [], None
    for address in addresses():
        cell = cell_for(address.key)
        stay_signed_in(browser, person, response)
        with CaptureQueriesContext(connection) as queries:
            response = read_to_the_end(browser.get(path_of(address)))
        if address.is_plain and (not address.route.startswith("/admin/") or "desk" in address.key):
            wrong += [f"{address.key}: {change}" for change in changes_in(queries)]
        if response.status_code >= 500 and address.key != MADE_TO_FAIL:
            wrong.append(f"{address.key}: {path_of(address)} answers {response.status_code}")
        elif role not in cell.get and not shows_nothing(response):
            wrong.append(f"{address.key}: open to {role.value}, answers {response.status_code}")
        elif role in cell.get and address.is_plain and not cell.is_for_many and is_sent_away(response):
            wrong.append(f"{address.key}: closed to {role.value}, answers {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_acts_where_the_matrix_says_no(somebody, role):
    """A form that is sent to an address by somebody who may not is refused, whatever is in it."""
    browser, person = Client(raise_request_exception=False), somebody(role)
    wrong, response = [], None
    for address in addresses():
        if role in cell_for(address.key).post or address.route.startswith("/admin/.*"):
            continue
        stay_signed_in(browser, person, response)
        with CaptureQueriesContext(connection) as queries:
            response = browser.post(path_of(address))
        # A form that comes back with its errors would have been taken, had it been filled in.
        if response.status_code not in {301, 302, 400, 403, 404, 405} or changes_in(queries):
            wrong.append(f"{address.key}: takes a form from {role.value}, answers {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_what_is_listed_is_open_to_everybody_and_nobodys_own():
    listed = [cell for cell in cells() if cell.is_listed]
    assert listed
    assert [cell.name for cell in listed if Role.ANONYMOUS not in cell.get or cell.is_personal] == []


def test_beginnings_stop_before_the_first_argument():
    address = Address("x", f"/{LANGUAGE}/mote/<uuid:pk>/avboka/", False)
    assert address.beginnings == [f"/{code}/mote/" for code, _name in settings.LANGUAGES]
    assert Address("x", r"/documents/(\d+)/(.*)", False).beginnings == ["/documents/"]


def test_the_command_prints_every_row(capsys):
    call_command("permissions")
    printed = capsys.readouterr().out
    assert all(cell.name in printed for cell in cells())
    call_command("permissions", "sitemap")
    assert len(capsys.readouterr().out.splitlines()) == 2
