"""The clock of Sweden for calendar files (`VTIMEZONE`).

Written as the two yearly rules of the Union's summer time, which hold since 1996 (directive 2000/84/EC) and
have no last year. The lists of days that the icalendar library can make end in 2038 and begin summer an hour
late (7.3.2): another library then read every meeting in summer an hour wrong.
"""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
WINTER, SUMMER = datetime.timedelta(hours=1), datetime.timedelta(hours=2)


def swedish_zone() -> Timezone:
    """Europe/Stockholm: each change at the wall-clock time that the clock shows just before it."""
    zone = Timezone()
    zone.add("TZID", SWEDISH_TIME.key)
    changes = [
        (TimezoneDaylight(), "CEST", datetime.datetime(1996, 3, 31, 2), 3, WINTER, SUMMER),
        (TimezoneStandard(), "CET", datetime.datetime(1996, 10, 27, 3), 10, SUMMER, WINTER),
    ]
    for change, name, first, month, before, after in changes:
        change.add("DTSTART", first)
        change.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        change.add("TZNAME", name)
        change.add("TZOFFSETFROM", before)
        change.add("TZOFFSETTO", after)
        zone.add_component(change)
    return zone
