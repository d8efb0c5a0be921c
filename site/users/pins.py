"""The PIN beside a card: chosen by the person, never demanded, and never written on the card.

Wrong PINs cost a growing wait and never a lock-out. Only who holds the card gets to try.
"""

from __future__ import annotations

import datetime
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from core.digits import ascii_digits
from users.cards import FORGET_TRIES_AFTER, TooSoon, wait_seconds
from users.models import LoginCard

PIN_DIGITS = 6
LONGEST_WAIT_SECONDS = 3600


class NotAPin(ValueError):
    """What was typed is not six digits."""


class EasyPin(ValueError):
    """The first that somebody who knows the person, or knows people, would try."""


def read_pin(text: str) -> str:
    """The six digits in what was typed, of any script, spaces aside. Raises `NotAPin`."""
    digits = "".join(ascii_digits(text).split())
    if len(digits) != PIN_DIGITS or not digits.isascii() or not digits.isdigit():
        raise NotAPin(f"{len(digits)} signs, not {PIN_DIGITS} digits")
    return digits


def choose_pin(card: LoginCard, text: str) -> None:
    """Give `card` this PIN. Raises `NotAPin` and `EasyPin`."""
    pin = read_pin(text)
    if is_easy(pin):
        raise EasyPin("a PIN that is easy to guess")
    _write(card, make_password(pin))


def remove_pin(card: LoginCard) -> None:
    """Let the card do alone again."""
    _write(card, "")


def is_right(card: LoginCard, pin: str, now: datetime.datetime | None = None) -> bool:
    """Whether `pin` is the one of `card`. Raises `TooSoon` while the card has to rest.

    The try is counted before the PIN is looked at, so many at once get no further than one after another.
    """
    now = now or timezone.now()
    _count_try(card, now)
    if not check_password(pin, card.pin_hash):
        return False
    LoginCard.objects.filter(pk=card.pk).update(pin_failures=0, pin_failed_at=None)
    return True


def is_easy(pin: str) -> bool:
    """All alike, in a row, one half twice, pairs, or a date such as a birthday."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return (
        steps in ({0}, {1}, {9})
        or pin[:3] == pin[3:]
        or pin[:2] == pin[2:4] == pin[4:]
        or _is_date(pin, "%y%m%d")
        or _is_date(pin, "%d%m%y")
    )


def _is_date(pin: str, pattern: str) -> bool:
    try:
        datetime.datetime.strptime(pin, pattern)
    except ValueError:
        return False
    return True


def _write(card: LoginCard, pin_hash: str) -> None:
    LoginCard.objects.filter(pk=card.pk).update(pin_hash=pin_hash, pin_failures=0, pin_failed_at=None)
    card.refresh_from_db()


def _count_try(card: LoginCard, now: datetime.datetime) -> None:
    for _attempt in range(5):
        card.refresh_from_db()
        failures, failed_at = card.pin_failures, card.pin_failed_at
        if failed_at is not None:
            wait = wait_seconds(failures, failed_at, now, LONGEST_WAIT_SECONDS)
            if wait:
                raise TooSoon(wait)
        is_old = failed_at is None or now - failed_at >= FORGET_TRIES_AFTER
        unchanged = LoginCard.objects.filter(pk=card.pk, pin_failures=failures, pin_failed_at=failed_at)
        if unchanged.update(pin_failures=1 if is_old else failures + 1, pin_failed_at=now):
            return
    raise TooSoon(1)
