"""The part that somebody had in a meeting and has no more: kept with the meeting, so that their calendar hears of it.

The meeting goes on with others, so it is not cancelled, and no page of it is theirs any more. It is kept as they had
it: not even that it was moved since is told.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.meetings.models import Booking, Meeting, MeetingEvent
from mentors.meetings.quarters import InQuarters
from users.models import User

#: What changes who has a part in a meeting, and not the meeting itself. A seat that is given back counts twice: for
#: whoever leaves, and for whoever takes it then, perhaps the same person.
_WEIGHTS: dict[str, int] = {MeetingEvent.What.COMES_ALONG: 1, MeetingEvent.What.SEAT_GIVEN_BACK: 2}


def sequence_of(meeting: Meeting) -> int:
    """Its SEQUENCE in calendars (RFC 5546, 2.1.4), from 0: rises with its version and when its people change.

    Never lower for anybody than what they were told before. Its events, where they were read with it; else a query.
    """
    return meeting.version - 1 + sum(_WEIGHTS.get(one.what, 0) for one in meeting.events.all())


class EarlierPartQuerySet(models.QuerySet["EarlierPart"]):
    """Sentences about earlier parts."""

    def of(self, person: User) -> EarlierPartQuerySet:
        """Those of `person`, without meetings that are theirs again."""
        booked = Booking.objects.filter(meeting=OuterRef("meeting"), person=person)
        gone = self.filter(~Exists(booked), person=person)
        return gone.exclude(meeting__mentor=person).exclude(meeting__coordinator=person)

    def to_come(self) -> EarlierPartQuerySet:
        """Those whose meeting, as the person had it, has not begun."""
        return self.filter(start_quarter__gt=int(timezone.now().timestamp()) // 900)


class EarlierPart(InQuarters, models.Model):
    """What a person had of a meeting that goes on without them: its start and end as they had it."""

    class Why(models.TextChoices):
        """In which words the person is told."""

        HANDED_ON = "handed_on", _("somebody else takes the meeting")
        CANCELLED = "cancelled", _("the meeting is cancelled")
        LEFT = "left", _("seat given back")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="earlier_parts", verbose_name=_("person")
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="earlier_parts", verbose_name=_("meeting")
    )
    why = models.CharField(_("what"), max_length=9, choices=Why.choices)
    start_quarter = models.PositiveIntegerField(_("start"))
    end_quarter = models.PositiveIntegerField(_("end"))
    sequence = models.PositiveIntegerField(
        _("version"), help_text=_("Of the file that takes it out of a calendar.")
    )
    lost_at = models.DateTimeField(_("when"))
    #: Of `sequence`, by the desk: whoever has neither phone nor e-mail is told by word of mouth.
    told_sequence = models.PositiveIntegerField(_("told of version"), default=0, editable=False)

    objects = EarlierPartQuerySet.as_manager()

    class Meta:
        ordering = ["start_quarter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "meeting"], name="one_earlier_part_in_a_meeting_each")
        ]
        verbose_name = _("earlier part in a meeting")
        verbose_name_plural = _("earlier parts in meetings")

    def __str__(self) -> str:
        return f"earlier part {self.pk}"


def remember(had: Meeting, person: User, why: EarlierPart.Why, *, now: datetime.datetime) -> None:
    """Keep what `person` had of a meeting that stood, before the change that leaves it to others is recorded.

    Inside the caller's transaction, with the meeting locked.
    """
    if had.state != Meeting.State.STANDS:
        # What waits for an answer is in no calendar.
        return
    EarlierPart.objects.update_or_create(
        person=person,
        meeting_id=had.pk,
        defaults={
            "why": why,
            "start_quarter": had.start_quarter,
            "end_quarter": had.end_quarter,
            "sequence": sequence_of(had) + 1,
            "lost_at": now,
        },
    )
