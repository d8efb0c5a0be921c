"""Move a meeting: another time, perhaps another place, the same two people and the same meeting.

It keeps its identity, so calendars change it instead of showing two; its version rises, so news is new.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.coming_along import accompany_the_first
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.making import learner_of, lock_card, lock_mentors, who_comes_along
from mentors.booking.occupying import give_back, occupy_both, take_room
from mentors.booking.permissions import acts_for, is_coordinator
from mentors.booking.recording import count, record
from mentors.cards.channels import EntryChannel
from mentors.cards.choices import MeetingWay
from mentors.hours import lost
from mentors.hours.free_times import NO_PLACE, FreeTime, Wishes, free_times, is_free
from mentors.hours.house_rules import house_rules
from mentors.hours.video import new_room
from mentors.hours.why_no_time import words_for_learner
from mentors.matching.who_can import HaveMet, wishes_of
from mentors.meetings.earlier import EarlierPart, remember
from mentors.meetings.models import Meeting, MeetingEvent, OccupiedQuarter
from mentors.meetings.notices import Notice, forget_unsent, tell
from users.models import User

_WHAT_MOVES = (
    "start_quarter",
    "end_quarter",
    "way",
    "place",
    "video_room",
    "room",
    "coordinator",
    "move_asked_at",
    "version",
)


def times_to_move_to(meeting: Meeting, *, by: User, now: datetime.datetime | None = None) -> list[FreeTime]:
    """Times that `move` takes: of the same mentor, that suit the learner. In another way first, then the earliest.

    Those that are certain at once; all of them where the mentor asked for another time, or a coordinator has agreed on
    it with both. By phone and video too, where the mentor's card says so: to choose it is the learner's yes.
    """
    possible = _times_that_stand(meeting, _wishes_for(meeting), by, now)
    return sorted(possible, key=lambda time: time.start_quarter != meeting.start_quarter)


def what_takes_times_to_move_to(
    meeting: Meeting, *, by: User, now: datetime.datetime | None = None
) -> list[str]:
    """In words, which of the learner's own answers and meetings take away times that `move` would take otherwise."""
    wishes = _wishes_for(meeting)
    if wishes is None:
        return []
    rules = {wishes.rule_against(time) for time in _times_that_stand(meeting, None, by, now)}
    return [
        str(words_for_learner(rule))
        for rule in (lost.Rule.LEARNER_PLACE, lost.Rule.LEARNER_BUSY)
        if rule in rules
    ]


def _wishes_for(meeting: Meeting) -> Wishes | None:
    card = getattr(meeting.holder, "needs_card", None)
    # Whether an answer would have to reach the learner is asked of each time (`_stands_at_once`).
    return None if card is None else replace(wishes_of(card, but_for=meeting.pk), only_direct=False)


def _times_that_stand(
    meeting: Meeting, wishes: Wishes | None, by: User, now: datetime.datetime | None
) -> list[FreeTime]:
    """Other free times of the mentor, in every way, that are certain at once for whoever moves it."""
    times = free_times(
        [meeting.mentor_id], now=now, wishes=wishes, but_for=meeting.pk, ways=MeetingWay.values
    )[meeting.mentor_id]
    return [time for time in times if not _is_now(meeting, time) and _stands_at_once(meeting, time, by)]


def move(
    meeting: Meeting,
    start_quarter: int,
    place_id: int,
    *,
    version: int,
    by: User,
    way: str = MeetingWay.PLACE,
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
            return _move(meeting, start_quarter, place_id, way, version, by, entered_by, now)

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
    way: str,
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
        .select_related("holder", "mentor", "pairing", "coordinator")
        .get(pk=meeting.pk)
    )
    if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
        raise TooLate(_("This meeting has begun, is over or is cancelled, so it cannot be moved."))
    if (locked.start_quarter, locked.place_id or NO_PLACE, locked.way) == (start_quarter, place_id, way):
        return locked
    if locked.version != version:
        raise TimeTaken(
            _("The meeting has been moved in the meantime. Look at its time before you move it again.")
        )
    lock_mentors(locked.mentor_id)
    give_back(locked)
    time = is_free(locked.mentor_id, start_quarter, place_id, now=now, but_for=locked.pk, way=way)
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
    rules, third = house_rules(), locked.coordinator
    span = (time.start_quarter, time.end_quarter)
    # Also where nobody came along before: moved ahead of another, it is the first of the two.
    comes = who_comes_along(learner.pk, locked.mentor_id, span, rules, now=now, but_for=locked)
    if third is not None and third.pk != comes:
        remember(locked, third, EarlierPart.Why.HANDED_ON, now=now)
        if third.pk != by.pk:
            tell(Notice.HANDED_OVER, locked, third, now=now)
    locked.start_quarter, locked.end_quarter = span
    locked.coordinator_id = comes
    locked.way, locked.place_id = time.way, time.place_id or None
    locked.video_room = (locked.video_room or new_room()) if time.way == MeetingWay.VIDEO else ""
    locked.room, locked.move_asked_at = None, None
    locked.version += 1
    locked.save(update_fields=_WHAT_MOVES)
    take_room(locked)
    occupy_both(locked, learner.pk, rules)
    record(locked, MeetingEvent.What.MOVED, by, entered_by)
    accompany_the_first(learner, locked.mentor_id, now=now)
    if locked.coordinator and locked.coordinator_id != by.pk:
        tell(Notice.MOVED, locked, locked.coordinator, now=now)
    for person in (learner, locked.mentor):
        # Whoever moved it too: else the last that their phone says of it is the old time.
        tell(Notice.MOVED, locked, person, now=now)
        tell(Notice.REMINDER, locked, person, now=now)
    count("meeting.moved", locked, learner)
    return locked


def _is_now(meeting: Meeting, time: FreeTime) -> bool:
    return (time.start_quarter, time.place_id or None, time.way) == (
        meeting.start_quarter,
        meeting.place_id,
        meeting.way,
    )


def _stands_at_once(meeting: Meeting, time: FreeTime, by: User) -> bool:
    """The mentor has said yes to the time of the meeting itself: only how they meet changes then."""
    same_time = time.start_quarter == meeting.start_quarter and time.way != meeting.way
    return time.is_direct or same_time or meeting.move_asked_at is not None or is_coordinator(by)
