"""A coordinator at the desk, and a browser that is signed in as them. The desk speaks English here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from wagtail.users.models import UserProfile

from core.permission_matrix import Role
from mentors.desk import looking
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from tests.mentors.desk.asking import ask_somebody
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from tests.roles import person_of, sign_in
from users.models import Look, User


@pytest.fixture(autouse=True)
def monday_at_ten() -> Iterator[None]:
    """The moment of the scenes."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _reason_given(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a person's pages has said why today, but where the asking itself is tested."""
    if "asks_why" not in request.fixturenames:
        monkeypatch.setattr(looking, "reason_of_today", lambda viewer, public_id: Look.Reason.ASKED.value)


@pytest.fixture
def asks_why() -> None:
    """The desk asks for reasons, as it does."""


@pytest.fixture
def coordinator(db: None) -> User:
    """Somebody who works at the desk."""
    person = person_of(Role.COORDINATOR)
    assert person is not None
    UserProfile.objects.create(user=person, preferred_language="en")
    return person


@pytest.fixture
def desk(client: Client, coordinator: User) -> Client:
    """A browser in which the coordinator has signed in."""
    sign_in(client, coordinator)
    return client


@pytest.fixture
def unreleased(db: None) -> Meeting:
    """A newcomer's first request, which waits for the desk."""
    PairingSettings.objects.create()
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return choose_first(learner, mentor)


@pytest.fixture
def asked(db: None) -> Meeting:
    """A request that waits for its mentor."""
    return ask_somebody()
