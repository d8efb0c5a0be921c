"""Login cards: issuing them and checking what is typed or scanned.

A card carries a code of 16 digits (6 of public number, 10 of secret) and a QR code with 160 bits of its
own. Only hashes are kept, so a card can be shown when it is issued and never again.

Wrong secrets cost a growing wait for that number and never a lock-out: whoever knows a number could
otherwise keep its owner out. The QR code is too long to guess and never has to wait.
"""

from __future__ import annotations

import base64
import hashlib
import math
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from core.digits import ascii_digits
from users import contacts, signed_in
from users.models import CardTries, LoginCard, User

NUMBER_DIGITS = 6
SECRET_DIGITS = 10
CODE_DIGITS = NUMBER_DIGITS + SECRET_DIGITS
TOKEN_BYTES = 20
#: Base32 without padding: 5 bytes give 8 characters.
TOKEN_CHARACTERS = TOKEN_BYTES * 8 // 5

#: Everybody mistypes 16 digits now and then: so many wrong tries in a row cost nothing.
FREE_TRIES = 3
FIRST_WAIT_SECONDS = 10
LONGEST_WAIT_SECONDS = 300
FORGET_TRIES_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class NewCard:
    """A card at the moment it is issued: the only time that its secrets exist outside the paper."""

    number: str
    secret: str
    token: str

    @property
    def groups(self) -> list[str]:
        """The code as it stands on the card: four groups of four digits."""
        code = self.number + self.secret
        return [code[start : start + 4] for start in range(0, CODE_DIGITS, 4)]

    @property
    def code(self) -> str:
        """The groups with a space between them."""
        return " ".join(self.groups)

    def scan_address(self, sign_in_address: str) -> str:
        """What the QR code says. The token is in the fragment, which browsers keep to themselves."""
        return f"{sign_in_address}#{self.token}"


class NotACode(ValueError):
    """What was typed cannot be a card's code. `digits` is how many digits were found in it."""

    def __init__(self, digits: int) -> None:
        super().__init__(f"{digits} digits, not {CODE_DIGITS}")
        self.digits = digits


class TooSoon(Exception):
    """The number has to rest for `seconds` before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class StaffHaveNoCard(ValueError):
    """Those who work here sign in with a password and a second factor, never with a card."""


@transaction.atomic
def issue_card(user: User) -> NewCard:
    """Give `user` a new card. An earlier card stops working, and whoever is signed in with it is signed out.

    A PIN goes with the earlier card. An account that was locked is open again.

    Raises `StaffHaveNoCard` for staff.
    """
    card = NewCard(_unused_number(), _random_digits(SECRET_DIGITS), _random_token())
    return give_card(user, card)


@transaction.atomic
def give_card(user: User, card: NewCard) -> NewCard:
    """Make `card` the card of `user`. For a card with a code decided beforehand; else use `issue_card`."""
    if user.is_staff:
        raise StaffHaveNoCard(f"person {user.pk} works here")
    _stored, is_first = LoginCard.objects.update_or_create(
        user=user,
        defaults={
            "number": card.number,
            "secret_hash": make_password(card.secret),
            "token_hash": token_hash(card.token),
            "issued_on": timezone.localdate(),
            "blocked_at": None,
            "pin_hash": "",
            "pin_failures": 0,
            "pin_failed_at": None,
        },
    )
    if not is_first or user.locked_at is not None:
        _open_again(user)
    return card


@transaction.atomic
def block_card(user: User) -> None:
    """Stop the card of `user` at once and sign out whoever uses it. For every way in: `users.locking`."""
    LoginCard.objects.filter(user=user, blocked_at=None).update(blocked_at=timezone.now())
    signed_in.end_all(user)


def read_code(text: str) -> tuple[str, str]:
    """The number and the secret in a typed code; spaces, dashes, digits of any script. Raises `NotACode`."""
    plain = "".join(char for char in ascii_digits(text) if unicodedata.category(char) not in _SEPARATORS)
    if len(plain) != CODE_DIGITS or not plain.isdigit() or not plain.isascii():
        raise NotACode(sum(char.isdigit() for char in plain))
    return plain[:NUMBER_DIGITS], plain[NUMBER_DIGITS:]


def owner_of_code(text: str, now: datetime | None = None) -> User | None:
    """Whose card has the typed code; None when nobody's has. Raises `NotACode` and `TooSoon`.

    The try is counted before the secret is looked at, so many tries at once get no further than one after
    another.
    """
    number, secret = read_code(text)
    now = now or timezone.now()
    _count_try(number, now)
    card = LoginCard.objects.select_related("user").filter(number=number).first()
    if card is None:
        make_password(secret)  # the time that a known number takes
    elif check_password(secret, card.secret_hash) and card.blocked_at is None:
        CardTries.objects.filter(number=number).delete()
        return card.user
    CardTries.objects.filter(last_failure_at__lt=now - FORGET_TRIES_AFTER).delete()
    return None


def owner_of_token(token: str) -> User | None:
    """Whose card has the scanned token; None when nobody's has."""
    card = (
        LoginCard.objects.select_related("user").filter(token_hash=token_hash(token), blocked_at=None).first()
    )
    return card.user if card else None


def token_hash(token: str) -> str:
    """What is stored of a token. 160 random bits need no slow hash."""
    return hashlib.sha256(token.strip().upper().encode()).hexdigest()


def wait_seconds(
    failures: int, last_failure_at: datetime, now: datetime, longest: int = LONGEST_WAIT_SECONDS
) -> int:
    """How long a number with so many wrong tries in a row still has to rest: 10, 20, 40 … at most 300.

    `longest` says otherwise for other things that are tried.
    """
    if failures < FREE_TRIES or now - last_failure_at >= FORGET_TRIES_AFTER:
        return 0
    doublings = min(failures - FREE_TRIES, 10)
    rest = min(FIRST_WAIT_SECONDS * 2**doublings, longest)
    return max(0, math.ceil(rest - (now - last_failure_at).total_seconds()))


#: Spaces, dashes, dots, marks that cannot be seen: what people, keyboards and copying put between digits.
_SEPARATORS = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Po", "Pc"}


def _count_try(number: str, now: datetime) -> None:
    for _attempt in range(5):
        tries, is_first = CardTries.objects.get_or_create(
            number=number, defaults={"failures": 1, "last_failure_at": now}
        )
        if is_first:
            return
        wait = wait_seconds(tries.failures, tries.last_failure_at, now)
        if wait:
            raise TooSoon(wait)
        is_old = now - tries.last_failure_at >= FORGET_TRIES_AFTER
        unchanged = CardTries.objects.filter(
            number=number, failures=tries.failures, last_failure_at=tries.last_failure_at
        )
        if unchanged.update(failures=1 if is_old else tries.failures + 1, last_failure_at=now):
            return
    raise TooSoon(1)


def _open_again(user: User) -> None:
    if User.objects.filter(pk=user.pk).exclude(locked_at=None).exists():
        # Also of what was sent while it was locked no link leads anywhere.
        contacts.write_anew(user)
    # Sessions are bound to the stored password; a new unusable one ends those that are just being written too.
    user.set_unusable_password()
    user.locked_at = None
    user.save(update_fields=["password", "locked_at"])
    signed_in.end_all(user)


def _unused_number() -> str:
    while True:
        number = _random_digits(NUMBER_DIGITS)
        if not LoginCard.objects.filter(number=number).exists():
            return number


def _random_digits(count: int) -> str:
    return f"{secrets.randbelow(10**count):0{count}}"


def _random_token() -> str:
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode()
