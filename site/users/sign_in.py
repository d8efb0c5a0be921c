"""The ways to sign in, as Django authentication backends, and the session that follows.

Staff: user name and password here, second factor in `second_factor`. Everybody else: a login card, a code
in a message, or a passkey.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.http import HttpRequest

from users import cards, signed_in
from users.models import User
from users.open_accounts import may_sign_in


class StaffBackend(ModelBackend):
    """Password sign-in, for those who work here and nobody else. Gives the permissions of groups."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and again at every request, so a closed account is out at once."""
        return may_sign_in(user) and user.is_staff


class PersonBackend(BaseBackend):
    """For everybody who does not work here. Gives no permissions."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; None once the account is closed, whatever the session says."""
        user = User.objects.filter(pk=user_id).first()
        return user if user and may_come_as_a_person(user) else None


class LoginCardBackend(PersonBackend):
    """Sign-in with what stands on a login card."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, *, card_secret: str = "", card_token: str = ""
    ) -> User | None:
        """The owner of the typed code or the scanned token. Raises `cards.NotACode` and `cards.TooSoon`."""
        owner = cards.owner_of_token(card_token) if card_token else cards.owner_of_code(card_secret)
        return owner if owner and may_come_as_a_person(owner) else None


class CodeBackend(PersonBackend):
    """Sign-in with a code in a message: `users.codes` has looked at it."""


class PasskeyBackend(PersonBackend):
    """Sign-in with a passkey: `users.passkeys` has looked at it."""


def may_come_as_a_person(user: User) -> bool:
    """Whether a card, a code or a passkey lets `user` in. Never those who work here."""
    return may_sign_in(user) and not user.is_staff


def begin_session(request: HttpRequest, user: User, backend: type[PersonBackend], *, is_shared: bool) -> None:
    """Begin a session, with a new id, for somebody who has shown who they are."""
    login(request, user, backend=f"{backend.__module__}.{backend.__qualname__}")
    signed_in.say_whose_device(request.session, is_shared=is_shared)


def sign_in_with_card(request: HttpRequest, user: User, *, is_shared: bool = True) -> None:
    """Begin a session for somebody who has shown a card or has just been given one.

    Unless they say otherwise the computer is taken for one that others use too.
    """
    begin_session(request, user, LoginCardBackend, is_shared=is_shared)
