"""People, cards and staff for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from tests.users.staff_sign_in import STAFF_PASSWORD
from users.models import User


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> Iterator[None]:
    """Limits count in the cache; each test starts with none used up."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def learner(db: None) -> User:
    """Somebody with an alias and nothing else."""
    return User.objects.create_person("Stilla Björk")


@pytest.fixture
def staff(db: None) -> User:
    """An administrator without a second factor yet."""
    return User.objects.create_superuser("anna", STAFF_PASSWORD, name="Anna Admin")


@pytest.fixture
def browser() -> Client:
    """A browser that checks forms for their token, as real ones do."""
    return Client(enforce_csrf_checks=True)
