"""A meeting did not take place. Nobody is blamed: what was in the way is counted, and kept of nobody."""

from __future__ import annotations

import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from insight import counts
from mentors.booking.coming_along import accompany_the_first
from mentors.booking.errors import NotAllowed
from mentors.booking.making import lock_card
from mentors.booking.permissions import is_coordinator
from mentors.meetings.models import Booking, Meeting
from users.models import User

#: How long after its end one can say so.
SAID_WITHIN = datetime.timedelta(days=14)


class Obstacle(models.TextChoices):
    """What can be in the way. Each is somebody's to do something about, and never the person's fault."""

    EQUIPMENT = "equipment", pgettext_lazy("what was in the way", "The phone or the computer")
    BUS = "bus", pgettext_lazy("what was in the way", "Money for the bus, or the way there")
    LANGUAGE = "language", pgettext_lazy("what was in the way", "The language")
    OTHER = "other", pgettext_lazy("what was in the way", "Something else")


def is_theirs_to_say(person: User, meeting: Meeting) -> bool:
    """Whether it is for `person` to say of this meeting: either of two; of a group only whoever leads it; the desk.

    One of a group who was not there, or could not get in, does not know whether the others met.
    """
    if person.pk == meeting.mentor_id or is_coordinator(person):
        return True
    return meeting.format == Meeting.Format.ONE_TO_ONE and (
        person.pk == meeting.holder_id or Booking.objects.filter(meeting=meeting, person=person).exists()
    )


def can_say_not_held(person: User, meeting: Meeting, *, now: datetime.datetime | None = None) -> bool:
    """Whether it is theirs to say, and the time has come, or it was cancelled; and nobody has said it yet."""
    now = now or timezone.now()
    if meeting.did_not_happen_at is not None or meeting.ends_at + SAID_WITHIN <= now:
        return False
    if not is_theirs_to_say(person, meeting):
        return False
    if meeting.state == Meeting.State.STANDS:
        return meeting.starts_at <= now
    return meeting.state == Meeting.State.CANCELLED and person.pk == meeting.holder_id


def say_not_held(
    meeting: Meeting, by: User, obstacle: str = "", *, now: datetime.datetime | None = None
) -> bool:
    """Note that the meeting did not take place, and count what was in the way. Says whether it was the first time.

    Raises `NotAllowed` for those whose it is not to say.
    """
    now = now or timezone.now()
    if not is_theirs_to_say(by, meeting):
        raise NotAllowed
    if not can_say_not_held(by, meeting, now=now):
        return False
    with transaction.atomic():
        if meeting.holder is not None:
            lock_card(meeting.holder)
        noted = Meeting.objects.filter(pk=meeting.pk, did_not_happen_at=None).update(did_not_happen_at=now)
        if not noted:
            return False
        if meeting.holder is not None:
            accompany_the_first(meeting.holder, meeting.mentor_id, now=now)
    meeting.did_not_happen_at = now
    said = obstacle if obstacle in Obstacle.values else ""
    counts.add("meeting.not_held", obstacle=said or "unsaid")
    return True
