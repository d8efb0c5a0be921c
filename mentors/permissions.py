"""Who may see and do what with meetings: plain predicates, asked by views and by templates.

Whether somebody is a learner or a mentor stands in `users.permissions`.

What a person may not see does not exist for them: views answer 404, not 403, so that nobody learns of others.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.models import Booking, Meeting, MeetingQuerySet
from mentors.safety.apart import blocked_with, does_not_meet
from users.models import User


def meetings_of_learner(user: User) -> MeetingQuerySet:
    """The meetings in which somebody is, or was, the one who learns.

    A meeting that has been, with somebody whom one does not meet any more or in a pairing that has ended, is
    not among them: that shows to the coordinator only. One that was cancelled says that, and no name.
    """
    seat = Booking.objects.filter(meeting=OuterRef("pk"), person=user, role=Booking.Role.LEARNER)
    theirs = Meeting.objects.filter(Q(Exists(seat)) | Q(holder=user) | Q(pairing__learner=user))
    return theirs.exclude(Q(state=Meeting.State.STANDS) & does_not_meet(user, "mentor")).exclude(
        state=Meeting.State.STANDS, pairing__state=Pairing.State.ENDED
    )


def meetings_of_mentor(user: User) -> MeetingQuerySet:
    """The meetings that somebody leads; nothing of a request that the coordinator never released.

    A meeting that has been, with somebody whom one does not meet any more or in a pairing that has ended, is
    not among them: that shows to the coordinator only. One that was cancelled says that, and no name.
    """
    return (
        Meeting.objects.filter(mentor=user)
        .exclude(pairing__needs_release=True, pairing__released_at__isnull=True)
        .exclude(Q(state=Meeting.State.STANDS) & does_not_meet(user, "holder"))
        .exclude(state=Meeting.State.STANDS, pairing__state=Pairing.State.ENDED)
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


def pairings_of(user: User) -> QuerySet[Pairing]:
    """The pairings somebody knows of: as a mentor only those that were released."""
    released = Q(needs_release=False) | Q(released_at__isnull=False)
    return Pairing.objects.filter(Q(learner=user) | (Q(mentor=user) & released))


def people_met(user: User) -> QuerySet[User]:
    """Those with whom somebody has a pairing that is not over, whichever of the two learns."""
    open_ones = pairings_of(user).filter(state__in=Pairing.OPEN_STATES)
    return _others(open_ones, user).exclude(pk__in=blocked_with(user))


def people_to_keep_away(user: User) -> QuerySet[User]:
    """Those of whom somebody can say that they do not want to meet them.

    Nobody can be looked up: a person exists for somebody only through what the two have, or had, together.
    """
    suggested = Suggestion.objects.filter(card__learner=user).values("mentor")
    groups = Meeting.objects.filter(bookings__person=user, bookings__role=Booking.Role.LEARNER)
    known = Q(pk__in=_ids_of_others(pairings_of(user), user)) | Q(pk__in=suggested)
    people = User.objects.filter(known | Q(pk__in=groups.values("mentor"))).exclude(pk=user.pk)
    return people.exclude(pk__in=blocked_with(user))


def _others(pairings: QuerySet[Pairing], user: User) -> QuerySet[User]:
    return User.objects.filter(pk__in=_ids_of_others(pairings, user))


def _ids_of_others(pairings: QuerySet[Pairing], user: User) -> set[int]:
    two = pairings.values_list("learner", "mentor")
    return {mentor if learner == user.pk else learner for learner, mentor in two}
