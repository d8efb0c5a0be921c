"""Which meetings a change of a place's hours touches: known before it is saved."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils import timezone

from mentors.hours.clock import clock_day
from mentors.hours.days import closed_days, date_of
from mentors.hours.house_rules import house_rules
from mentors.hours.opening import Opening, openings
from mentors.meetings.models import Meeting
from mentors.places.models import Place


def meetings_outside(
    place: Place, after: Opening, *, is_open: bool = True, now: datetime.datetime | None = None
) -> list[Meeting]:
    """Meetings to come at `place` that lie within its hours as they are saved, and would not within `after`.

    All of them where the place is no longer used. Earliest first.
    """
    now = now or timezone.now()
    coming = list(
        Meeting.objects.filter(place=place, state__in=[Meeting.State.HELD, Meeting.State.STANDS])
        .ending_after(now)
        .order_by("start_quarter", "pk")
    )
    if not coming or not is_open:
        return coming
    first, last = date_of(coming[0].start_quarter), date_of(coming[-1].start_quarter)
    before = openings([place.pk], first, last).get(place.pk, Opening())
    is_closed = closed_days(house_rules())
    return [one for one in coming if _fits(one, before, is_closed) and not _fits(one, after, is_closed)]


def _fits(meeting: Meeting, opening: Opening, is_closed: Callable[[datetime.date], bool]) -> bool:
    day = date_of(meeting.start_quarter)
    spans = opening.on(day, is_closed)
    length = meeting.end_quarter - meeting.start_quarter
    return spans is None or any(
        meeting.start_quarter in clock_day(day).starts(*span, length, 1) for span in spans
    )
