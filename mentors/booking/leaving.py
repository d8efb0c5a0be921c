"""Somebody leaves for good: what they had promised others is called off first, and the others are told."""

from __future__ import annotations

import logging

from django.db.models import Q
from django.utils import timezone

from mentors.booking.cancelling import cancel
from mentors.booking.errors import NotAllowed, TooLate
from mentors.booking.passing_time import free_if_held
from mentors.booking.seats import give_back_seat
from mentors.meetings.models import Booking, Meeting
from users.models import User

logger = logging.getLogger(__name__)


def leave_everything(person: User) -> None:
    """Call off what is to come: requests are taken back or go to the next mentor, seats are given back.

    In the same words as when a time did not suit. A meeting that has begun meanwhile is left as it is.
    """
    now = timezone.now()
    coming = Meeting.objects.ending_after(now).filter(state__in=[Meeting.State.HELD, Meeting.State.STANDS])
    for meeting in coming.filter(Q(mentor=person) | Q(holder=person)).select_related("holder", "pairing"):
        try:
            if meeting.mentor_id != person.pk or not free_if_held(meeting, now=now):
                cancel(meeting, person, now=now)
        except (NotAllowed, TooLate) as problem:
            logger.info("Meeting %s is left as it is: %s", meeting.pk, type(problem).__name__)
    seats = Booking.objects.filter(
        person=person, role=Booking.Role.LEARNER, meeting__in=coming.filter(format=Meeting.Format.GROUP)
    )
    for seat in seats.select_related("meeting", "person"):
        try:
            give_back_seat(seat, person, now=now)
        except (NotAllowed, TooLate) as problem:
            logger.info("Seat %s is left as it is: %s", seat.pk, type(problem).__name__)
