"""The racers: their processes start once, on the database of the run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.races.running import CROWD, RACERS, ROUNDS, Processes, Racers


@pytest.fixture(scope="session")
def processes(django_db_setup: None) -> Iterator[Processes]:
    running = Processes()
    yield running
    running.go_home()


@pytest.fixture
def eight(processes: Processes) -> Racers:
    return Racers(processes)


@pytest.fixture(params=[RACERS, pytest.param(CROWD, marks=pytest.mark.soak)])
def racers(request: pytest.FixtureRequest, processes: Processes) -> Racers:
    """Eight, again and again; in `make soak` also a hundred, once."""
    return Racers(processes, request.param, ROUNDS if request.param == RACERS else 1)
