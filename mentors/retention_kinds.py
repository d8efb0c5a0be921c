"""Cards, pairings and meetings, and which have had their time."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention.kinds import Kind
from mentors.loans.models import Loan
from mentors.matching.models import Pairing
from mentors.matching.rounds.models import Round
from mentors.meetings.models import Booking, LostSeat, Meeting
from users.models import User


def quarter_of(moment: datetime.datetime) -> int:
    """The quarter of an hour that `moment` lies in."""
    return int(moment.timestamp()) // 900


def closed_pairings(before: datetime.datetime) -> list[QuerySet]:
    """Pairings that ended long ago."""
    return [Pairing.objects.filter(changed_at__lt=before).exclude(state__in=Pairing.OPEN_STATES)]


def closed_pairings_and_rounds(before: datetime.datetime) -> list[QuerySet]:
    """The same, and rounds that were decided long ago; their lines go with them."""
    return [*closed_pairings(before), Round.objects.filter(decided_at__lt=before)]


def past_meetings(before: datetime.datetime) -> list[QuerySet]:
    """Meetings that were long ago; their seats, quarters and events go with them."""
    return [
        Meeting.objects.filter(end_quarter__lt=quarter_of(before)),
        LostSeat.objects.filter(starts_at__lt=before),
    ]


def without_meetings_since(people: QuerySet[User], before: datetime.datetime) -> QuerySet[User]:
    """Of `people` those who have had no meeting since: a person who calls never signs in."""
    met = Booking.objects.filter(meeting__end_quarter__gte=quarter_of(before)).values("person")
    led = Meeting.objects.filter(end_quarter__gte=quarter_of(before)).values("mentor")
    paired = Pairing.objects.filter(changed_at__gte=before)
    return (
        people.exclude(pk__in=met)
        .exclude(pk__in=led)
        .exclude(pk__in=paired.values("learner"))
        .exclude(pk__in=paired.values("mentor"))
    )


KINDS = [
    Kind(
        "needs",
        _("What learners want to be able to do, and what suits them"),
        counted_from=_("goes with the account, or when the person changes it"),
        proposed_days=730,
    ),
    Kind(
        "mentor",
        _("Cards and times of mentors"),
        counted_from=_("goes with the account, or when the person changes it"),
        proposed_days=730,
    ),
    Kind(
        "pairings",
        _("Who meets whom"),
        counted_from=_("the end of the pairing"),
        proposed_days=365,
        passed=closed_pairings_and_rounds,
    ),
    Kind(
        "loans",
        _("Who has borrowed what"),
        counted_from=_("the day it was handed back"),
        proposed_days=90,
        passed=lambda before: [Loan.objects.filter(ended_on__lt=before.date())],
    ),
    Kind(
        "meetings",
        _("Meetings and what happened with them"),
        counted_from=_("the end of the meeting"),
        proposed_days=365,
        passed=past_meetings,
    ),
]
