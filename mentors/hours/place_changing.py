"""Which meetings a change of a place touches: its hours, its rooms, who may come in. Known before it is saved."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping

from django.utils import timezone

from mentors.hours.closed_places import fits
from mentors.hours.days import closed_days, date_of
from mentors.hours.house_rules import house_rules
from mentors.hours.opening import Opening, openings
from mentors.meetings.models import Meeting, MeetingQuerySet
from mentors.meetings.people import people_in
from mentors.places.models import Place


def meetings_outside(
    place: Place, after: Opening, *, is_open: bool = True, now: datetime.datetime | None = None
) -> list[Meeting]:
    """Meetings to come at `place` that lie within its hours as they are saved, and would not within `after`.

    All of them where the place is no longer used. Earliest first.
    """
    coming = list(coming_at(place, now))
    if not coming or not is_open:
        return coming
    first, last = date_of(coming[0].start_quarter), date_of(coming[-1].start_quarter)
    before = openings([place.pk], first, last).get(place.pk, Opening())
    is_closed = closed_days(house_rules())
    return [one for one in coming if _fits(one, before, is_closed) and not _fits(one, after, is_closed)]


def meetings_without_room(
    place: Place, seats: Mapping[int, int], *, now: datetime.datetime | None = None
) -> list[Meeting]:
    """Meetings to come at `place` that lose their room, or would have too few seats in it. Earliest first.

    `seats`: of each room (by its key) that is in use after the change.
    """
    having = coming_at(place, now).filter(room__is_in_use=True).select_related("room", "holder__needs_card")
    return [
        one
        for one in having
        if one.room is not None and seats.get(one.room.pk, 0) < min(people_in(one), one.room.seats)
    ]


def meetings_that_find_no_room(
    place: Place, seats: Mapping[int, int], *, now: datetime.datetime | None = None
) -> list[Meeting]:
    """Meetings to come at `place`, which has no rooms yet, that find none among its first ones. Earliest first.

    `seats`: of each room that is in use after the change, by any key.
    """
    taken: defaultdict[int, set[int]] = defaultdict(set)
    lost = []
    for one in coming_at(place, now).select_related("holder__needs_card") if seats else ():
        span = range(one.start_quarter, one.end_quarter)
        fitting = sorted((number, room) for room, number in seats.items() if number >= people_in(one))
        free = next((room for _number, room in fitting if taken[room].isdisjoint(span)), None)
        if free is None:
            lost.append(one)
        else:
            taken[free].update(span)
    return lost


def coming_at(place: Place, now: datetime.datetime | None = None) -> MeetingQuerySet:
    """Meetings there that are held or stand and are not over, also one that goes on right now. Earliest first."""
    live = Meeting.objects.filter(place=place, state__in=[Meeting.State.HELD, Meeting.State.STANDS])
    return live.ending_after(now or timezone.now()).order_by("start_quarter", "pk")


def _fits(meeting: Meeting, opening: Opening, is_closed: Callable[[datetime.date], bool]) -> bool:
    return fits(meeting.start_quarter, meeting.end_quarter, opening, is_closed)
