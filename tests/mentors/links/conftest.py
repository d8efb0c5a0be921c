"""The Monday that links are opened on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from mentors.hours.models import PairingSettings
from tests.mentors.scenes import NOW
from tests.roles import start_pages


@pytest.fixture(autouse=True)
def on_that_monday(db: None) -> Iterator[time_machine.Coordinates]:
    start_pages()
    PairingSettings.objects.create(release_first_pairing=False)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
