"""A Monday at ten, guides to wish for, and browsers that check forms for their token as real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from core.models import Municipality
from tests.courses.pages import guide, step
from tests.mentors.scenes import NOW
from tests.mentors.views.browsing import Browser


@pytest.fixture(autouse=True)
def monday_at_ten() -> Iterator[Any]:
    """Every page is asked for at one moment; a test can move it on."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def _no_caps_used_up() -> Iterator[None]:
    """Caps count in the cache; each test starts with none used up."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def site_of_module(kept: None) -> None:
    """A municipality with a phone, and two guides in English: made once for the tests of a file."""
    with time_machine.travel(NOW, tick=False):
        Municipality.objects.create(name="Lyckebo kommun", help_phone="031-390 06 00", help_place="Torget 1")
        guide("bankid", "en", need="Log in on the internet", steps=[step("first"), step("id-check")])
        guide("fraud", "en", need="Avoid being tricked", steps=[step("hang-up")])


@pytest.fixture
def site(site_of_module: None, db: None) -> None:
    """A municipality with a phone, and two guides in English. What a test does to them is taken back."""


@pytest.fixture
def browser(site: None) -> Browser:
    """Nobody in particular, on the site."""
    return Browser()


@pytest.fixture
def other_browser(site: None) -> Browser:
    """Somebody else."""
    return Browser()
