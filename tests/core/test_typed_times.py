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


@pytest.mark.parametrize(
    "typed", ["2027-02-01", "1/2 2027", "1.2.2027", "01-02-2027", "٠١-٠٢-٢٠٢٧", "1/2", "1-2"]
)
def test_a_day_is_read_in_the_ways_that_people_write_it(typed: str) -> None:
    with time_machine.travel("2026-12-01 10:00+01:00", tick=False):
        assert DayField().clean(typed) == datetime.date(2027, 2, 1)
