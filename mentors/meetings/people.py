"""How many people come to a meeting: so many seats its room has to have."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from mentors.meetings.models import Meeting
from mentors.places.models import Room

#: A mentor and a learner.
PEOPLE_IN_A_MEETING = 2

_ALONG = Q(coordinator__isnull=False)
_INTERPRETER = Q(holder__needs_card__interpreter_arranged=True)
#: Of meetings: those of two whose room has fewer seats than `people_in`. Every room has seats for the two.
MORE_PEOPLE_THAN_SEATS = Q(format=Meeting.Format.ONE_TO_ONE) & (
    (Q(room__seats__lt=PEOPLE_IN_A_MEETING + 1) & (_ALONG | _INTERPRETER))
    | (Q(room__seats__lt=PEOPLE_IN_A_MEETING + 2) & _ALONG & _INTERPRETER)
)


#: Of meetings: those at a place that has rooms in use.
WHERE_ROOMS_ARE = Q(Exists(Room.objects.filter(place=OuterRef("place"), is_in_use=True)))
#: Those whose room is gone.
WITHOUT_A_ROOM = Q(room__is_in_use=False) | (Q(room=None) & WHERE_ROOMS_ARE)


def people_in(meeting: Meeting) -> int:
    """All who come: as `least_people_in`, whoever comes along from the desk, and an interpreter who is arranged.

    One query for a meeting of two, unless the learner's card comes with it.
    """
    if meeting.format != Meeting.Format.ONE_TO_ONE:
        return least_people_in(meeting)
    card = getattr(meeting.holder, "needs_card", None)
    return PEOPLE_IN_A_MEETING + bool(meeting.coordinator_id) + bool(card and card.interpreter_arranged)


def least_people_in(meeting: Meeting) -> int:
    """The two; of a group, a seat each and one. Without those who may have been asked along after it was booked."""
    return PEOPLE_IN_A_MEETING if meeting.format == Meeting.Format.ONE_TO_ONE else meeting.seats + 1


def is_good_for(room: Room, meeting: Meeting) -> bool:
    """Whether `meeting` can be in `room`: it is in use, with seats for those whom it was taken for."""
    return room.is_in_use and room.seats >= least_people_in(meeting)


def without_a_room(meetings: Iterable[Meeting]) -> set[uuid.UUID]:
    """Those of `meetings`, by their keys, whose room is gone or will not do, at a place that has rooms in use.

    One query where there are such. The meetings come with their rooms.
    """
    there = [one for one in meetings if one.place_id and not (one.room and is_good_for(one.room, one))]
    if not there:
        return set()
    have = set(
        Room.objects.filter(place__in={one.place_id for one in there}, is_in_use=True).values_list(
            "place", flat=True
        )
    )
    # One that had a room stands without it also where no room is left.
    return {one.pk for one in there if one.room is not None or one.place_id in have}
