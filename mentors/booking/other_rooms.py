"""A room for a meeting that more people come to than when its room was taken, or whose room is gone.

Somebody from the desk comes along after all, an interpreter is arranged, a room is used no more: by whatever way, the
worker finds it, and looks again until another room is free then. Time and place stay; whoever has seen the other room
on a page is told that it is another one, and pages and the screen on the wall say which. Until then the desk sees it.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from mentors.booking.occupying import take_other_room
from mentors.booking.shut_out import tell_of_other_rooms
from mentors.meetings.models import Meeting
from mentors.meetings.people import (
    MORE_PEOPLE_THAN_SEATS,
    WHERE_ROOMS_ARE,
    WITHOUT_A_ROOM,
    is_good_for,
    people_in,
)
from mentors.meetings.quarters import quarter_of


def give_other_rooms(now: datetime.datetime | None = None) -> int:
    """Take another room for each meeting to come that needs one and can have one; how many got one.

    One query where none does. Two workers may do it at once.
    """
    now = now or timezone.now()
    cramped = Meeting.objects.filter(
        WHERE_ROOMS_ARE,
        MORE_PEOPLE_THAN_SEATS | WITHOUT_A_ROOM,
        state__in=[Meeting.State.HELD, Meeting.State.STANDS],
        start_quarter__gt=quarter_of(now),
    ).order_by("start_quarter", "pk")
    return sum(_give(one, now) for one in cramped)


def _give(meeting: Meeting, now: datetime.datetime) -> bool:
    with transaction.atomic():
        locked = (
            Meeting.objects.select_for_update(of=("self",), no_key=True)
            .select_related("room", "holder__needs_card")
            .get(pk=meeting.pk)
        )
        room = locked.room
        if room is not None and is_good_for(room, locked) and people_in(locked) <= room.seats:
            return False
        if not take_other_room(locked):
            return False
        tell_of_other_rooms([locked.pk], had_rooms=room is not None, now=now)
    return True
