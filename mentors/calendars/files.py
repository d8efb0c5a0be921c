"""Calendar files (iCalendar, RFC 5545 and 5546) of meetings.

A calendar is often shared, and lies with a company abroad. So a file names no topic, no site and no person:
it says "Meeting" and when, and the place only where its owner asked for that, or who calls whom.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration, vUri

from mentors.calendars.zone import SWEDISH_TIME, swedish_zone
from mentors.hours.remote import video_link
from mentors.meetings.models import Meeting
from mentors.meetings.remote import how_they_meet
from users.models import User

#: How often a calendar should ask a feed again.
REFRESH_EVERY = datetime.timedelta(hours=2)
#: A meeting has no sender with an address; this is what calendars themselves write for "nobody".
NO_SENDER = "invalid:nomail"


def file_of(meeting: Meeting, *, language: str, with_place: bool, person: User | None = None) -> bytes:
    """One meeting of `person` as a file: published while it stands, taken back (`METHOD:CANCEL`) else."""
    is_cancelled = meeting.state == Meeting.State.CANCELLED
    return _calendar(
        [meeting],
        "CANCEL" if is_cancelled else "PUBLISH",
        language=language,
        with_place=with_place,
        person=person,
    ).to_ical()


def feed_of(
    meetings: Iterable[Meeting], *, language: str, with_place: bool, person: User | None = None
) -> bytes:
    """All of somebody's meetings as one calendar to follow. Those that are cancelled say so."""
    calendar = _calendar(meetings, "PUBLISH", language=language, with_place=with_place, person=person)
    with override(language):
        calendar.add("X-WR-CALNAME", _("My meetings"))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH_EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH_EVERY))
    return calendar.to_ical()


def _calendar(
    meetings: Iterable[Meeting], method: str, *, language: str, with_place: bool, person: User | None
) -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Medlots//Medlots//EN")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    # An old calendar may not know the rules of the zone.
    calendar.add_component(swedish_zone())
    with override(language):
        for meeting in meetings:
            calendar.add_component(_event(meeting, with_place=with_place, person=person))
    return calendar


def _event(meeting: Meeting, *, with_place: bool, person: User | None) -> Event:
    is_cancelled = meeting.state == Meeting.State.CANCELLED
    event = Event()
    event.add("UID", str(meeting.pk))
    # A meeting is version 1 when it is made; the version rises when it is moved, and when it is cancelled.
    event.add("SEQUENCE", meeting.version - 1)
    event.add("DTSTAMP", _changed_at(meeting).astimezone(datetime.UTC))
    event.add("DTSTART", meeting.starts_at.astimezone(SWEDISH_TIME))
    event.add("DTEND", meeting.ends_at.astimezone(SWEDISH_TIME))
    event.add("SUMMARY", _("Cancelled meeting") if is_cancelled else _("Meeting"))
    event.add("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT" if is_cancelled else "OPAQUE")
    event.add("ORGANIZER", vUri(NO_SENDER))
    if with_place and not is_cancelled:
        place = meeting.place
        event.add("LOCATION", f"{place.name}, {place.address}" if place else capfirst(meeting.where))
        if person is not None and (how := how_they_meet(meeting, person)):
            event.add("DESCRIPTION", " ".join(part for part in (video_link(meeting), how) if part))
    return event


def _changed_at(meeting: Meeting) -> datetime.datetime:
    """When something last happened to the meeting: its events, where they were read with it."""
    return max((event.at for event in meeting.events.all()), default=meeting.created_at)
