"""The rooms' models, gathered for Django."""

from mentors.calendars.models import CalendarFeed
from mentors.cards.models import CanDo, CanShow, CardChange, MentorCard, NeedsCard, Wish
from mentors.hours.models import DeskDaysOff, DeskHours, HoursOnDate, PairingSettings, TimeOff, WeeklyHours
from mentors.loans.models import Device, Loan
from mentors.matching.models import MentorPrice, NotForMe, Pairing, PairingEvent, Suggestion
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.weights import MatchingWeights
from mentors.meetings.earlier import EarlierPart
from mentors.meetings.models import (
    Booking,
    LostSeat,
    Meeting,
    MeetingEvent,
    OccupiedQuarter,
    OccupiedRoom,
    SeatWait,
    WeekPlace,
)
from mentors.places.models import Place, PlaceDays, PlaceHours, Room
from mentors.queues.models import Ticket
from mentors.safety.models import Block, PrivateWish, Sharing

__all__ = [
    "Block",
    "Booking",
    "CalendarFeed",
    "CanDo",
    "CanShow",
    "CardChange",
    "DeskDaysOff",
    "DeskHours",
    "Device",
    "EarlierPart",
    "HoursOnDate",
    "Loan",
    "LostSeat",
    "MatchingWeights",
    "Meeting",
    "MeetingEvent",
    "MentorCard",
    "MentorPrice",
    "NeedsCard",
    "NotForMe",
    "OccupiedQuarter",
    "OccupiedRoom",
    "Pairing",
    "PairingEvent",
    "PairingSettings",
    "Place",
    "PlaceDays",
    "PlaceHours",
    "PrivateWish",
    "Proposal",
    "Room",
    "Round",
    "SeatWait",
    "Sharing",
    "Suggestion",
    "Ticket",
    "TimeOff",
    "WeekPlace",
    "WeeklyHours",
    "Wish",
]
