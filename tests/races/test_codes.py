"""Eight computers type the same six digits, or guess them, in the same moment."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.factories import PersonFactory
from tests.races.running import FEWER_ROUNDS, RACERS, Racers
from users.codes import MOST_TRIES
from users.models import SignInCode, User

pytestmark = pytest.mark.django_db(transaction=True)


def code_for(person: User) -> SignInCode:
    return SignInCode.objects.create(
        person=person,
        kind="phone",
        code_hash=make_password("123456"),
        expires_at=timezone.now() + datetime.timedelta(minutes=10),
    )


def test_a_code_lets_one_in_and_bears_three_guesses(eight: Racers) -> None:
    person = PersonFactory()
    for number in range(FEWER_ROUNDS):
        right, guessed = code_for(person), code_for(person)

        said = eight.race([{"how": "type_code", "code": str(right.pk), "digits": "123456"}] * RACERS)
        assert [one["meeting"] for one in said if one.get("meeting")] == [str(person.pk)], (number, said)

        orders = [
            {"how": "type_code", "code": str(guessed.pk), "digits": f"65432{nth}"} for nth in range(RACERS)
        ]
        outcomes = Counter(one["outcome"] for one in eight.race(orders))
        # Looked at and wrong, or not looked at any more.
        assert outcomes == {"won": MOST_TRIES, "taken": RACERS - MOST_TRIES}, number
        guessed.delete()
