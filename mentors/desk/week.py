"""A week of the whole desk and of one place: what is to take place, by day, and what somebody has to see to.

Each in a number of queries that does not grow with the meetings.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mentors.booking.coming_along import first_meetings_alone
from mentors.desk.marks import learners_of, place_marks
from mentors.desk.today import waits_for_release
from mentors.hours.days import closed_days
from mentors.hours.house_rules import house_rules
from mentors.hours.opening import Opening
from mentors.hours.weeks import Line, Week, laid_out, quarters_of
from mentors.meetings.models import Booking, Meeting
from mentors.places.models import Place
from users.models import User


@dataclass(frozen=True)
class InWeek:
    """One meeting of a week. `marks`: what is still open about it, or out of the ordinary, each a sentence."""

    meeting: Meeting
    learners: list[User]
    marks: list[str] = field(default_factory=list)

    @property
    def mentor(self) -> User:
        """Who shows."""
        return self.meeting.mentor


def week_of_all(monday: datetime.date, now: datetime.datetime) -> Week:
    """The meetings that stand or are held in the week from `monday`, with who meets whom."""
    meetings = list(_meetings_in(monday))
    alone = set(first_meetings_alone(now).values_list("pk", flat=True))
    wrong = place_marks([one for one in meetings if one.ends_at > now])
    lines = ((one, _marks(one, now, alone) + wrong.get(one.pk, [])) for one in meetings)
    return _laid_out(monday, now, lines)


def week_at(place: Place, opening: Opening, monday: datetime.date, now: datetime.datetime) -> Week:
    """The same at one place, within its opening hours. The marks name nobody: the place's own staff read the paper."""
    at_place = _meetings_in(monday).filter(place=place)
    return _laid_out(monday, now, ((one, _state_marks(one)) for one in at_place), opening)


def _meetings_in(monday: datetime.date) -> QuerySet[Meeting]:
    """Those of a week that take somebody's time, the earliest first, with all that is said about them."""
    first, end = quarters_of(monday, 1)
    learners = Booking.objects.filter(role=Booking.Role.LEARNER).select_related("person__needs_card")
    return (
        Meeting.objects.filter(
            state__in=[Meeting.State.HELD, Meeting.State.STANDS],
            start_quarter__gte=first,
            start_quarter__lt=end,
        )
        .select_related("place", "room", "mentor", "holder__needs_card", "pairing", "coordinator")
        .prefetch_related(Prefetch("bookings", learners.order_by("seat", "pk")))
        .order_by("start_quarter", "pk")
    )


def _laid_out(
    monday: datetime.date,
    now: datetime.datetime,
    meetings: Iterable[tuple[Meeting, list[str]]],
    opening: Opening | None = None,
) -> Week:
    lines = [
        Line(one.starts_at, one.ends_at, InWeek(one, learners_of(one), marks)) for one, marks in meetings
    ]
    (week,) = laid_out(
        monday,
        1,
        lines,
        today=timezone.localdate(now),
        is_closed=closed_days(house_rules()),
        opening=opening,
        closed_word=_("Closed"),
    )
    return week


def _state_marks(meeting: Meeting) -> list[str]:
    """Whether it still waits for somebody, or did not take place."""
    if waits_for_release(meeting):
        return [_("The first meeting of these two, to be released.")]
    if meeting.state == Meeting.State.HELD:
        return [_("Not answered yet.")]
    return [_("It did not take place.")] if meeting.did_not_happen_at else []


def _marks(meeting: Meeting, now: datetime.datetime, alone: Container[uuid.UUID]) -> list[str]:
    marks = _state_marks(meeting)
    is_to_come = meeting.ends_at > now
    if is_to_come and meeting.move_asked_at and meeting.state == Meeting.State.STANDS:
        marks.append(_("The mentor would like another time."))
    if is_to_come:
        marks += [
            _("%(alias)s wants an interpreter and has none.") % {"alias": learner.alias}
            for learner in learners_of(meeting)
            if _lacks_interpreter(learner)
        ]
    if meeting.coordinator:
        marks.append(_("%(name)s comes along.") % {"name": meeting.coordinator.name})
    if meeting.pk in alone:
        marks.append(_("The first meeting of these two, and nobody from the desk comes along yet."))
    return marks


def _lacks_interpreter(learner: User) -> bool:
    card = getattr(learner, "needs_card", None)
    return card is not None and card.needs_interpreter and not card.interpreter_arranged
