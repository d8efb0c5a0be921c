"""Who may do what to a meeting: plain predicates."""

from __future__ import annotations

from mentors.meetings.models import Booking, Meeting
from users.models import User


def is_coordinator(person: User) -> bool:
    """Whether `person` works at the coordinator's desk and may act for others."""
    return person.is_active and person.has_perm("mentors.work_at_desk")


def acts_for(person: User, other: User) -> bool:
    """Whether `person` may do what is `other`'s to do: themselves, or a coordinator on their request."""
    return (person.pk == other.pk and person.is_active) or is_coordinator(person)


def may_answer(person: User, meeting: Meeting) -> bool:
    """Whether `person` may say yes or no to the request."""
    return acts_for(person, meeting.mentor)


def may_cancel(person: User, meeting: Meeting) -> bool:
    """Whether `person` may cancel the whole meeting: the two of it, or a coordinator.

    A group is not its learners'.
    """
    if person.pk == meeting.mentor_id or is_coordinator(person):
        return person.is_active
    if meeting.format != Meeting.Format.ONE_TO_ONE:
        return False
    return meeting.bookings.filter(person=person, role=Booking.Role.LEARNER).exists()
