"""Open a group or a drop-in: a mentor, a place, a time, and room for several."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.making import lock_mentors
from mentors.booking.occupying import occupy, take_room
from mentors.booking.permissions import is_coordinator
from mentors.booking.recording import record
from mentors.booking.weeks import take_week_place
from mentors.cards.channels import EntryChannel
from mentors.hours.house_rules import house_rules
from mentors.meetings.models import Booking, Meeting, MeetingEvent
from mentors.meetings.notices import Notice, tell
from mentors.places.models import Place
from users.models import User


def open_meeting(
    mentor: User,
    place: Place,
    start_quarter: int,
    end_quarter: int,
    *,
    by: User,
    format: str = Meeting.Format.GROUP,
    seats: int = 6,
    guide_key: str = "",
    is_let_in: bool = False,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """A group with `seats`, or a drop-in without any. It stands at once; the mentor's time is taken.

    Hours are not asked: a coordinator has agreed on the time with the mentor, and with the place where that would be
    closed (`is_let_in`). Raises `TimeTaken` when the
    mentor is in another meeting, `TooLate` for a time that has begun, `NotAllowed` for others than
    coordinators.
    """
    now = now or timezone.now()
    if not is_coordinator(by) or format == Meeting.Format.ONE_TO_ONE or not place.is_open:
        raise NotAllowed

    def attempt() -> Meeting:
        with transaction.atomic():
            lock_mentors(mentor.pk)
            meeting = Meeting.objects.create(
                format=format,
                state=Meeting.State.STANDS,
                start_quarter=start_quarter,
                end_quarter=end_quarter,
                place=place,
                mentor=mentor,
                seats=seats if format == Meeting.Format.GROUP else 0,
                guide_key=guide_key,
                is_let_in=is_let_in,
                entered_by=entered_by,
            )
            if meeting.starts_at <= now:
                raise TooLate
            Booking.objects.create(
                meeting=meeting, person=mentor, role=Booking.Role.MENTOR, entered_by=entered_by
            )
            take_room(meeting)
            occupy(meeting, mentor.pk, house_rules())
            take_week_place(meeting, beyond=True)
            record(meeting, MeetingEvent.What.OPENED, by, entered_by)
            tell(Notice.REMINDER, meeting, mentor, now=now)
            return meeting

    return at_the_agreed_time(attempt)


def at_the_agreed_time(attempt: Callable[[], Meeting]) -> Meeting:
    """The result of `attempt`, a whole transaction that takes a room and the time of whoever leads a meeting.

    Raises `TimeTaken` where no room is free or the mentor is elsewhere.
    """
    try:
        return once_more(attempt)
    except IntegrityError as error:
        rule = broken_rule(error)
        if rule is Rule.ONE_ROOM:
            raise TimeTaken from error
        if rule is Rule.ONE_MEETING_AT_A_TIME:
            raise TimeTaken(_("The mentor is in another meeting at that time.")) from error
        raise
