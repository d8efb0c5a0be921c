"""The PIN beside a card."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.test import Client
from django.utils import timezone

from users import cards, pins
from users.models import LoginCard, User

PIN = "502839"
OWN = "/sv/kom-tillbaka/pin/"


@pytest.fixture
def card(learner: User) -> cards.NewCard:
    """A card with the PIN `PIN`."""
    made = cards.issue_card(learner)
    pins.choose_pin(learner.login_card, PIN)
    return made


def is_in(client: Client) -> bool:
    """Whether anybody is signed in."""
    return USER_IN_SESSION in client.session


def test_a_card_with_a_pin_does_not_do_alone(client: Client, card: cards.NewCard) -> None:
    for way in ({"code": card.code}, {"token": card.token}):
        answer = client.post("/sv/in/", {**way, "next": "/sv/mina-moten/"})
        assert answer.headers["Location"] == "/sv/in/pin/"
        assert not is_in(client)
        assert client.get("/sv/kom-tillbaka/").status_code == 302
    answer = client.post("/sv/in/pin/", {"pin": "50 28 39"})
    assert answer.headers["Location"] == "/sv/mina-moten/"
    assert is_in(client)
    assert LoginCard.objects.get().pin_failures == 0


def test_the_pin_page_is_for_nobody_without_a_card(client: Client, card: cards.NewCard) -> None:
    assert client.get("/sv/in/pin/").headers["Location"] == "/sv/in/"
    assert client.post("/sv/in/pin/", {"pin": PIN}).headers["Location"] == "/sv/in/"
    assert not is_in(client)


def test_the_pin_of_a_card_that_was_replaced_meanwhile_opens_nothing(
    client: Client, card: cards.NewCard, learner: User
) -> None:
    client.post("/sv/in/", {"code": card.code})
    cards.issue_card(learner)
    assert client.post("/sv/in/pin/", {"pin": PIN}).headers["Location"] == "/sv/in/"
    assert not is_in(client)


def test_a_new_card_has_no_pin(card: cards.NewCard, learner: User) -> None:
    cards.issue_card(learner)
    assert LoginCard.objects.get(user=learner).pin_hash == ""


def test_wrong_pins_cost_a_growing_wait_and_no_lock_out(client: Client, card: cards.NewCard) -> None:
    client.post("/sv/in/", {"code": card.code})
    for _try in range(cards.FREE_TRIES):
        assert "111222" not in client.post("/sv/in/pin/", {"pin": "111222"}).content.decode()
    page = client.post("/sv/in/pin/", {"pin": PIN}).content.decode()
    assert not is_in(client)
    assert re.search(r"Vänta (10|9|8) sekunder", page)
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=11)):
        client.post("/sv/in/pin/", {"pin": PIN})
    assert is_in(client)


def test_the_wait_grows_to_an_hour_at_most(card: cards.NewCard) -> None:
    now = timezone.now()
    waits = [cards.wait_seconds(count, now, now, pins.LONGEST_WAIT_SECONDS) for count in (2, 3, 4, 5, 12, 90)]
    assert waits == [0, 10, 20, 40, 3600, 3600]


@pytest.mark.parametrize(
    "easy", ["000000", "123456", "654321", "901234", "123123", "121212", "850214", "140285", "191225"]
)
def test_easy_pins_are_refused(easy: str, client: Client, learner: User) -> None:
    cards.issue_card(learner)
    client.force_login(learner, backend="users.sign_in.LoginCardBackend")
    page = client.post(OWN, {"pin": easy}).content.decode()
    assert 'id="id_pin_error"' in page
    assert LoginCard.objects.get().pin_hash == ""


@pytest.mark.parametrize("fine", ["502839", "774310", "٥٠٢٨٣٩", "50 28 39"])
def test_other_pins_are_taken_in_any_digits(fine: str, client: Client, learner: User) -> None:
    cards.issue_card(learner)
    client.force_login(learner, backend="users.sign_in.LoginCardBackend")
    assert client.post(OWN, {"pin": fine}).status_code == 302
    assert LoginCard.objects.get().pin_hash


def test_a_pin_can_be_chosen_with_the_new_card(client: Client, learner: User) -> None:
    card = cards.issue_card(learner)
    client.post("/sv/in/", {"code": card.code})
    client.post("/sv/kom-tillbaka/nytt-kort/", {"make": "1"})
    page = client.post("/sv/mitt-kort/", {"pin": "123456"}).content.decode()
    # Said at the top of the page; the PIN is not sent back, and no page says that it is.
    assert page.index('class="errors"') < page.index("<h1>")
    assert "skrivit finns kvar.<" not in page
    assert 'id="id_pin_error"' in page
    assert 'class="login-code"' in page
    assert client.post("/sv/mitt-kort/", {"pin": PIN}).status_code == 302
    assert pins.is_right(LoginCard.objects.get(user=learner), PIN)


def test_leaving_the_pin_empty_is_fine(client: Client, learner: User) -> None:
    client.post("/sv/in/", {"code": cards.issue_card(learner).code})
    client.post("/sv/kom-tillbaka/nytt-kort/", {"make": "1"})
    assert client.post("/sv/mitt-kort/", {"pin": ""}).status_code == 302
    assert LoginCard.objects.get(user=learner).pin_hash == ""


def test_a_pin_is_changed_and_taken_away_only_with_the_old_one(
    client: Client, card: cards.NewCard, learner: User
) -> None:
    client.force_login(learner, backend="users.sign_in.LoginCardBackend")
    client.post(OWN, {"pin": "774310"})
    client.post(OWN, {"remove": "1"})
    client.post("/sv/kom-tillbaka/nytt-kort/", {"make": "1"})
    for address in ("/sv/kom-tillbaka/nyckel/", "/sv/kom-tillbaka/nytt-kort/"):
        assert 'name="old"' in client.get(address).content.decode()
    assert pins.is_right(LoginCard.objects.get(), PIN)
    client.post(OWN, {"old": "1", "pin": PIN})
    client.post(OWN, {"pin": "774310"})
    assert pins.is_right(LoginCard.objects.get(), "774310")
    client.post(OWN, {"old": "1", "pin": "774310"})
    client.post(OWN, {"remove": "1"})
    assert LoginCard.objects.get().pin_hash == ""
