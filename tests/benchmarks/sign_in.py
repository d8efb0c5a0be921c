"""Whether a clock, a status or a length tells who is known here: 200 tries for each way in, known and unknown mixed.

Run as `python -m tests.benchmarks.sign_in` with real password hashes; prints JSON. What is measured is how much better
than a coin somebody guesses who sees two answers' times: 0 is a coin, 1 is certain. With 100 and 100 tries chance alone
gives up to 0.24 in 99.7 of 100 runs.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

TRIES = 200
HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD = "en lugn stig vid havet"
PHONE = "+4670174%04d"


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import override_settings

    settings.ALLOWED_HOSTS.append("testserver")
    with override_settings(PASSWORD_HASHERS=HASHERS, MEDLOTS_EVEN_SECONDS=0.25):
        found = {
            name: measured(ways()) for name, ways in (("card", cards), ("code", codes), ("staff", staff))
        }
    print(json.dumps(found))


Try = tuple[str, dict[str, str]]


def cards() -> tuple[list[Try], list[Try]]:
    """Wrong secrets for cards that exist, and for numbers that no card has."""
    from users.cards import issue_card
    from users.models import LoginCard, User

    known = []
    for number in range(TRIES // 2):
        card = issue_card(User.objects.create_person(f"Björk {number}"))
        known.append(card.number + f"{(int(card.secret) + 1) % 10**10:010}")
    taken = set(LoginCard.objects.values_list("number", flat=True))
    free = (f"{number:06}" for number in random.sample(range(10**6), TRIES * 2))
    unknown = [number + "0123456789" for number in free if number not in taken][: TRIES // 2]
    return [("/sv/in/", {"code": code}) for code in known], [("/sv/in/", {"code": code}) for code in unknown]


def codes() -> tuple[list[Try], list[Try]]:
    """Codes asked for by numbers that somebody comes back with, and by others."""
    from users.models import ContactPoint, User

    numbers = [PHONE % number for number in range(500, 500 + TRIES)]
    for number in numbers[: TRIES // 2]:
        person = User.objects.create_person("Björk")
        ContactPoint.objects.create(user=person, kind="phone", value=number, signs_in=True)
    tries = [("/sv/in/kod/", {"where": number}) for number in numbers]
    return tries[: TRIES // 2], tries[TRIES // 2 :]


def staff() -> tuple[list[Try], list[Try]]:
    """Wrong passwords for user names of the staff, and for others."""
    from users.models import User

    for number in range(TRIES // 2):
        User.objects.create_staff(f"anna{number:03}", PASSWORD, "Anna")
    names = (
        [f"anna{number:03}" for number in range(TRIES // 2)],
        [f"elsa{number:03}" for number in range(TRIES // 2)],
    )
    known, unknown = (
        [("/staff/login/", {"login": name, "password": "not the right one"}) for name in some]
        for some in names
    )
    return known, unknown


def measured(tries: tuple[list[Try], list[Try]]) -> dict[str, Any]:
    """How much better than a coin the time tells known from unknown, and how many kinds of answers there were."""
    known, unknown = tries
    mixed = [(True, one) for one in known] + [(False, one) for one in unknown]
    random.shuffle(mixed)
    ask = _asker()
    ask(unknown[0])  # the first answer compiles templates
    seconds: dict[bool, list[float]] = {True: [], False: []}
    kinds: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
    for is_known, one in mixed:
        passed, status, length = ask(one)
        seconds[is_known].append(passed)
        kinds[is_known].add((status, length))
    medians = [sorted(some)[len(some) // 2] for some in seconds.values()]
    return {
        "advantage": advantage(seconds[True], seconds[False]),
        "median_known": medians[0],
        "median_unknown": medians[1],
        "kinds_that_differ": len(kinds[True] ^ kinds[False]),
    }


def advantage(one: list[float], other: list[float]) -> float:
    """Of all pairs, the share in which `one` took longer, less the share in which it took shorter; no sign."""
    longer = sum((first > second) - (first < second) for first in one for second in other)
    return abs(longer) / (len(one) * len(other))


def _asker() -> Callable[[Try], tuple[float, int, int]]:
    """Asks each time from another address and browser, so that no limit is met."""
    from django.test import Client

    addresses = _addresses()

    def ask(one: Try) -> tuple[float, int, int]:
        address, typed = one
        client = Client(REMOTE_ADDR=next(addresses))
        begun = time.perf_counter()
        answer = client.post(address, typed)
        passed = time.perf_counter() - begun
        echoed = max((len(value) for value in typed.values()), default=0)
        return passed, answer.status_code, len(answer.content) - echoed if answer.content else 0

    return ask


def _addresses() -> Iterator[str]:
    return (f"198.51.{number // 250}.{number % 250 + 1}" for number in count())


if __name__ == "__main__":
    main()
