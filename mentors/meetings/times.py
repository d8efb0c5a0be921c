"""Times as people say them, beside the figures."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.dates import MONTHS_ALT, WEEKDAYS
from django.utils.translation import gettext as _

from mentors.cards.models import DayPart


def day_part(moment: datetime.datetime) -> DayPart:
    """The part of the day on the wall clock: before 12, 12 to 17, from 17."""
    hour = _local(moment).hour
    if hour < 12:
        return DayPart.MORNING
    return DayPart.AFTERNOON if hour < 17 else DayPart.EVENING


def in_words(moment: datetime.datetime, *, now: datetime.datetime | None = None) -> str:
    """Such as "tomorrow, Thursday at 14:00"; with the date from the day after tomorrow on. For screens."""
    local = _local(moment)
    days_ahead = (local.date() - _local(now or timezone.now()).date()).days
    if days_ahead == 0:
        return _("today at %(clock)s") % _parts(local)
    if days_ahead == 1:
        return _("tomorrow, %(weekday)s at %(clock)s") % _parts(local)
    return with_date(moment)


def with_date(moment: datetime.datetime) -> str:
    """Such as "Thursday 26 November at 14:00". For what may be read another day: messages and paper."""
    return _("%(weekday)s %(day)s %(month)s at %(clock)s") % _parts(_local(moment))


def in_figures(moment: datetime.datetime) -> str:
    """Such as "2026-11-26 14:00": the same in every language, to copy and to compare."""
    return _local(moment).strftime("%Y-%m-%d %H:%M")


def day_and_part(moment: datetime.datetime, *, now: datetime.datetime | None = None) -> str:
    """Such as "Tuesday afternoon"; with the date when there is a nearer day of that name."""
    local = _local(moment)
    days_ahead = (local.date() - _local(now or timezone.now()).date()).days
    said = {
        DayPart.MORNING: _("%(weekday)s morning"),
        DayPart.AFTERNOON: _("%(weekday)s afternoon"),
        DayPart.EVENING: _("%(weekday)s evening"),
    }[day_part(moment)] % _parts(local)
    if days_ahead < 7:
        return said
    return _("%(day_and_part)s, %(day)s %(month)s") % {"day_and_part": said, **_parts(local)}


def day_before(moment: datetime.datetime) -> datetime.datetime:
    """The same time on the wall clock one day earlier; 23 or 25 hours where the clock changed between."""
    local = _local(moment)
    naive = local.replace(tzinfo=None, fold=0) - datetime.timedelta(days=1)
    return naive.replace(tzinfo=timezone.get_default_timezone())


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())


def _parts(local: datetime.datetime) -> dict[str, str]:
    return {
        "weekday": str(WEEKDAYS[local.weekday()]),
        "day": str(local.day),
        # As it is beside a day: "29 листопада".
        "month": str(MONTHS_ALT[local.month]),
        "clock": local.strftime("%H:%M"),
    }
