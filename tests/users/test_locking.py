"""Locking an account and opening it again; making a new card oneself."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.test import Client

from users import cards, locking
from users.models import ContactPoint, User

LOCK, NEW = "/sv/kom-tillbaka/las/", "/sv/kom-tillbaka/nytt-kort/"


@pytest.fixture
def with_everything(learner: User) -> cards.NewCard:
    """A card, a phone that brings back, a passkey."""
    ContactPoint.objects.create(user=learner, kind="phone", value="+46701740605", signs_in=True)
    Authenticator.objects.create(user=learner, type=Authenticator.Type.WEBAUTHN, data={})
    return cards.issue_card(learner)


def test_locking_closes_every_way_in_and_signs_out_everywhere(
    client: Client, learner: User, with_everything: cards.NewCard
) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post("/sv/in/", {"code": with_everything.code})
    assert client.get(LOCK).status_code == 200
    assert client.post(LOCK).headers["Location"] == "/sv/kort-borta/"
    for browser in (client, elsewhere):
        assert browser.get("/sv/kom-tillbaka/").status_code == 302
        browser.post("/sv/in/", {"token": with_everything.token})
        assert USER_IN_SESSION not in browser.session
    assert not ContactPoint.objects.filter(signs_in=True).exists()
    assert ContactPoint.objects.filter(user=learner).exists()
    assert not Authenticator.objects.exists()


def test_a_new_card_opens_it_again_and_nothing_else_does(
    client: Client, learner: User, with_everything: cards.NewCard
) -> None:
    locking.lock_account(learner)
    card = cards.issue_card(User.objects.get(pk=learner.pk))
    client.post("/sv/in/", {"code": card.code})
    assert client.session[USER_IN_SESSION] == str(learner.pk)
    assert not ContactPoint.objects.filter(signs_in=True).exists()


def test_a_locked_card_answers_as_an_unknown_one(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    locking.lock_account(learner)
    known = client.post("/sv/in/", {"code": card.code}).content
    unknown = client.post("/sv/in/", {"code": "999999" + card.secret}).content
    assert len(known) - len(card.code) == len(unknown) - 16


def test_a_session_begun_before_is_out_whatever_it_says(client: Client, learner: User) -> None:
    client.force_login(learner, backend="users.sign_in.LoginCardBackend")
    from django.utils import timezone

    User.objects.update(locked_at=timezone.now())
    assert client.get("/sv/kom-tillbaka/").status_code == 302


def test_making_a_new_card_oneself(client: Client, learner: User) -> None:
    elsewhere = Client()
    old = cards.issue_card(learner)
    for browser in (client, elsewhere):
        browser.post("/sv/in/", {"code": old.code})
    assert client.post(NEW).status_code == 200
    assert client.post(NEW, {"make": "1"}).headers["Location"] == "/sv/mitt-kort/"
    assert 'class="login-code"' in client.get("/sv/mitt-kort/").content.decode()
    assert elsewhere.get("/sv/kom-tillbaka/").status_code == 302
    assert cards.owner_of_code(old.code) is None


def test_those_who_work_here_have_no_such_pages(client: Client, staff: User) -> None:
    client.force_login(staff, backend="users.sign_in.StaffBackend")
    for address in ("/sv/kom-tillbaka/", LOCK, NEW, "/sv/kom-tillbaka/nyckel/"):
        assert client.get(address).status_code == 404
    assert client.get("/sv/inloggad/").status_code == 200
