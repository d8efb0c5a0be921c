"""Calendar files (iCalendar, RFC 5545 and 5546) of meetings.

A calendar is often shared, and lies with a company abroad. So a file names no topic, no site and no person:
it says "Meeting" and when, and the place only where its owner asked for that, or who calls whom.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration, vUri

from mentors.calendars.zone import SWEDISH_TIME, swedish_zone
from mentors.hours.remote import video_link
from mentors.meetings.earlier import sequence_of
from mentors.meetings.gone import Gone
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
    with override(language):
        event = _event(meeting, with_place=with_place, person=person)
        return _calendar([event], "CANCEL" if is_cancelled else "PUBLISH").to_ical()


def gone_file_of(gone: Gone, *, language: str) -> bytes:
    """A file that takes out of a calendar what is somebody's no more (`METHOD:CANCEL`). For others it may go on."""
    with override(language):
        return _calendar([_gone_event(gone)], "CANCEL").to_ical()


def feed_of(
    meetings: Iterable[Meeting],
    *,
    language: str,
    with_place: bool,
    person: User | None = None,
    gone: Iterable[Gone] = (),
) -> bytes:
    """All of somebody's meetings as one calendar to follow. Those that are cancelled, or theirs no more, say so."""
    with override(language):
        events = [_event(one, with_place=with_place, person=person) for one in meetings]
        calendar = _calendar([*events, *(_gone_event(one) for one in gone)], "PUBLISH")
        calendar.add("X-WR-CALNAME", _("My meetings"))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH_EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH_EVERY))
    return calendar.to_ical()


def _calendar(events: Iterable[Event], method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Medlots//Medlots//EN")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    # An old calendar may not know the rules of the zone.
    calendar.add_component(swedish_zone())
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(meeting: Meeting, *, with_place: bool, person: User | None) -> Event:
    is_cancelled = meeting.state == Meeting.State.CANCELLED
    event = _about(
        meeting.pk,
        sequence_of(meeting),
        _changed_at(meeting),
        (meeting.starts_at, meeting.ends_at),
        is_cancelled,
    )
    if with_place and not is_cancelled:
        place = meeting.place
        event.add("LOCATION", f"{place.name}, {place.address}" if place else capfirst(meeting.where))
        if person is not None and (how := how_they_meet(meeting, person)):
            event.add("DESCRIPTION", " ".join(part for part in (video_link(meeting), how) if part))
    return event


def _gone_event(gone: Gone) -> Event:
    return _about(gone.meeting_id, gone.sequence, gone.told_at, (gone.starts_at, gone.ends_at), True)


def _about(
    meeting_id: uuid.UUID,
    sequence: int,
    changed_at: datetime.datetime,
    span: tuple[datetime.datetime, datetime.datetime],
    is_cancelled: bool,
) -> Event:
    """What every calendar is told of a meeting. Whoever has a part in it, its UID is the same as long as it lives."""
    event = Event()
    event.add("UID", str(meeting_id))
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", changed_at.astimezone(datetime.UTC))
    event.add("DTSTART", _on_the_clock(span[0]))
    event.add("DTEND", _on_the_clock(span[1]))
    event.add("SUMMARY", _("Cancelled meeting") if is_cancelled else _("Meeting"))
    event.add("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT" if is_cancelled else "OPAQUE")
    event.add("ORGANIZER", vUri(NO_SENDER))
    return event


def _on_the_clock(moment: datetime.datetime) -> datetime.datetime:
    """In the time of Sweden; in UTC where the clock shows it twice: calendars differ in which of the two they read."""
    local = moment.astimezone(SWEDISH_TIME)
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return moment.astimezone(datetime.UTC) if comes_twice else local


def _changed_at(meeting: Meeting) -> datetime.datetime:
    """When something last happened to the meeting: its events, where they were read with it."""
    return max((event.at for event in meeting.events.all()), default=meeting.created_at)
