"""The ways to sign in, as Django authentication backends, and the session that follows.

Staff: user name and password here, second factor in `second_factor`. Everybody else: a login card.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.http import HttpRequest

from users import cards
from users.models import User


def may_sign_in(user: User) -> bool:
    """Whether the account is open. A demo account is open only where the demo runs."""
    return user.is_active and (not user.is_demo or bool(settings.MEDLOTS_DEMO))


class StaffBackend(ModelBackend):
    """Password sign-in, for those who work here and nobody else. Gives the permissions of groups."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and again at every request, so a closed account is out at once."""
        return may_sign_in(user) and user.is_staff


class LoginCardBackend(BaseBackend):
    """Sign-in with what stands on a login card. Gives no permissions."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, *, card_secret: str = "", card_token: str = ""
    ) -> User | None:
        """The owner of the typed code or the scanned token. Raises `cards.NotACode` and `cards.TooSoon`."""
        owner = cards.owner_of_token(card_token) if card_token else cards.owner_of_code(card_secret)
        return owner if owner and self._may_use_a_card(owner) else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; None once the account is closed, whatever the session says."""
        user = User.objects.filter(pk=user_id).first()
        return user if user and self._may_use_a_card(user) else None

    @staticmethod
    def _may_use_a_card(user: User) -> bool:
        return may_sign_in(user) and not user.is_staff


def sign_in_with_card(request: HttpRequest, user: User) -> None:
    """Begin a session, with a new id, for somebody who has shown a card or has just been given one."""
    login(request, user, backend=f"{LoginCardBackend.__module__}.{LoginCardBackend.__qualname__}")
