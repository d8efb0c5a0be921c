"""A new card on its way to its owner.

The card's secrets are stored nowhere, so between issuing the card and having it on paper they travel in the
session, sealed: until the owner says that the card is saved, or until the time is up. Not gone at the first look: a
page that did not arrive over a poor connection, or a reload, would otherwise lock the person out of the
account just made.
"""

from __future__ import annotations

import json
import time

from django.http import HttpRequest

from core.sealing.box import open_sealed, place, seal
from users import sign_in
from users.cards import NewCard, issue_card
from users.models import User

SESSION_KEY = "new_card"
SHOWN_SECONDS = 30 * 60


def welcome_with_card(request: HttpRequest, user: User) -> NewCard:
    """Issue a card for `user`, sign them in and keep the card for `users:my_card` to show."""
    card = issue_card(user)
    sign_in.sign_in_with_card(request, user)
    keep_to_show(request, card)
    return card


def keep_to_show(request: HttpRequest, card: NewCard) -> None:
    """Let `users:my_card` show `card` in this session, also to a coordinator who made it for somebody."""
    request.session[SESSION_KEY] = {
        "number": card.number,
        # Who reads the table of sessions, or a backup of it, cannot sign in with it.
        "sealed": seal(json.dumps([card.secret, card.token]), _where(card.number)),
        "until": int(time.time()) + SHOWN_SECONDS,
    }


def card_to_show(request: HttpRequest) -> NewCard | None:
    """The card that waits in this session, if its time is not up."""
    kept = request.session.get(SESSION_KEY)
    if kept is None:
        return None
    if kept["until"] < time.time():
        forget(request)
        return None
    secret, token = json.loads(open_sealed(kept["sealed"], _where(kept["number"])))
    return NewCard(kept["number"], secret, token)


def forget(request: HttpRequest) -> None:
    """The owner has the card: drop it from the session."""
    request.session.pop(SESSION_KEY, None)


def _where(number: str) -> bytes:
    return place("django_session", SESSION_KEY, number)
