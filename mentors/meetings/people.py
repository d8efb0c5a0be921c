"""How many people come to a meeting: so many seats its room has to have."""

from __future__ import annotations

from django.db.models import Q

from mentors.meetings.models import Meeting

#: A mentor and a learner.
PEOPLE_IN_A_MEETING = 2

_ALONG = Q(coordinator__isnull=False)
_INTERPRETER = Q(holder__needs_card__interpreter_arranged=True)
#: Of meetings: those of two whose room has fewer seats than `people_in`. Every room has seats for the two.
MORE_PEOPLE_THAN_SEATS = Q(format=Meeting.Format.ONE_TO_ONE) & (
    (Q(room__seats__lt=PEOPLE_IN_A_MEETING + 1) & (_ALONG | _INTERPRETER))
    | (Q(room__seats__lt=PEOPLE_IN_A_MEETING + 2) & _ALONG & _INTERPRETER)
)


def people_in(meeting: Meeting) -> int:
    """All who come: as `least_people_in`, whoever comes along from the desk, and an interpreter who is arranged.

    One query for a meeting of two, unless the learner's card comes with it.
    """
    if meeting.format != Meeting.Format.ONE_TO_ONE:
        return least_people_in(meeting)
    card = getattr(meeting.holder, "needs_card", None)
    return PEOPLE_IN_A_MEETING + bool(meeting.coordinator_id) + bool(card and card.interpreter_arranged)


def least_people_in(meeting: Meeting) -> int:
    """The two; of a group, a seat each and one. Without those who may have been asked along after it was booked."""
    return PEOPLE_IN_A_MEETING if meeting.format == Meeting.Format.ONE_TO_ONE else meeting.seats + 1
