"""The racers of a module: they start once, on the database of the run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.races.running import Racers


@pytest.fixture(scope="session")
def racers(django_db_setup: None) -> Iterator[Racers]:
    running = Racers()
    yield running
    running.go_home()
