"""Staff who come by the municipality's OpenID Connect: against a real provider in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from config.settings import openid as from_environment
from tests import services
from tests.users.openid_provider import CLIENT_ID, SECRET
from users.models import Session, User, Way

pytestmark = pytest.mark.one_database

PROJECT_DIR = Path(__file__).resolve().parents[2]
CALLBACK = "http://testserver/staff/openid/callback/"
START_SECONDS = 120


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a provider with nobody in it."""
    port = services.free_port()
    command = [sys.executable, "-m", "tests.users.openid_provider", str(port)]
    arguments = [*command, str(tmp_path_factory.mktemp("provider")), CALLBACK]
    process = subprocess.Popen([*services.DIES_WITH_US, *arguments], cwd=PROJECT_DIR)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(15)


@pytest.fixture
def set_up(provider: str, settings: Settings) -> str:
    """An installation that has this provider."""
    app = {
        "provider_id": settings.OPENID_PROVIDER_ID,
        "name": "Lyckebo",
        "client_id": CLIENT_ID,
        "secret": SECRET,
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OPENID_DOMAINS = ["lyckebo.example"]
    return provider


def somebody(provider: str, address: str, *, confirmed: bool = True, name: str = "") -> str:
    """Make a person at the provider; their name there."""
    name = name or f"n{time.monotonic_ns()}"
    requests.get(f"{provider}/person/{name}/{address}/{int(confirmed)}/", timeout=30).raise_for_status()
    return name


def come(client: Client, provider: str, name: str) -> Any:
    """The whole way: from our button to the provider, and back with its answer."""
    there = requests.Session()
    there.get(f"{provider}/be/{name}/", timeout=30).raise_for_status()
    start = client.post("/staff/openid/")
    asked = start.headers["Location"]
    assert asked.startswith(provider)
    assert parse_qs(urlsplit(asked).query)["code_challenge_method"] == ["S256"]
    back = there.get(asked, timeout=30, allow_redirects=False).headers["Location"]
    assert back.startswith(CALLBACK)
    return client.get(urlsplit(back).path + "?" + urlsplit(back).query)


def colleague(address: str = "eva@lyckebo.example", **fields: Any) -> User:
    """Somebody whom an administrator has made an account for."""
    return User.objects.create_staff("eva", "en lugn stig vid havet", "Eva", **{"email": address, **fields})


def test_an_account_of_the_staff_is_opened_and_the_second_factor_was_given_there(
    client: Client, set_up: str, db: None
) -> None:
    from django.contrib.auth.models import Permission

    person = colleague()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    name = somebody(set_up, "Eva@lyckebo.example")
    answer = come(client, set_up, name)
    assert answer.status_code == 302
    assert client.session[USER_IN_SESSION] == str(person.pk)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert not SocialToken.objects.exists()
    assert Session.objects.get(user=person).way == Way.OPENID
    # Next time the identity is known, whatever address it has by then.
    User.objects.update(email="eva.new@lyckebo.example")
    again = Client()
    assert come(again, set_up, name).status_code == 302
    assert again.session[USER_IN_SESSION] == str(person.pk)


@pytest.mark.parametrize(
    ("address", "confirmed", "fields"),
    [
        ("eva@lyckebo.example", False, {}),
        ("eva@elsewhere.example", True, {"email": "eva@elsewhere.example"}),
        ("nobody@lyckebo.example", True, {}),
        ("eva@lyckebo.example", True, {"is_active": False}),
        ("eva@lyckebo.example", True, {"is_superuser": True}),
        ("eva@lyckebo.example.evil.example", True, {}),
    ],
)
def test_everybody_else_hears_the_same_no_and_no_account_is_made(
    client: Client, set_up: str, db: None, address: str, confirmed: bool, fields: dict[str, Any]
) -> None:
    colleague(**fields)
    before = User.objects.count()
    answer = come(client, set_up, somebody(set_up, address, confirmed=confirmed))
    assert answer.status_code == 403
    assert USER_IN_SESSION not in client.session
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_learner_with_such_an_address_is_not_found(client: Client, set_up: str, learner: User) -> None:
    User.objects.filter(pk=learner.pk).update(email="bjork@lyckebo.example")
    assert come(client, set_up, somebody(set_up, "bjork@lyckebo.example")).status_code == 403


def test_an_account_that_is_no_longer_staff_is_closed(client: Client, set_up: str, db: None) -> None:
    colleague()
    name = somebody(set_up, "eva@lyckebo.example")
    come(client, set_up, name)
    User.objects.update(is_staff=False)
    assert come(Client(), set_up, name).status_code == 403


def test_an_answer_that_nobody_asked_for_opens_nothing(client: Client, set_up: str, db: None) -> None:
    colleague()
    assert client.get("/staff/openid/callback/?code=x&state=y").status_code in (200, 302, 403)
    assert USER_IN_SESSION not in client.session


def test_the_button_is_there_only_where_it_is_set_up(client: Client, set_up: str, db: None) -> None:
    assert "Lyckebo" in client.get("/staff/login/").content.decode()


def test_without_settings_there_is_nothing(client: Client, db: None) -> None:
    assert "/staff/openid/" not in client.get("/staff/login/").content.decode()
    assert client.post("/staff/openid/", follow=True).status_code == 404
    assert client.get("/staff/openid/callback/", follow=True).status_code == 404


def test_half_a_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_environment.apps() == []
    monkeypatch.setenv("MEDLOTS_OIDC_ISSUER", "https://login.lyckebo.example/x")
    monkeypatch.setenv("MEDLOTS_OIDC_CLIENT_ID", "medlots")
    monkeypatch.setenv("MEDLOTS_OIDC_SECRET", "hush")
    with pytest.raises(ImproperlyConfigured, match="MEDLOTS_OIDC_DOMAINS"):
        from_environment.apps()
    monkeypatch.setenv("MEDLOTS_OIDC_DOMAINS", "lyckebo.example, lyckebo.se")
    assert from_environment.apps()[0]["settings"]["server_url"] == "https://login.lyckebo.example/x"
    assert from_environment.domains() == ["lyckebo.example", "lyckebo.se"]
    assert from_environment.origin() == ["https://login.lyckebo.example"]
