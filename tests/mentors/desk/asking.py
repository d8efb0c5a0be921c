"""A request that waits for its mentor, and counting queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from tests.mentors.scenes import choose_first, learner_with_card, mentor_with_time, suggest
from users.models import User


def ask_somebody(**mentor: Any) -> Meeting:
    """A request that waits for its mentor, in a house where the desk releases nothing."""
    PairingSettings.objects.update_or_create(defaults={"release_first_pairing": False})
    learner, teacher = learner_with_card(), mentor_with_time(**mentor)
    suggest(learner, teacher)
    return choose_first(learner, teacher)


def learner_of(meeting: Meeting) -> User:
    """For whom the time is held."""
    assert meeting.holder is not None
    return meeting.holder


def pairing_of(meeting: Meeting) -> Pairing:
    """The two whose meeting it is."""
    assert meeting.pairing is not None
    return meeting.pairing


def queries_of(ask: Callable[[], object]) -> int:
    """How many queries `ask` takes, with the caches warm."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
