"""Move a meeting: another time, perhaps another place, the same two people and the same meeting.

It keeps its identity, so calendars change it instead of showing two; its version rises, so news is new.
"""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.making import learner_of, lock_card, lock_mentors
from mentors.booking.occupying import give_back, occupy_both, take_room
from mentors.booking.permissions import acts_for, is_coordinator
from mentors.booking.recording import count, record
from mentors.cards.channels import EntryChannel
from mentors.hours.free_times import FreeTime, free_times, is_free
from mentors.hours.house_rules import house_rules
from mentors.hours.place_times import PEOPLE_IN_A_MEETING
from mentors.matching.who_can import HaveMet, wishes_of
from mentors.meetings.models import Meeting, MeetingEvent, OccupiedQuarter
from mentors.meetings.notices import Notice, forget_unsent, tell
from users.models import User


def times_to_move_to(meeting: Meeting, *, by: User, now: datetime.datetime | None = None) -> list[FreeTime]:
    """Times that `move` takes: of the same mentor, that suit the learner. Earliest first.

    Those that are certain at once; all of them where the mentor asked for another time, or a coordinator has agreed on
    it with both.
    """
    card = getattr(meeting.holder, "needs_card", None)
    wishes = wishes_of(card) if card is not None else None
    times = free_times([meeting.mentor_id], now=now, wishes=wishes, but_for=meeting.pk)[meeting.mentor_id]
    now_at = (meeting.start_quarter, meeting.place_id)
    return [
        time
        for time in times
        if (time.start_quarter, time.place_id) != now_at and _stands_at_once(meeting, time, by)
    ]


def move(
    meeting: Meeting,
    start_quarter: int,
    place_id: int,
    *,
    version: int,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """Move a meeting of two that stands. Pressed twice, it is moved once.

    `version` is that of the meeting that was looked at: if it was moved meanwhile, nothing is done. Raises
    `NotAllowed` for others than the learner or a coordinator and for a time that needs an answer, `TooLate` for a
    meeting that has begun or does not stand, `TimeTaken` for a time that is not free. Then all is as it was.
    """
    now = now or timezone.now()

    def attempt() -> Meeting:
        with transaction.atomic():
            return _move(meeting, start_quarter, place_id, version, by, entered_by, now)

    try:
        return once_more(attempt)
    except IntegrityError as error:
        if broken_rule(error) in {Rule.ONE_MEETING_AT_A_TIME, Rule.ONE_ROOM}:
            raise TimeTaken from error
        raise


def _move(
    meeting: Meeting,
    start_quarter: int,
    place_id: int,
    version: int,
    by: User,
    entered_by: str,
    now: datetime.datetime,
) -> Meeting:
    if meeting.format != Meeting.Format.ONE_TO_ONE or not acts_for(by, learner_of(meeting)):
        raise NotAllowed
    learner = learner_of(meeting)
    lock_card(learner)
    locked = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing")
        .get(pk=meeting.pk)
    )
    if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
        raise TooLate(_("This meeting has begun, is over or is cancelled, so it cannot be moved."))
    if (locked.start_quarter, locked.place_id) == (start_quarter, place_id):
        return locked
    if locked.version != version:
        raise TimeTaken(
            _("The meeting has been moved in the meantime. Look at its time before you move it again.")
        )
    lock_mentors(locked.mentor_id)
    give_back(locked)
    time = is_free(locked.mentor_id, start_quarter, place_id, now=now, but_for=locked.pk)
    if time is None:
        raise TimeTaken
    if not _stands_at_once(locked, time, by):
        raise NotAllowed(_("This time needs an answer. Cancel the meeting and choose it anew, or call us."))
    if not time.is_public and locked.mentor_id not in HaveMet(learner.pk):
        raise NotAllowed(_("The first time you meet, it is at a place that is open to everybody."))
    if OccupiedQuarter.objects.filter(
        person=learner, quarter__gte=time.start_quarter, quarter__lt=time.end_quarter
    ).exists():
        raise TimeTaken(_("You already have something booked at that time. Please choose another time."))
    forget_unsent(locked)
    locked.start_quarter, locked.end_quarter = time.start_quarter, time.end_quarter
    locked.place_id, locked.room, locked.move_asked_at = time.place_id, None, None
    locked.version += 1
    locked.save(update_fields=["start_quarter", "end_quarter", "place", "room", "move_asked_at", "version"])
    take_room(locked, PEOPLE_IN_A_MEETING)
    occupy_both(locked, learner.pk, house_rules())
    record(locked, MeetingEvent.What.MOVED, by, entered_by)
    for person in (learner, locked.mentor):
        if person.pk != by.pk:
            tell(Notice.MOVED, locked, person, now=now)
        tell(Notice.REMINDER, locked, person, now=now)
    count("meeting.moved", locked, learner)
    return locked


def _stands_at_once(meeting: Meeting, time: FreeTime, by: User) -> bool:
    return time.is_direct or meeting.move_asked_at is not None or is_coordinator(by)
