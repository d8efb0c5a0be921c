"""Times of day and days, written the way people write them, in digits of any script."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.digits import ascii_digits

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})-?(\d{1,2})-?(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/. -] ?(\d{4}))?")


class ClockField(forms.CharField):
    """A time of day: `14`, `14:30`, `14.30` and `1430`, in digits of any script. `is_end`: `24:00` is `00:00`."""

    widget = forms.TextInput(attrs={"size": 6, "autocomplete": "off", "dir": "ltr"})

    def __init__(self, *, is_end: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_end = is_end

    def clean(self, value: Any) -> datetime.time | None:
        """The time, or nothing for nothing where that is allowed."""
        typed: str = super().clean(value)
        if not typed:
            return None
        found = _CLOCK.fullmatch(ascii_digits(typed).strip())
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
            return datetime.time(int(found[1]), int(found[2] or 0))
        if found and self.is_end and (int(found[1]), int(found[2] or 0)) == (24, 0):
            return datetime.time(0)
        raise ValidationError(_("Write a time of day, such as 14:00."), code="invalid")


class DayField(forms.CharField):
    """A day: `2026-12-24`, `24/12`, `24-12-2026` or `24/12 2026`, in any digits. Without a year, the next such day."""

    widget = forms.TextInput(attrs={"size": 12, "autocomplete": "off", "dir": "ltr"})

    def clean(self, value: Any) -> datetime.date | None:
        """The day, or nothing for nothing where that is allowed."""
        typed: str = super().clean(value)
        if not typed:
            return None
        text = ascii_digits(typed).strip()
        try:
            if found := _YEAR_FIRST.fullmatch(text):
                return datetime.date(int(found[1]), int(found[2]), int(found[3]))
            if found := _DAY_FIRST.fullmatch(text):
                return _next_such_day(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
        except ValueError:
            raise ValidationError(
                _("There is no such day. Look at the calendar and try again."), code="no_day"
            ) from None
        raise ValidationError(_("Write a day, such as 2026-12-24 or 24/12."), code="invalid")


def _next_such_day(day: int, month: int, year: int | None) -> datetime.date:
    """Raises `ValueError` where there is none: 29 February is looked for in this year and the next."""
    today = timezone.localdate()
    if year:
        return datetime.date(year, month, day)
    try:
        found = datetime.date(today.year, month, day)
    except ValueError:
        return datetime.date(today.year + 1, month, day)
    return found if found >= today else datetime.date(today.year + 1, month, day)
