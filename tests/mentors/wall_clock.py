"""What free times are compared with: the clock on the wall in Stockholm, on a Monday in November."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from mentors.hours.free_times import FreeTime, free_times
from mentors.meetings.models import Meeting, OccupiedQuarter
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place
from users.models import User

STOCKHOLM = ZoneInfo("Europe/Stockholm")
#: A Monday, 10:00.
NOW = datetime.datetime(2026, 11, 30, 10, tzinfo=STOCKHOLM)


def on_the_clock(times: list[FreeTime]) -> list[str]:
    """Starts and ends as the clock on the wall shows them."""
    return [
        f"{time.starts_at:%Y-%m-%d %H:%M}-"
        f"{datetime.datetime.fromtimestamp(time.end_quarter * 900, STOCKHOLM):%H:%M}"
        for time in times
    ]


def first_days(mentor: User, days: int, now: datetime.datetime = NOW) -> list[str]:
    until = quarter_of(now + datetime.timedelta(days=days))
    return on_the_clock(
        [time for time in free_times([mentor.pk], now=now)[mentor.pk] if time.start_quarter < until]
    )


def occupy(
    person: User,
    start: datetime.datetime,
    quarters: int,
    place: Place | None = None,
    length: int | None = None,
) -> None:
    """A meeting at one of the person's places, unless said otherwise; `quarters` with the pause after it."""
    meeting = Meeting.objects.create(
        state=Meeting.State.STANDS,
        start_quarter=quarter_of(start),
        end_quarter=quarter_of(start) + (length or quarters),
        place=place or person.mentor_card.weekly_hours.first().place,
        mentor=person,
    )
    OccupiedQuarter.objects.bulk_create(
        OccupiedQuarter(person=person, meeting=meeting, quarter=quarter_of(start) + number)
        for number in range(quarters)
    )
