"""Take time, and give it back. The unique constraints on these rows are the booking rules."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.errors import TimeTaken
from mentors.booking.weeks import take_week_place
from mentors.hours.house_rules import before_quarters, buffer_quarters
from mentors.hours.models import PairingSettings
from mentors.hours.place_changing import coming_at
from mentors.meetings.models import Meeting, OccupiedQuarter, OccupiedRoom, WeekPlace
from mentors.meetings.people import is_good_for, people_in
from mentors.places.models import Place, Room


def occupy(meeting: Meeting, person_id: int, rules: PairingSettings | None = None) -> None:
    """Take the meeting's quarters for one person; with `rules`, a mentor's pauses around it too.

    Raises `IntegrityError` where taken.
    """
    _insert(meeting, _quarters(meeting, person_id, rules))


def occupy_both(meeting: Meeting, learner_id: int, rules: PairingSettings) -> None:
    """Take the quarters of the learner and of the mentor, the mentor's with the pauses around the meeting.

    And of whoever comes along. In one fixed order, by person and quarter, so that two who want the same wait for each
    other but never in a ring; the mentor's week last. Raises `TimeTaken` where that is full.
    """
    third = _quarters(meeting, meeting.coordinator_id, None) if meeting.coordinator_id else []
    both = _quarters(meeting, learner_id, None) + _quarters(meeting, meeting.mentor_id, rules)
    _insert(meeting, both + third)
    take_week_place(meeting)


def take_room(meeting: Meeting) -> None:
    """Take the smallest room with seats for all who come that is free at the meeting's place and time.

    Nothing at a place without rooms, or by phone or video. Bookings at one place wait for each other, and the unique
    constraint on (room, quarter) is the rule. Before anybody's time is taken, after the cards are locked. Raises
    `TimeTaken`.
    """
    if meeting.place_id is None:
        return
    rooms = Room.objects.filter(place=meeting.place_id, is_in_use=True)
    if not rooms.exists():
        return
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.place_id)
    span = range(meeting.start_quarter, meeting.end_quarter)
    taken = OccupiedRoom.objects.filter(quarter__gte=span.start, quarter__lt=span.stop).values("room")
    room = rooms.filter(seats__gte=people_in(meeting)).exclude(pk__in=taken).order_by("seats", "name").first()
    if room is None:
        raise TimeTaken(_("There is no free room at that place and time. Please choose another time."))
    OccupiedRoom.objects.bulk_create(
        OccupiedRoom(meeting=meeting, room=room, quarter=quarter) for quarter in span
    )
    meeting.room = room
    meeting.save(update_fields=["room"])


def take_other_room(meeting: Meeting) -> bool:
    """Take another room than the one that `meeting` has; it keeps that where none is free. Returns whether it has one.

    Inside the caller's transaction, with the meeting locked. At a place with rooms in use.
    """
    try:
        with transaction.atomic():
            OccupiedRoom.objects.filter(meeting=meeting).delete()
            take_room(meeting)
    except TimeTaken:
        return False
    return True


def give_rooms(place: Place) -> set[uuid.UUID]:
    """Meetings to come there that have no room, or one that will not do, get one where one is free: the earliest first.

    Returns which did. After rooms were added, taken away or changed, inside the caller's transaction, which has locked
    the meetings before the place (`lock_meetings_at`), as those who book do.
    """
    given: set[uuid.UUID] = set()
    if not Room.objects.filter(place=place, is_in_use=True).exists():
        return given
    for meeting in coming_at(place).select_related("room"):
        room = meeting.room
        if room is not None and (is_good_for(room, meeting) or meeting.starts_at <= timezone.now()):
            continue
        # One that finds none stands without; whoever changed the rooms has seen which ones do.
        if take_other_room(meeting):
            given.add(meeting.pk)
    return given


def lock_meetings_at(place: Place) -> None:
    """Keep the meetings to come there as they are, until their rooms are given."""
    list(coming_at(place).select_for_update(of=("self",), no_key=True).values_list("pk"))


def give_back(meeting: Meeting, person_id: int | None = None) -> None:
    """Free the meeting's time: everybody's and the room's, or one person's."""
    rows = OccupiedQuarter.objects.filter(meeting=meeting)
    (rows if person_id is None else rows.filter(person_id=person_id)).delete()
    if person_id in {None, meeting.mentor_id}:
        WeekPlace.objects.filter(meeting=meeting).delete()
    if person_id is None:
        OccupiedRoom.objects.filter(meeting=meeting).delete()


def _quarters(meeting: Meeting, person_id: int, rules: PairingSettings | None) -> list[tuple[int, int]]:
    before, after = (before_quarters(rules), buffer_quarters(rules)) if rules else (0, 0)
    return [
        (person_id, quarter) for quarter in range(meeting.start_quarter - before, meeting.end_quarter + after)
    ]


def _insert(meeting: Meeting, taken: list[tuple[int, int]]) -> None:
    OccupiedQuarter.objects.bulk_create(
        OccupiedQuarter(meeting=meeting, person_id=person_id, quarter=quarter)
        for person_id, quarter in sorted(taken)
    )
