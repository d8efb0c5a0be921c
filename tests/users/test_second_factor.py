"""The admin is closed to whoever has not given a second factor in this sign-in."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from tests.users.staff_sign_in import (
    APP_SECRET,
    STAFF_PASSWORD,
    code_now,
    connect_app,
    give_password,
    sign_in_with_both,
)
from users import cards
from users.models import User

ADMIN = "/admin/"
STAFF_ONLY = [
    "/staff/password/",
    "/staff/again/",
    "/staff/second-factor/",
    "/staff/second-factor/again/",
    "/staff/second-factor/app/connect/",
    "/staff/second-factor/app/disconnect/",
    "/staff/second-factor/recovery-codes/",
    "/staff/second-factor/recovery-codes/new/",
]


@pytest.mark.parametrize(
    "address", [ADMIN, "/admin/pages/", "/admin/login/", "/admin/users/", "/admin/sprite/"]
)
def test_admin_leads_visitors_to_the_staff_sign_in(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    wanted = "%2Fadmin%2F" if address == "/admin/login/" else address.replace("/", "%2F")
    assert answer.headers["Location"] == f"/staff/login/?next={wanted}"


def test_wagtails_own_sign_in_takes_no_password(client: Client, staff: User) -> None:
    answer = client.post("/admin/login/", {"username": "anna", "password": STAFF_PASSWORD})
    assert answer.headers["Location"].startswith("/staff/login/")
    assert "_auth_user_id" not in client.session


def test_password_alone_opens_nothing(client: Client, staff: User) -> None:
    connect_app(staff)
    assert give_password(client, "anna").headers["Location"] == "/staff/second-factor/code/"
    assert "_auth_user_id" not in client.session
    assert client.get(ADMIN).headers["Location"].startswith("/staff/login/")
    assert client.get("/staff/second-factor/code/").status_code == 200


def test_password_and_code_open_the_admin(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    assert client.get(ADMIN).status_code == 200
    assert client.get("/admin/login/").headers["Location"] == ADMIN


def test_wanted_page_is_reached_at_the_end(client: Client, staff: User) -> None:
    connect_app(staff)
    first = client.post(
        "/staff/login/", {"login": "anna", "password": STAFF_PASSWORD, "next": "/admin/pages/"}
    )
    assert first.headers["Location"].startswith("/staff/second-factor/code/")
    second = client.post(first.headers["Location"], {"code": code_now()})
    assert second.headers["Location"] == "/admin/pages/"


@pytest.mark.parametrize("wrong", ["000000", "", "abcdef", "١٢٣", "\x00"])
def test_wrong_code_opens_nothing(client: Client, staff: User, wrong: str) -> None:
    connect_app(staff)
    give_password(client, "anna")
    answer = client.post("/staff/second-factor/code/", {"code": wrong})
    assert answer.status_code == 200
    assert 'id="id_code_error"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_code_works_once(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    code = code_now()
    other = Client()
    give_password(other, "anna")
    assert other.post("/staff/second-factor/code/", {"code": code}).status_code == 200
    assert "_auth_user_id" not in other.session


def test_session_without_the_factor_is_asked_for_it(client: Client, staff: User) -> None:
    """As after connecting an app in another browser: signed in, but not with this factor."""
    client.force_login(staff, backend="users.sign_in.StaffBackend")
    connect_app(staff)
    answer = client.get("/admin/pages/")
    assert answer.headers["Location"] == "/staff/second-factor/again/?next=%2Fadmin%2Fpages%2F"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    answer = client.post("/staff/second-factor/again/", {"code": code_now(), "next": "/admin/pages/"})
    assert answer.headers["Location"] == "/admin/pages/"
    assert client.get("/admin/pages/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_a_factor_one_is_led_to_connect_one(client: Client, staff: User) -> None:
    """The whole way of somebody new: password, picture, first code, recovery codes, admin."""
    answer = give_password(client, "anna")
    assert answer.headers["Location"] == "/sv/vidare/"
    assert client.get("/sv/vidare/").headers["Location"] == ADMIN
    connect = client.get(ADMIN).headers["Location"]
    assert connect.startswith("/staff/second-factor/app/connect/")
    page = client.get(connect).content.decode()
    assert "<svg" in page
    (secret,) = re.findall(r"<bdi dir=\"ltr\">([A-Z2-7]{32})</bdi>", page)
    wrong = client.post(connect, {"code": "000000"})
    assert wrong.status_code == 200
    assert secret in wrong.content.decode()
    done = client.post(connect, {"code": code_now(secret)})
    assert done.headers["Location"] == "/staff/second-factor/recovery-codes/"
    codes = re.findall(
        r"<bdi dir=\"ltr\">(\d{8})</bdi>", client.get(done.headers["Location"]).content.decode()
    )
    assert len(codes) == 10
    assert client.get(ADMIN).status_code == 200

    later = Client()
    give_password(later, "anna")
    assert later.post("/staff/second-factor/code/", {"code": codes[0]}).status_code == 302
    assert later.get(ADMIN).status_code == 200


def test_disconnecting_closes_the_admin(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    assert client.get("/staff/second-factor/app/disconnect/").status_code == 200
    client.post("/staff/second-factor/app/disconnect/")
    assert not Authenticator.objects.filter(user=staff).exists()
    assert client.get(ADMIN).headers["Location"].startswith("/staff/second-factor/app/connect/")


def test_changing_the_factor_asks_again_when_the_sign_in_is_old(
    client: Client, staff: User, settings: Settings
) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = client.post("/staff/second-factor/app/disconnect/")
    assert answer.headers["Location"].startswith("/staff/again/")
    assert Authenticator.objects.filter(user=staff).exists()
    assert client.get(answer.headers["Location"]).status_code == 200


def test_next_sign_in_asks_for_the_factor_again(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    client.post("/staff/logout/")
    assert client.get(ADMIN).headers["Location"].startswith("/staff/login/")


def test_background_questions_are_refused_not_led_away(client: Client, staff: User) -> None:
    client.force_login(staff, backend="users.sign_in.StaffBackend")
    answer = client.get("/admin/pages/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403


def test_form_sent_after_the_session_ended_leads_to_the_front_of_the_admin(client: Client, db: None) -> None:
    assert client.post("/admin/pages/3/edit/").headers["Location"] == "/staff/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize("address", [ADMIN, "/admin/login/", "/admin/nothing-here/", *STAFF_ONLY])
def test_learners_never_meet_it(client: Client, learner: User, address: str) -> None:
    client.post("/sv/in/", {"code": cards.issue_card(learner).code})
    # Django looks for an address without a language under one with it before it gives up.
    assert client.get(address, follow=True).status_code == 404
    assert client.post(address, follow=True).status_code == 404


@pytest.mark.parametrize("address", STAFF_ONLY)
def test_staff_pages_lead_visitors_to_the_staff_sign_in(client: Client, db: None, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/staff/login/?next=")


@pytest.mark.parametrize("address", [*STAFF_ONLY, "/sv/ut/"])
def test_staff_pages_open_for_staff(client: Client, staff: User, address: str) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    client.post("/staff/second-factor/recovery-codes/new/")
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_closed_staff_account_cannot_sign_in(client: Client, staff: User) -> None:
    connect_app(staff)
    User.objects.filter(pk=staff.pk).update(is_active=False)
    answer = give_password(client, "anna")
    assert answer.status_code == 200


def test_account_closed_between_the_two_factors_gets_no_session(client: Client, staff: User) -> None:
    connect_app(staff)
    give_password(client, "anna")
    User.objects.filter(pk=staff.pk).update(is_active=False)
    client.post("/staff/second-factor/code/", {"code": code_now()})
    assert client.get(ADMIN).headers["Location"].startswith("/staff/login/")


def test_wrong_password_and_unknown_name_look_alike(client: Client, staff: User) -> None:
    pages = [
        re.sub(r'(name="csrfmiddlewaretoken" value|name="login" value)="[^"]+"', "", answer.content.decode())
        for answer in (give_password(client, "anna", "x"), give_password(client, "nobody-of-that-name", "x"))
    ]
    assert pages[0] == pages[1]


def test_password_is_guessed_only_so_often(client: Client, staff: User) -> None:
    connect_app(staff)
    for _try in range(6):
        give_password(client, "anna", "wrong")
    answer = give_password(client, "anna")
    assert answer.status_code == 200
    assert "_account_login" not in str(answer.headers)


def test_wagtails_sign_out_makes_the_browser_forget(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    assert "Clear-Site-Data" not in client.get(ADMIN).headers
    answer = client.post("/admin/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies"'
    assert "_auth_user_id" not in client.session


def test_password_can_be_changed(client: Client, staff: User) -> None:
    connect_app(staff)
    sign_in_with_both(client, staff)
    new = "en ny stig genom skogen"
    answer = client.post(
        "/staff/password/", {"oldpassword": STAFF_PASSWORD, "password1": new, "password2": new}
    )
    assert answer.headers["Location"] == "/staff/second-factor/"
    staff.refresh_from_db()
    assert staff.check_password(new)


def test_app_secret_of_the_tests_is_of_full_length() -> None:
    assert len(APP_SECRET) == 32


def test_whoever_has_a_passkey_and_no_app_is_asked_for_the_passkey(client: Client, staff: User) -> None:
    Authenticator.objects.create(user=staff, type=Authenticator.Type.WEBAUTHN, data={})
    client.force_login(staff, backend="users.sign_in.StaffBackend")
    answer = client.get("/admin/")
    assert answer.headers["Location"].startswith("/staff/second-factor/passkey/again/")
