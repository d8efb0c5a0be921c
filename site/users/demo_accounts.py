"""Accounts of the demo: the same sign-ins each time, shown on screen, and worth nothing anywhere else.

Every account made here is marked `is_demo`. Outside the demo the sign-in backends refuse it, this module
refuses to make it, and a deployment check refuses the database that holds it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured

from users import cards
from users.models import User
from users.permissions import COORDINATORS, EDITORS

TOTP_SECONDS = 30
TOTP_DIGITS = 6


@dataclass(frozen=True)
class DemoSignIn:
    """A staff account of the demo as it is shown to whoever tries the demo."""

    username: str
    password: str
    name: str
    group: str


STAFF = (
    DemoSignIn("samordnare", "lugn-vatten-stig-7", "Sam Samordnare", COORDINATORS),
    DemoSignIn("redaktor", "klar-himmel-stig-7", "Rakel Redaktör", EDITORS),
)


def sign_ins() -> tuple[DemoSignIn, ...]:
    """The staff accounts of the demo that exist here; none outside the demo."""
    if not settings.MEDLOTS_DEMO:
        return ()
    existing = set(User.objects.filter(is_demo=True, is_staff=True).values_list("username", flat=True))
    return tuple(account for account in STAFF if account.username in existing)


def make_staff() -> list[User]:
    """Make the coordinator and the editor, or find them; each with a password and a second factor.

    The groups must exist (`users.roles.set_up_roles`). Running it again changes no secret.
    """
    _refuse_outside_the_demo()
    people = []
    for account in STAFF:
        user = User.objects.filter(username=account.username, is_demo=True).first()
        if user is None:
            user = User.objects.create_staff(account.username, account.password, account.name, is_demo=True)
        user.groups.set([Group.objects.get(name=account.group)])
        if _app_of(user) is None:
            secret = base64.b32encode(secrets.token_bytes(20)).decode()
            Authenticator.objects.create(
                user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
            )
        people.append(user)
    return people


def give_demo_card(user: User, code: str) -> cards.NewCard:
    """Give a learner or mentor of the demo a card with a known `code`, to be printed at every start.

    A card that has the code already is left alone. Raises `ValueError` for an account that is not the demo's.
    """
    _refuse_outside_the_demo()
    if not user.is_demo:
        raise ValueError(f"person {user.pk} is not a demo account")
    number, secret = cards.read_code(code)
    token = base64.b32encode(
        hashlib.sha256(f"demo card {number}{secret}".encode()).digest()[: cards.TOKEN_BYTES]
    )
    card = cards.NewCard(number, secret, token.decode())
    kept = getattr(user, "login_card", None)
    if kept is None or kept.token_hash != cards.token_hash(card.token) or kept.blocked_at is not None:
        cards.give_card(user, card)
    return card


def code_of(user: Any) -> str | None:
    """The code that the app of a demo account would show now; None for real accounts and outside the demo."""
    if not settings.MEDLOTS_DEMO or not getattr(user, "is_demo", False):
        return None
    app = _app_of(user)
    return totp(decrypt(app.data["secret"]), time.time()) if app else None


def seconds_left() -> int:
    """How long the present codes still hold."""
    return TOTP_SECONDS - int(time.time()) % TOTP_SECONDS


def totp(secret: str, at: float) -> str:
    """The code of RFC 6238 for a base32 `secret` at the time `at` (Unix seconds): SHA-1, 30 s, 6 digits."""
    counter = struct.pack(">Q", int(at) // TOTP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**TOTP_DIGITS:0{TOTP_DIGITS}}"


def _app_of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def _refuse_outside_the_demo() -> None:
    if not settings.MEDLOTS_DEMO:
        raise ImproperlyConfigured("demo accounts are made only where MEDLOTS_DEMO is on")
