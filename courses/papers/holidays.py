"""Swedish days off, worked out from the calendar itself.

Public holidays as in the Swedish act on public holidays (lag 1989:253), apart from the ordinary Sundays:
thirteen a year. Three eves are no public holidays. The act on how time is counted (lag 1930:173, section 2,
as worded in SFS 2022:931) puts them beside Saturdays and holidays, so they are no working days here either.
Whether an office is closed is up to the office: readers are told that many are, not that all are (`is_eve`).

Any year of the Gregorian calendar works; the tests hold the years 2026 to 2035.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5
SUNDAY = 6


class DayOff(TextChoices):
    """Why a day is no working day."""

    NEW_YEARS_DAY = "new_years_day", _("New Year's Day")
    EPIPHANY = "epiphany", _("Epiphany")
    GOOD_FRIDAY = "good_friday", _("Good Friday")
    EASTER_SUNDAY = "easter_sunday", _("Easter Sunday")
    EASTER_MONDAY = "easter_monday", _("Easter Monday")
    MAY_DAY = "may_day", _("May Day")
    ASCENSION_DAY = "ascension_day", _("Ascension Day")
    WHIT_SUNDAY = "whit_sunday", _("Whit Sunday")
    NATIONAL_DAY = "national_day", _("Sweden's National Day")
    MIDSUMMER_DAY = "midsummer_day", _("Midsummer's Day")
    ALL_SAINTS_DAY = "all_saints_day", _("All Saints' Day")
    CHRISTMAS_DAY = "christmas_day", _("Christmas Day")
    SECOND_DAY_OF_CHRISTMAS = "second_day_of_christmas", _("the second day of Christmas")
    MIDSUMMERS_EVE = "midsummers_eve", _("Midsummer's Eve")
    CHRISTMAS_EVE = "christmas_eve", _("Christmas Eve")
    NEW_YEARS_EVE = "new_years_eve", _("New Year's Eve")
    SATURDAY = "saturday", _("a Saturday")
    SUNDAY = "sunday", _("a Sunday")

    @property
    def is_eve(self) -> bool:
        """Whether it is no public holiday, so that an office may be open after all."""
        return self in {DayOff.MIDSUMMERS_EVE, DayOff.CHRISTMAS_EVE, DayOff.NEW_YEARS_EVE}


def easter_sunday(year: int) -> datetime.date:
    """The Sunday after the first full moon of spring, by the church's rule of 1582.

    `moon` is how many days after 21 March that full moon falls: it returns every 19 years, drifts by the leap
    days that whole centuries leave out, and is held back a day twice so that a month of moon stays under 30
    days.
    """
    year_of_moon = year % 19
    century = year // 100
    left_out_leap_days = century - century // 4
    drift_of_moon = (8 * century + 13) // 25
    moon = (19 * year_of_moon + left_out_leap_days - drift_of_moon + 15) % 30
    if moon == 29 or (moon == 28 and year_of_moon > 10):
        moon -= 1
    full_moon = datetime.date(year, 3, 21) + moon * ONE_DAY
    return full_moon + (SUNDAY - full_moon.weekday() or 7) * ONE_DAY


def _first_saturday_from(day: datetime.date) -> datetime.date:
    return day + (SATURDAY - day.weekday()) % 7 * ONE_DAY


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> dict[DayOff, datetime.date]:
    easter = easter_sunday(year)
    return {
        DayOff.NEW_YEARS_DAY: datetime.date(year, 1, 1),
        DayOff.EPIPHANY: datetime.date(year, 1, 6),
        DayOff.GOOD_FRIDAY: easter - 2 * ONE_DAY,
        DayOff.EASTER_SUNDAY: easter,
        DayOff.EASTER_MONDAY: easter + ONE_DAY,
        DayOff.MAY_DAY: datetime.date(year, 5, 1),
        DayOff.ASCENSION_DAY: easter + 39 * ONE_DAY,
        DayOff.WHIT_SUNDAY: easter + 49 * ONE_DAY,
        DayOff.NATIONAL_DAY: datetime.date(year, 6, 6),
        DayOff.MIDSUMMER_DAY: _first_saturday_from(datetime.date(year, 6, 20)),
        DayOff.ALL_SAINTS_DAY: _first_saturday_from(datetime.date(year, 10, 31)),
        DayOff.CHRISTMAS_DAY: datetime.date(year, 12, 25),
        DayOff.SECOND_DAY_OF_CHRISTMAS: datetime.date(year, 12, 26),
    }


def public_holidays(year: int) -> dict[DayOff, datetime.date]:
    """The thirteen public holidays of `year` that are not ordinary Sundays."""
    return dict(_public_holidays(year))


@lru_cache(maxsize=64)
def _named_days(year: int) -> dict[datetime.date, DayOff]:
    """Each named day off of `year`; where two fall together, the one that stands first in `DayOff`."""
    holidays = _public_holidays(year)
    eves = {
        DayOff.MIDSUMMERS_EVE: holidays[DayOff.MIDSUMMER_DAY] - ONE_DAY,
        DayOff.CHRISTMAS_EVE: datetime.date(year, 12, 24),
        DayOff.NEW_YEARS_EVE: datetime.date(year, 12, 31),
    }
    named: dict[datetime.date, DayOff] = {}
    for why, day in (*holidays.items(), *eves.items()):
        named.setdefault(day, why)
    return named


def day_off(day: datetime.date) -> DayOff | None:
    """Why `day` is no working day, the holiday's name before "a Sunday"; nothing for a working day."""
    named = _named_days(day.year).get(day)
    if named:
        return named
    return {SATURDAY: DayOff.SATURDAY, SUNDAY: DayOff.SUNDAY}.get(day.weekday())


def is_squeeze_day(day: datetime.date) -> bool:
    """Whether `day` is a single working day between two days off ("klämdag"). Many take it off; no act says so."""
    return not day_off(day) and bool(day_off(day - ONE_DAY) and day_off(day + ONE_DAY))


def working_day_before(day: datetime.date) -> datetime.date:
    """The last working day before `day`."""
    return _nearest_working_day(day, -ONE_DAY)


def working_day_after(day: datetime.date) -> datetime.date:
    """The first working day after `day`."""
    return _nearest_working_day(day, ONE_DAY)


def _nearest_working_day(day: datetime.date, step: datetime.timedelta) -> datetime.date:
    day += step
    while day_off(day):
        day += step
    return day
