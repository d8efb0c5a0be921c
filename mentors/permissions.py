"""Who may see and do what with meetings: plain predicates, asked by views and by templates.

Whether somebody is a learner or a mentor stands in `users.permissions`.

What a person may not see does not exist for them: views answer 404, not 403, so that nobody learns of others.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mentors.meetings.models import Booking, Meeting, MeetingQuerySet
from users.models import User


def meetings_of_learner(user: User) -> MeetingQuerySet:
    """The meetings in which somebody is, or was, the one who learns."""
    seat = Booking.objects.filter(meeting=OuterRef("pk"), person=user, role=Booking.Role.LEARNER)
    return Meeting.objects.filter(Q(Exists(seat)) | Q(holder=user) | Q(pairing__learner=user))


def meetings_of_mentor(user: User) -> MeetingQuerySet:
    """The meetings that somebody leads; nothing of a request that the coordinator never released."""
    return Meeting.objects.filter(mentor=user).exclude(
        pairing__needs_release=True, pairing__released_at__isnull=True
    )


def can_answer(user: User, meeting: Meeting) -> bool:
    """Whether somebody can say yes or no to a request now."""
    released = meeting.pairing is None or meeting.pairing.is_released
    waits = meeting.state == Meeting.State.HELD and not is_over(meeting)
    return meeting.mentor_id == user.pk and waits and released


def can_cancel(user: User, meeting: Meeting) -> bool:
    """Whether somebody can cancel now. A request is taken back by who asked; its mentor says no instead."""
    if meeting.starts_at <= timezone.now():
        return False
    if meeting.state == Meeting.State.HELD:
        return user.pk == meeting.holder_id
    return meeting.state == Meeting.State.STANDS and user.pk in {meeting.mentor_id, meeting.holder_id}


def can_leave(user: User, meeting: Meeting) -> bool:
    """Whether somebody can give back their seat in a group now. The group goes on without them."""
    is_group = meeting.format == Meeting.Format.GROUP and meeting.state == Meeting.State.STANDS
    return is_group and user.pk != meeting.mentor_id and meeting.starts_at > timezone.now()


def has_stood(meeting: Meeting) -> bool:
    """Whether it was agreed on, also when it was cancelled after that. One query for a cancelled one."""
    if meeting.state == Meeting.State.CANCELLED:
        return meeting.bookings.filter(role=Booking.Role.MENTOR).exists()
    return meeting.state == Meeting.State.STANDS


def is_over(meeting: Meeting) -> bool:
    """Whether nothing more comes of it: its time has passed, or the time to answer has."""
    now = timezone.now()
    unanswered = meeting.state == Meeting.State.HELD and meeting.held_until and meeting.held_until <= now
    return bool(unanswered) or meeting.ends_at <= now
