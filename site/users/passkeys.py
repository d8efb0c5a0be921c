"""Passkeys for learners and mentors, on top of allauth's WebAuthn. Staff use theirs as a second factor.

A passkey lies in a phone or computer of one's own and is opened by its screen lock. It names its owner
itself, so nothing is typed and nothing can be guessed.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from users.models import User
from users.sign_in import may_come_as_a_person

#: More devices than anybody has.
AT_MOST = 5
LONGEST_ANSWER = 20_000

#: What WebAuthn libraries raise on an answer that is not what they asked for.
_NOT_WHAT_WAS_ASKED = (
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
    InvalidSignature,
)


class NotAPasskey(ValueError):
    """What the browser answered opens nothing and proves nothing."""


def question() -> dict[str, Any]:
    """What to ask the browser for signing in. The challenge stays in the session of this request."""
    return auth.begin_authentication(user=None)


def owner_of_answer(answer: str) -> User:
    """Whose passkey answered. Raises `NotAPasskey`, whatever the reason."""
    try:
        response = _read(answer)
        person = auth.extract_user_from_response(response)
        authenticator = auth.complete_authentication(person, response)
    except _NOT_WHAT_WAS_ASKED as problem:
        raise NotAPasskey("the answer does not fit the question") from problem
    if not isinstance(person, User) or not may_come_as_a_person(person):
        raise NotAPasskey("not somebody who comes with a passkey alone")
    authenticator.record_usage()
    return person


def question_for_new(person: User) -> dict[str, Any]:
    """What to ask the browser for a new passkey of `person`."""
    return auth.begin_registration(person, passwordless=True)


def add(person: User, answer: str, name: str) -> Authenticator:
    """Keep the passkey that the browser made. Raises `NotAPasskey`."""
    if of(person).count() >= AT_MOST:
        raise NotAPasskey("enough")
    try:
        credential = _read(answer)
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
        return auth.WebAuthn.add(person, name, credential).instance
    except _NOT_WHAT_WAS_ASKED as problem:
        raise NotAPasskey("the answer does not fit the question") from problem


def of(person: User) -> QuerySet[Authenticator]:
    """The passkeys of `person`, the oldest first."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")


def remove(person: User, pk: int) -> bool:
    """Forget one of the passkeys of `person`. False where there is none of that key."""
    own = of(person).filter(pk=pk)
    return bool(own.exists() and own.delete()[0])


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("longer than any passkey's answer")
    response = json.loads(answer)
    if not isinstance(response, dict):
        raise TypeError("not an object")
    return response
