"""What meetings keep, told to the person it is about. A mentor is told of a request once it is released."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.about_people import About
from mentors.meetings.quarters import quarter_start
from mentors.places.closing import end_in_figures

HOW_IT_CAME_IN = _("How it came in")
MADE = _("Made")
WHOSE = _("Whose it is")


def released(to_pairing: str = "") -> Q:
    """Of what belongs to a pairing: what its mentor knows of."""
    return Q(**{f"{to_pairing}needs_release": False}) | Q(**{f"{to_pairing}released_at__isnull": False})


#: Hours that last until midnight end at 24:00.
UNTIL = {"ends": lambda row: end_in_figures(row.ends)}


def _when(name: str) -> Any:
    return lambda row: quarter_start(getattr(row, name))


ABOUT = [
    About(
        "mentors.DeskDaysOff",
        _("Days off"),
        kind="meetings",
        mine=("person",),
        fields={"first_day": _("First day"), "last_day": _("Last day"), "person": WHOSE},
    ),
    About(
        "mentors.DeskHours",
        _("My hours for first meetings"),
        kind="meetings",
        mine=("person",),
        shown=UNTIL,
        fields={"weekday": _("Day"), "starts": _("Begins"), "ends": _("Ends"), "person": WHOSE},
    ),
    About(
        "mentors.Meeting",
        _("My meetings"),
        kind="meetings",
        mine=("mentor", "holder", "coordinator", "pairing__learner"),
        only={"mentor": Q(pairing=None) | released("pairing__")},
        shown={"start_quarter": _when("start_quarter"), "end_quarter": _when("end_quarter")},
        fields={
            "start_quarter": _("Begins"),
            "end_quarter": _("Ends"),
            "way": _("How we meet"),
            "place": _("Place"),
            "video_room": _("Random name of the video meeting"),
            "room": _("Room or table"),
            "format": _("Sort of meeting"),
            "state": _("How it stands"),
            "mentor": _("Mentor"),
            "holder": _("Kept for"),
            "coordinator": _("Comes along"),
            "held_until": _("Kept until"),
            "series": _("Random number of the series"),
            "move_asked_at": _("Another time asked for"),
            "did_not_happen_at": _("It did not take place"),
            "guide_key": _("Guide"),
            "step_key": _("Step"),
            "seats": _("Places for people who learn"),
            "was_booked_directly": _("Certain at once"),
            "is_let_in": _("The place lets us in although it is closed"),
            "created_at": MADE,
            "entered_by": HOW_IT_CAME_IN,
            "pairing": _("Belongs to"),
            "version": _("Number of changes"),
            "id": _("Random number of the meeting"),
        },
    ),
    About(
        "mentors.SeatWait",
        _("Groups where I wait for a seat"),
        kind="meetings",
        mine=("person",),
        fields={
            "meeting": _("Meeting"),
            "state": _("How it stands"),
            "offered_seat": _("Seat"),
            "offered_until": _("Kept until"),
            "created_at": MADE,
            "entered_by": HOW_IT_CAME_IN,
            "person": WHOSE,
        },
    ),
    About(
        "mentors.LostSeat",
        _("Meetings in a group that were cancelled for me"),
        kind="meetings",
        mine=("person",),
        fields={"person": WHOSE, "starts_at": _("When it was to be"), "lost_at": _("Cancelled")},
    ),
    About(
        "mentors.EarlierPart",
        _("Meetings that are no longer mine"),
        kind="meetings",
        mine=("person",),
        shown={"start_quarter": _when("start_quarter"), "end_quarter": _when("end_quarter")},
        fields={
            "meeting": _("Meeting"),
            "why": _("What"),
            "start_quarter": _("Begins"),
            "end_quarter": _("Ends"),
            "lost_at": _("When"),
            "sequence": _("Number of changes"),
            "told_sequence": _("Changes that the staff have told me of"),
            "person": WHOSE,
        },
    ),
    About(
        "mentors.Booking",
        _("My place in meetings"),
        kind="meetings",
        mine=("person",),
        fields={
            "meeting": _("Meeting"),
            "role": _("I come as"),
            "seat": _("Seat"),
            "created_at": MADE,
            "entered_by": HOW_IT_CAME_IN,
            "person": WHOSE,
            "idempotency_key": _("Random number against booking twice"),
            "told_version": _("Changes that the staff have told me of"),
        },
    ),
    About(
        "mentors.OccupiedQuarter",
        _("Times when I am taken"),
        kind="meetings",
        mine=("person",),
        fields={"quarter": _("Quarter of an hour"), "meeting": _("Meeting"), "person": WHOSE},
    ),
    About(
        "mentors.WeekPlace",
        _("How many meetings I have in a week"),
        kind="meetings",
        mine=("mentor",),
        fields={
            "week": _("Week"),
            "number": _("Number in the week"),
            "meeting": _("Meeting"),
            "mentor": WHOSE,
        },
    ),
    About(
        "mentors.OccupiedRoom",
        _("Rooms that are kept for my meetings"),
        kind="meetings",
        mine=("meeting__mentor", "meeting__holder"),
        only={"meeting__mentor": Q(meeting__pairing=None) | released("meeting__pairing__")},
        fields={"room": _("Room or table"), "quarter": _("Quarter of an hour"), "meeting": _("Meeting")},
    ),
    About(
        "mentors.MeetingEvent",
        _("What happened with my meetings"),
        kind="meetings",
        mine=("by", "meeting__holder", "meeting__pairing__learner", "meeting__mentor"),
        only={"meeting__mentor": Q(meeting__pairing=None) | released("meeting__pairing__")},
        fields={
            "at": _("When"),
            "what": _("What"),
            "by": _("Who did it"),
            "entered_by": HOW_IT_CAME_IN,
            "meeting": _("Meeting"),
        },
    ),
    About(
        "mentors.Ticket",
        _("The queue"),
        kind="meetings",
        mine=("meeting__mentor",),
        fields={
            "meeting": _("Meeting"),
            "number": _("Seat"),
            "state": _("How it stands"),
            "called_at": _("When"),
            "key": _("Random number against booking twice"),
        },
    ),
]
