"""What people write is never written into a log or an error report: canary values put through the whole site."""

from __future__ import annotations

import io
import logging
import logging.config
import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from django.urls import path
from django.views.debug import ExceptionReporter

from config import urls
from config.settings import base
from core.models import Municipality
from core.permission_matrix import Role
from core.privacy.logs import NothingPersonalFormatter
from tests.core.test_guard_doors import our_forms
from tests.faults.test_payloads import own_addresses
from tests.roles import person_of, sign_in, start_pages
from tests.test_permission_matrix import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: Letters alone: no pattern of the guard knows them.
CANARY = "KanariefagelnSomIngenFarHora"
#: And one for each thing that the guard knows.
NUMBERS = ("811218-9876", "4111 1111 1111 1111", "070-174 06 05", "anna.berg@mejl.se")


def crash(request, what):
    """A page that breaks with what was sent in its hands, in three ways at once."""
    name = request.POST.get("name", "")
    try:
        int(name)
    except ValueError as error:
        raise RuntimeError(f"could not use {name!r} of {request.user}") from error


urlpatterns = [path("sv/krasch/<str:what>/", crash), *urls.urlpatterns]
handler500 = urls.handler500


@pytest.fixture
def log():
    """What is written with the settings of an installation, as text."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    made = dict(base.LOGGING["formatters"]["plain"])
    assert made.pop("()") == "core.privacy.logs.NothingPersonalFormatter"
    handler.setFormatter(NothingPersonalFormatter(made["format"], style=made["style"]))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    database = logging.getLogger("django.db.backends")
    database_level = database.level
    database.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    database.setLevel(database_level)


def test_every_handler_of_an_installation_writes_with_the_formatter():
    logged = base.LOGGING
    assert {one["formatter"] for one in logged["handlers"].values()} == {"plain"}
    assert logged["loggers"]["django"] == {"handlers": [], "level": "INFO", "propagate": True}
    assert settings.DEFAULT_EXCEPTION_REPORTER_FILTER == "core.privacy.logs.NothingPersonalReports"


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.LEARNER, Role.MENTOR, Role.COORDINATOR])
def test_canaries_put_through_the_whole_site_are_in_no_log(log, role):
    start_pages()
    Municipality.load()
    names = sorted({name for form in our_forms() for name in form.base_fields})
    person = person_of(role)
    browser = Client(raise_request_exception=False)
    for number, address in enumerate(own_addresses()):
        sign_in(browser, person)
        value = (CANARY, *NUMBERS)[number % (1 + len(NUMBERS))]
        where = path_of(address)
        for response in (
            browser.post(where, dict.fromkeys(names, value)),
            browser.get(where, {"guide": value, "q": value, "next": value}),
            browser.get(f"{where.rstrip('/')}/{value.replace(' ', '')}/"),
        ):
            if response.streaming:
                response.getvalue()
    browser.get("/", headers={"user-agent": CANARY, "referer": f"https://x.example/{CANARY}"})
    text = log.getvalue()
    assert text, "something was logged"
    assert CANARY not in text
    for number in NUMBERS:
        assert number not in text
        assert number.replace(" ", "") not in text


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_breaks_logs_where_and_what_kind_and_nothing_of_what_was_sent(log):
    browser = Client(raise_request_exception=False)
    response = browser.post(f"/sv/krasch/{CANARY}/?q={CANARY}", {"name": CANARY})
    text = log.getvalue()
    assert response.status_code == 500
    assert CANARY not in response.content.decode()
    assert CANARY not in text
    assert "Internal Server Error (500): POST sv/krasch/<str:what>/" in text
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert "in crash" in text


def test_without_the_formatter_the_canary_would_be_there():
    """The negative control."""
    try:
        int(CANARY)
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "Not Found: %s", (CANARY,), None)
        record.exc_info = (type(error), error, error.__traceback__)
        assert logging.Formatter().format(record).count(CANARY) == 2
        assert NothingPersonalFormatter().format(record).count(CANARY) == 1, "a message of ours is kept"


def test_a_line_end_begins_no_line_of_its_own():
    record = logging.LogRecord("x", logging.INFO, "x", 1, "sent to %s", ("a\r\nERROR forged",), None)
    assert NothingPersonalFormatter().format(record) == "sent to a\\r\\nERROR forged"


def test_an_error_report_names_fields_and_no_values(rf):
    request = rf.post(f"/sv/{CANARY}/", {"own_words": CANARY, "phone": NUMBERS[2]})
    request.META["HTTP_COOKIE"] = CANARY
    try:
        secret = CANARY
        raise ValueError(uuid.uuid4().hex)
    except ValueError as error:
        reporter = ExceptionReporter(request, type(error), error, error.__traceback__)
    data = reporter.get_traceback_data()
    shown = f"{data['filtered_POST_items']} {[frame.get('vars') for frame in data['frames']]} {data['request_meta']}"
    assert secret == CANARY
    assert CANARY not in shown
    assert NUMBERS[2] not in shown
    assert "own_words" in shown
