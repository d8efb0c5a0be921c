"""A meeting by phone or video, in words for one of its two: who calls whom, and the number that stands beside.

Nobody sees the other one's number unless that one has chosen to show it. Then the mentor calls, who pays for it; else
both go through the municipality's own number, where somebody puts them through to each other.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.models import Municipality
from mentors.cards.choices import MeetingWay
from mentors.meetings.models import Meeting
from mentors.safety.models import Sharing
from mentors.safety.sharing import shown
from users.models import ContactPoint, User


def house_number() -> str:
    """The municipality's number, where a person answers."""
    return Municipality.objects.values_list("help_phone", flat=True).first() or ""


def how_they_meet(meeting: Meeting, person: User) -> str:
    """What `person` does when it is time, and the number to call; empty for a meeting at a place."""
    if meeting.way == MeetingWay.PHONE:
        return _who_calls(meeting, person) % {"number": house_number()}
    if meeting.way == MeetingWay.VIDEO:
        return _("If the video does not work, call %(number)s.") % {"number": house_number()}
    return ""


def _who_calls(meeting: Meeting, person: User) -> str:
    through_us = _("Call %(number)s at that time. We put the two of you through. Nobody sees your number.")
    is_called = _("You are called. If nobody calls, call %(number)s.")
    learner = meeting.holder
    if learner is None:
        return through_us
    shows_number = Sharing.What.PHONE in shown(learner, meeting.mentor) and _has_phone(learner)
    if person.pk == meeting.mentor_id:
        if shows_number:
            return _("You call. You see the number on the site on that day. Or call %(number)s.")
        return through_us
    return is_called if shows_number or _has_phone(learner) else through_us


def _has_phone(person: User) -> bool:
    return person.contact_points.filter(kind=ContactPoint.Kind.PHONE).exists()
