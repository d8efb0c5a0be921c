"""Setting a group or a drop-in: a mentor who is at a place at a time, for whoever comes."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mentors.booking.collisions import Rule, broken_rule
from mentors.booking.errors import NotAllowed, TimeTaken
from mentors.booking.occupying import occupy
from mentors.booking.permissions import is_coordinator
from mentors.booking.recording import record
from mentors.cards.channels import EntryChannel
from mentors.cards.models import MentorCard
from mentors.hours.house_rules import buffer_quarters, house_rules
from mentors.meetings.models import Booking, Meeting, MeetingEvent
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place
from users.models import User


def open_to_all(
    card: MentorCard,
    place: Place,
    starts: datetime.datetime,
    ends: datetime.datetime,
    *,
    format: str,
    seats: int,
    guide_key: str,
    by: User,
    entered_by: EntryChannel,
) -> Meeting:
    """A group (with `seats`) or a drop-in (without) that stands at once. The mentor is taken for that time.

    Raises `TimeTaken` where the mentor has something else, `NotAllowed` for others than coordinators.
    """
    if not is_coordinator(by):
        raise NotAllowed
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                format=format,
                state=Meeting.State.STANDS,
                start_quarter=quarter_of(starts),
                end_quarter=quarter_of(ends),
                place=place,
                mentor=card.mentor,
                seats=seats,
                guide_key=guide_key,
                entered_by=entered_by,
            )
            Booking.objects.create(
                meeting=meeting, person=card.mentor, role=Booking.Role.MENTOR, entered_by=entered_by
            )
            occupy(meeting, card.mentor_id, buffer_quarters(house_rules()))
            record(meeting, MeetingEvent.What.OPENED, by, entered_by)
            return meeting
    except IntegrityError as error:
        if broken_rule(error) is not Rule.ONE_MEETING_AT_A_TIME:
            raise
        raise TimeTaken(
            _("The mentor has something else at that time. Choose another time or mentor.")
        ) from error
