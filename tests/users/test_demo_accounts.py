"""The demo's accounts: open in the demo, shut and refused everywhere else."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from tests.users.staff_sign_in import give_password
from users import cards, checks, demo_accounts
from users.models import User
from users.permissions import COORDINATORS, EDITORS


@pytest.fixture
def demo_staff(db: None) -> list[User]:
    """The coordinator and the editor of the demo."""
    for name in (COORDINATORS, EDITORS):
        Group.objects.get_or_create(name=name)
    return demo_accounts.make_staff()


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, SHA-1: the last six digits of the test values."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert demo_accounts.totp(secret, 59) == "287082"
    assert demo_accounts.totp(secret, 1111111109) == "081804"
    assert demo_accounts.totp(secret, 20000000000) == "353130"


def test_staff_are_made_once(demo_staff: list[User]) -> None:
    codes = [demo_accounts.code_of(person) for person in demo_staff]
    again = demo_accounts.make_staff()
    assert [person.pk for person in again] == [person.pk for person in demo_staff]
    assert [demo_accounts.code_of(person) for person in again] == codes
    assert [person.groups.get().name for person in again] == [COORDINATORS, EDITORS]
    assert all(person.is_demo and person.is_staff for person in again)


def test_pages_show_how_to_sign_in(client: Client, demo_staff: list[User]) -> None:
    for account in demo_accounts.STAFF:
        browser = Client()
        page = browser.get("/staff/login/").content.decode()
        assert account.username in page
        assert account.password in page
        give_password(browser, account.username, account.password)
        code = demo_accounts.code_of(User.objects.get(username=account.username))
        assert code
        assert code in browser.get("/staff/second-factor/code/").content.decode()
        assert browser.post("/staff/second-factor/code/", {"code": code}).status_code == 302


def test_pages_show_nothing_of_real_accounts(client: Client, staff: User) -> None:
    page = client.get("/staff/login/").content.decode()
    assert "anna" not in page
    assert demo_accounts.code_of(staff) is None


def test_outside_the_demo_nothing_is_shown_and_nobody_gets_in(
    client: Client, demo_staff: list[User], settings: Settings
) -> None:
    settings.MEDLOTS_DEMO = False
    account = demo_accounts.STAFF[0]
    assert account.password not in client.get("/staff/login/").content.decode()
    assert give_password(client, account.username, account.password).status_code == 200
    assert demo_accounts.code_of(demo_staff[0]) is None


def test_demo_session_of_staff_dies_outside_the_demo(
    client: Client, demo_staff: list[User], settings: Settings
) -> None:
    client.force_login(demo_staff[0], backend="users.sign_in.StaffBackend")
    assert client.get("/staff/second-factor/").status_code == 200
    settings.MEDLOTS_DEMO = False
    assert client.get("/staff/second-factor/").headers["Location"].startswith("/staff/login/")


def test_nothing_is_made_outside_the_demo(settings: Settings, db: None) -> None:
    person = User.objects.create_person("Glad Lärka", is_demo=True)
    settings.MEDLOTS_DEMO = False
    with pytest.raises(ImproperlyConfigured):
        demo_accounts.make_staff()
    with pytest.raises(ImproperlyConfigured):
        demo_accounts.give_demo_card(person, "1111 2222 3333 4444")


def test_demo_card_stays_the_same(learner: User) -> None:
    person = User.objects.create_person("Glad Lärka", is_demo=True)
    card = demo_accounts.give_demo_card(person, "1111 2222 3333 4444")
    password = User.objects.get(pk=person.pk).password
    again = demo_accounts.give_demo_card(User.objects.get(pk=person.pk), "1111 2222 3333 4444")
    assert again == card
    assert User.objects.get(pk=person.pk).password == password
    assert cards.owner_of_code("1111222233334444") == person
    assert cards.owner_of_token(card.token) == person
    with pytest.raises(ValueError, match="not a demo account"):
        demo_accounts.give_demo_card(learner, "1111 2222 3333 5555")


def test_command_prints_the_codes(demo_staff: list[User]) -> None:
    out = io.StringIO()
    call_command("demo_codes", stdout=out)
    for account in demo_accounts.STAFF:
        assert account.username in out.getvalue()
        assert account.password in out.getvalue()


def test_command_refuses_outside_the_demo(demo_staff: list[User], settings: Settings) -> None:
    settings.MEDLOTS_DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_codes")


def test_command_says_when_there_are_none(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("demo_codes")


def test_check_refuses_demo_accounts_in_production(demo_staff: list[User], settings: Settings) -> None:
    assert checks.no_demo_accounts(databases=["default"]) == []
    settings.MEDLOTS_DEMO = False
    assert [problem.id for problem in checks.no_demo_accounts(databases=["default"])] == ["users.E001"]
    User.objects.filter(is_demo=True).delete()
    assert checks.no_demo_accounts(databases=["default"]) == []


def test_check_runs_with_deploy_and_database(demo_staff: list[User], settings: Settings) -> None:
    from django.core.checks import run_checks

    settings.MEDLOTS_DEMO = False
    with_it = run_checks(include_deployment_checks=True, databases=["default"])
    without = run_checks(databases=["default"])
    assert "users.E001" in {problem.id for problem in with_it}
    assert "users.E001" not in {problem.id for problem in without}


def test_check_refuses_the_demo_switch_in_production(settings: Settings) -> None:
    assert [problem.id for problem in checks.demo_is_off()] == ["users.E002"]
    settings.MEDLOTS_DEMO = False
    assert checks.demo_is_off() == []


def test_app_is_started_as_configured() -> None:
    """With two configurations in one module Django silently takes neither, and the checks would not exist."""
    from django.apps import apps

    assert type(apps.get_app_config("users")).__name__ == "UsersConfig"
