"""The rooms' models, gathered for Django."""

from mentors.calendars.models import CalendarFeed
from mentors.cards.models import CanShow, MentorCard, NeedsCard, Wish
from mentors.hours.models import PairingSettings, TimeOff, WeeklyHours
from mentors.matching.models import Pairing, Suggestion
from mentors.meetings.models import Booking, Meeting, MeetingEvent, OccupiedQuarter
from mentors.places.models import Place
from mentors.safety.models import Block, PrivateWish, Sharing

__all__ = [
    "Block",
    "Booking",
    "CalendarFeed",
    "CanShow",
    "Meeting",
    "MeetingEvent",
    "MentorCard",
    "NeedsCard",
    "OccupiedQuarter",
    "Pairing",
    "PairingSettings",
    "Place",
    "PrivateWish",
    "Sharing",
    "Suggestion",
    "TimeOff",
    "WeeklyHours",
    "Wish",
]
