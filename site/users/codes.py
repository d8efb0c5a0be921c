"""Codes of six digits by text message or e-mail: asked for, sent, typed.

A code works once, for ten minutes, for three tries, and only in the browser that asked for it. For a number
that nobody signs in with everything happens but the sending.
"""

from __future__ import annotations

import datetime
import secrets
import uuid
from collections.abc import Callable

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.digits import ascii_digits
from users import contacts
from users.models import ContactPoint, SignInCode, User

CODE_DIGITS = 6
LIVES = datetime.timedelta(minutes=10)
MOST_TRIES = 3

#: Sends a code: (contact point, code, reference, useful until). The messaging app puts itself here.
Deliver = Callable[[ContactPoint, str, uuid.UUID, datetime.datetime], object]
_deliver: list[Deliver] = []


class NotSixDigits(ValueError):
    """What was typed cannot be a code."""


class CodeIsOver(Exception):
    """Too late, too many tries, used already: a new one has to be asked for."""


def deliver_with(deliver: Deliver) -> None:
    """Let `deliver` send the codes. It is called in the transaction that writes the code down."""
    _deliver[:] = [deliver]


def ask_for_code(kind: str, value: str) -> uuid.UUID:
    """Make a code for whoever signs in with this number or address, and send it; returns its key.

    The key goes into the session of the browser that asked.
    """
    point = contacts.point_that_signs_in(kind, value)
    return _make(point, kind)


def ask_to_confirm(point: ContactPoint) -> uuid.UUID:
    """Send a code to a number or address that its owner wants to come back with."""
    return _make(point, point.kind)


def owner_of_code(key: uuid.UUID, typed: str) -> User | None:
    """Whose code it is; None for a wrong one. Raises `NotSixDigits` and `CodeIsOver`.

    The try is counted before the code is looked at.
    """
    digits = read_code(typed)
    now = timezone.now()
    open_codes = SignInCode.objects.filter(pk=key, tries__lt=MOST_TRIES, expires_at__gt=now)
    if not open_codes.update(tries=F("tries") + 1):
        raise CodeIsOver
    code = SignInCode.objects.select_related("person").filter(pk=key).first()
    if code is None:
        raise CodeIsOver
    if not check_password(digits, code.code_hash) or code.person is None:
        return None
    # Of two who type it at the same moment one comes in.
    used, _what = SignInCode.objects.filter(pk=key).delete()
    return code.person if used else None


def read_code(text: str) -> str:
    """The six digits in what was typed, spaces and dashes aside. Raises `NotSixDigits`."""
    digits = "".join(char for char in ascii_digits(text) if char.isdigit())
    if len(digits) != CODE_DIGITS or any(char.isalpha() for char in text):
        raise NotSixDigits(f"{len(digits)} digits, not {CODE_DIGITS}")
    return digits


def clear_old() -> int:
    """Take away codes whose time is up; returns how many. Called now and then by the worker."""
    old = SignInCode.objects.filter(expires_at__lte=timezone.now())
    return old.delete()[0] if old.exists() else 0


def _make(point: ContactPoint | None, kind: str) -> uuid.UUID:
    if not _deliver:
        raise ImproperlyConfigured("nobody sends sign-in codes: the messaging app is missing")
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    until = timezone.now() + LIVES
    row = SignInCode(
        person=point.user if point else None, kind=kind, code_hash=make_password(code), expires_at=until
    )
    with transaction.atomic():
        row.save(force_insert=True)
        if point is not None:
            _deliver[0](point, code, row.pk, until)
    return row.pk
