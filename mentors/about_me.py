"""What cards, pairings and meetings keep, told to the person it is about.

`mine` leaves out what another person keeps to themselves: who said that they do not want to meet somebody,
and which learners were shown a mentor as a suggestion. A mentor is told of a request once it is released.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.about_people import About
from mentors.meetings.quarters import quarter_start

HOW_IT_CAME_IN = _("How it came in")
MADE = _("Made")
WHOSE = _("Whose it is")


def _released(to_pairing: str = "") -> Q:
    return Q(**{f"{to_pairing}needs_release": False}) | Q(**{f"{to_pairing}released_at__isnull": False})


def _when(name: str) -> Any:
    return lambda row: quarter_start(getattr(row, name))


ABOUT = [
    About(
        "mentors.NeedsCard",
        _("What I have said when I wanted help"),
        kind="needs",
        mine=("learner",),
        correct="mentors:want_help",
        fields={
            "languages": _("My languages"),
            "places": _("Places I can get to"),
            "day_parts": _("Times that suit me"),
            "devices": _("What I have at home"),
            "network": _("How I get on the net"),
            "obstacles": _("What gets in the way"),
            "meeting_ways": _("How I can meet"),
            "company": _("Alone or with others"),
            "needs_interpreter": _("I need an interpreter"),
            "interpreter_arranged": _("An interpreter is arranged"),
            "needs_step_free": _("I need a way without steps"),
            "mentor_wishes": _("What I wish of a mentor"),
            "mentor_wish_in_words": _("What I wish of a mentor, in my own words"),
            "answer_way": _("How I get the answer"),
            "waiting_since": _("In the line since"),
            "created_at": MADE,
            "entered_by": HOW_IT_CAME_IN,
            "learner": WHOSE,
        },
    ),
    About(
        "mentors.Wish",
        _("What I want to be able to do"),
        kind="needs",
        mine=("card__learner",),
        correct="mentors:want_help",
        fields={
            "own_words": _("In my own words"),
            "guide_key": _("Guide"),
            "step_key": _("Step"),
            "icon": _("Picture"),
            "place_in_order": _("Place in the order"),
            "card": WHOSE,
        },
    ),
    About(
        "mentors.CanDo",
        _("What I can do already"),
        kind="needs",
        mine=("card__learner",),
        correct="mentors:want_help",
        fields={
            "own_words": _("In my own words"),
            "guide_key": _("Guide"),
            "icon": _("Picture"),
            "how": _("How it is known"),
            "said_at": _("Said"),
            "card": WHOSE,
        },
    ),
    About(
        "mentors.CardChange",
        _("What was changed in what I have said"),
        kind="needs",
        mine=("card__learner",),
        fields={
            "at": _("When"),
            "what": _("What"),
            "by": _("Who did it"),
            "entered_by": HOW_IT_CAME_IN,
            "card": WHOSE,
        },
    ),
    About(
        "mentors.PrivateWish",
        _("Whom I do not want to meet"),
        kind="needs",
        mine=("learner",),
        fields={
            "languages": _("Nobody who speaks"),
            "parts_of_town": _("Nobody who is in"),
            "learner": WHOSE,
        },
    ),
    About(
        "mentors.Block",
        _("People I do not meet"),
        kind="pairings",
        mine=("by",),
        fields={
            "other": _("I do not meet"),
            "created_at": _("Said"),
            "entered_by": HOW_IT_CAME_IN,
            "by": _("Who said it"),
        },
    ),
    About(
        "mentors.Sharing",
        _("What I have chosen to show"),
        kind="pairings",
        mine=("owner",),
        fields={
            "what": _("What"),
            "seen_by": _("To whom"),
            "created_at": _("Since"),
            "entered_by": HOW_IT_CAME_IN,
            "owner": WHOSE,
        },
    ),
    About(
        "mentors.MentorCard",
        _("My card as a mentor"),
        kind="mentor",
        mine=("mentor",),
        correct="mentors:mentor_card",
        fields={
            "languages": _("My languages"),
            "capacity": _("People at a time"),
            "capacity_in_words": _("People at a time, in words"),
            "devices": _("What I can show it on"),
            "meeting_ways": _("How I can meet"),
            "rest_days": _("Days of rest between meetings"),
            "meetings_a_week": _("Meetings in a week"),
            "paused_until": _("I rest until"),
            "is_active": _("Takes new people"),
            "trained_on": _("Learnt the role"),
            "promised_on": _("Gave the promise"),
            "mentor": WHOSE,
        },
    ),
    About(
        "mentors.CanShow",
        _("What I can show"),
        kind="mentor",
        mine=("card__mentor",),
        correct="mentors:mentor_card",
        fields={"guide_key": _("Guide"), "card": WHOSE},
    ),
    About(
        "mentors.WeeklyHours",
        _("My times as a mentor"),
        kind="mentor",
        mine=("card__mentor",),
        correct="mentors:mentor_hours",
        fields={
            "weekday": _("Day"),
            "starts": _("From"),
            "ends": _("To"),
            "place": _("Place"),
            "book_directly": _("Certain at once"),
            "card": WHOSE,
        },
    ),
    About(
        "mentors.MentorPrice",
        _("How sought after my places are"),
        kind="mentor",
        mine=("mentor",),
        fields={
            "price": _("A number that shares places fairly"),
            "counted_at": _("Counted"),
            "mentor": WHOSE,
        },
    ),
    About(
        "mentors.TimeOff",
        _("My days off as a mentor"),
        kind="mentor",
        mine=("card__mentor",),
        correct="mentors:mentor_hours",
        fields={"first_day": _("First day"), "last_day": _("Last day"), "card": WHOSE},
    ),
    About(
        "mentors.CalendarFeed",
        _("My calendar address"),
        kind="meetings",
        mine=("person",),
        correct="mentors:my_calendar",
        fields={
            "shows_place": _("Shows the place"),
            "created_at": MADE,
            "address_hash": _("The secret address"),
            "person": WHOSE,
        },
    ),
    About(
        "mentors.Suggestion",
        _("Mentors that were suggested to me"),
        kind="needs",
        mine=("card__learner",),
        fields={
            "mentor": _("Mentor"),
            "rank": _("Place in the order"),
            "created_at": _("Suggested"),
            "asked_at": _("Asked"),
            "card": WHOSE,
        },
    ),
    About(
        "mentors.NotForMe",
        _("Mentors that I said no to"),
        kind="needs",
        mine=("card__learner",),
        fields={"mentor": _("Mentor"), "at": _("Said"), "card": WHOSE},
    ),
    About(
        "mentors.Pairing",
        _("Whom I meet"),
        kind="pairings",
        mine=("learner", "mentor"),
        only={"mentor": _released()},
        fields={
            "learner": _("Who learns"),
            "mentor": _("Mentor"),
            "state": _("How it stands"),
            "created_at": MADE,
            "changed_at": _("Changed"),
            "entered_by": HOW_IT_CAME_IN,
            "needs_release": _("A coordinator looks at it first"),
            "released_at": _("The coordinator said yes"),
            "released_by": _("Which coordinator"),
        },
    ),
    About(
        "mentors.PairingEvent",
        _("What happened with those I meet"),
        kind="pairings",
        mine=("pairing__learner", "pairing__mentor"),
        only={"pairing__mentor": _released("pairing__")},
        fields={
            "at": _("When"),
            "before": _("How it stood"),
            "after": _("How it stands"),
            "by": _("Who did it"),
            "entered_by": HOW_IT_CAME_IN,
            "pairing": _("Belongs to"),
        },
    ),
    About(
        "mentors.Loan",
        _("What I have borrowed"),
        kind="loans",
        mine=("borrower", "supporter"),
        fields={
            "device": _("What"),
            "state": _("How it stands"),
            "kept_until": _("Kept until"),
            "lent_on": _("Borrowed"),
            "due_on": _("To be handed back"),
            "ended_on": _("Handed back"),
            "borrower": _("Who borrows"),
            "supporter": _("Whom to ask"),
        },
    ),
    About(
        "mentors.Meeting",
        _("My meetings"),
        kind="meetings",
        mine=("mentor", "holder", "pairing__learner"),
        only={"mentor": Q(pairing=None) | _released("pairing__")},
        shown={"start_quarter": _when("start_quarter"), "end_quarter": _when("end_quarter")},
        fields={
            "start_quarter": _("Begins"),
            "end_quarter": _("Ends"),
            "place": _("Place"),
            "format": _("Sort of meeting"),
            "state": _("How it stands"),
            "mentor": _("Mentor"),
            "holder": _("Kept for"),
            "held_until": _("Kept until"),
            "guide_key": _("Guide"),
            "step_key": _("Step"),
            "seats": _("Places for people who learn"),
            "was_booked_directly": _("Certain at once"),
            "created_at": MADE,
            "entered_by": HOW_IT_CAME_IN,
            "pairing": _("Belongs to"),
            "version": _("Number of changes"),
            "id": _("Random number of the meeting"),
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
        "mentors.MeetingEvent",
        _("What happened with my meetings"),
        kind="meetings",
        mine=("by", "meeting__holder", "meeting__pairing__learner", "meeting__mentor"),
        only={"meeting__mentor": Q(meeting__pairing=None) | _released("meeting__pairing__")},
        fields={
            "at": _("When"),
            "what": _("What"),
            "by": _("Who did it"),
            "entered_by": HOW_IT_CAME_IN,
            "meeting": _("Meeting"),
        },
    ),
]
