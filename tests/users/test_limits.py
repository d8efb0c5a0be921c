"""Limits on tries hold for all workers together, and a library's one address is no obstacle."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from config.settings.base import TABLE_CACHE
from users import cards, checks, limits
from users.models import User

FROM = "192.0.2.1"


def test_what_one_worker_counts_the_others_know(db: None, settings: Settings) -> None:
    settings.CACHES = {"default": TABLE_CACHE}
    call_command("createcachetable", verbosity=0)
    settings.ACCOUNT_RATE_LIMITS = {"card_sign_in": "2/m/ip"}
    answers = []
    for _worker in range(3):
        caches["default"].close()
        del caches["default"]  # the next one has nothing in its own memory
        answers.append(Client(REMOTE_ADDR=FROM).post("/sv/in/", {"code": "1234"}).status_code)
    assert answers == [200, 200, 429]


def test_thirty_people_at_one_address_come_in_within_a_minute(db: None) -> None:
    codes = [cards.issue_card(User.objects.create_person("Björk")).code for _one in range(30)]
    answers = [Client(REMOTE_ADDR=FROM).post("/sv/in/", {"code": code}).status_code for code in codes]
    assert answers == [302] * 30


@pytest.mark.parametrize("rate", limits.RATES)
def test_a_missing_limit_is_refused_in_production(settings: Settings, rate: str) -> None:
    assert checks.card_tries_are_limited() == []
    settings.ACCOUNT_RATE_LIMITS = {
        name: value for name, value in settings.ACCOUNT_RATE_LIMITS.items() if name != rate
    }
    (problem,) = checks.card_tries_are_limited()
    assert problem.id == "users.E003"
    assert rate in problem.msg


def test_a_cache_of_one_process_is_refused_in_production(settings: Settings) -> None:
    assert [problem.id for problem in checks.limits_are_shared()] == ["users.E004"]
    settings.CACHES = {"default": TABLE_CACHE}
    assert checks.limits_are_shared() == []
