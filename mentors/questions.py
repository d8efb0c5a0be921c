"""What the report of figures tells about meetings and loans (rules: `insight.questions`).

Of what adds up only one end is told: how many times were asked for, less those that were booked, would be how many were
declined.
"""

from django.utils.translation import gettext_lazy as _

from courses.questions import guide_names
from insight.questions import Question
from mentors.booking.not_held import Obstacle
from mentors.cards.models import DayPart
from mentors.loans.models import DeviceKind

QUESTIONS = [
    Question(
        _("What people meet about"),
        {"meeting.booked": _("Times booked"), "line.joined": _("Came to stand in line")},
        by="guide",
        names=guide_names,
    ),
    Question(
        _("Times of day that mentors said no to"),
        {"time.declined": _("Times declined")},
        by="part",
        names=lambda: dict(DayPart.choices),
    ),
    Question(
        _("What was in the way of meetings that did not take place"),
        {"meeting.not_held": _("Meetings")},
        by="obstacle",
        names=lambda: {**dict(Obstacle.choices), "unsaid": _("Not said")},
    ),
    Question(
        _("Equipment"),
        {"loan.lent": _("Times lent")},
        by="kind",
        names=lambda: dict(DeviceKind.choices),
    ),
]
