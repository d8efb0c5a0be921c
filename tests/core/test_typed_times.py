"""Days as people type them."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.typed_times import DayField


def test_a_leap_day_without_a_year_is_the_next_one() -> None:
    with time_machine.travel("2027-12-01 10:00+01:00", tick=False):
        assert DayField().clean("29/2") == datetime.date(2028, 2, 29)
    with time_machine.travel("2028-03-01 10:00+01:00", tick=False), pytest.raises(ValidationError):
        DayField().clean("29/2")
