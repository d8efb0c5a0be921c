"""The municipality's rules for meetings, read without ever writing."""

from __future__ import annotations

from mentors.hours.models import PairingSettings
from mentors.meetings.quarters import QUARTER_MINUTES


def house_rules() -> PairingSettings:
    """The rules that hold now; the defaults where nobody has saved any yet.

    `PairingSettings.load()` would create the row, and a reader must not become a writer.
    """
    return PairingSettings.objects.first() or PairingSettings()


def meeting_quarters(rules: PairingSettings) -> int:
    """How many quarters of an hour a meeting takes: a started quarter counts."""
    return -(-rules.meeting_minutes // QUARTER_MINUTES)


def before_quarters(rules: PairingSettings) -> int:
    """How many quarters of an hour a mentor has free before a meeting: a started quarter counts."""
    return -(-rules.buffer_before_minutes // QUARTER_MINUTES)


def travel_quarters(rules: PairingSettings) -> int:
    """How many quarters of an hour lie between meetings at two places: a started quarter counts."""
    return -(-rules.travel_minutes // QUARTER_MINUTES)


def buffer_quarters(rules: PairingSettings) -> int:
    """How many quarters of an hour a mentor rests after a meeting: a started quarter counts."""
    return -(-rules.buffer_minutes // QUARTER_MINUTES)
