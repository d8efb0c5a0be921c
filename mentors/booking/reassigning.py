"""Somebody else takes a meeting of two that stands: the same time, place and learner, another mentor. For the desk.

The coordinator has agreed on it with the one who takes it, so hours are not asked; that nobody is in two meetings at
once is a constraint. The meeting keeps its identity, and its version rises: who looked at an older one changes nothing.
"""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.coming_along import accompany_the_first
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
from mentors.booking.making import learner_of, lock_card, lock_mentors, open_pairing, who_comes_along
from mentors.booking.occupying import give_back, occupy
from mentors.booking.permissions import is_coordinator
from mentors.booking.recording import count, record
from mentors.booking.weeks import take_week_place
from mentors.cards.channels import EntryChannel
from mentors.cards.choices import MeetingWay
from mentors.cards.models import NeedsCard
from mentors.hours.house_rules import before_quarters, buffer_quarters, house_rules
from mentors.hours.video import new_room
from mentors.matching import states
from mentors.matching.models import Pairing
from mentors.matching.who_can import Able, HaveMet, mentors_who_can
from mentors.meetings.earlier import EarlierPart, remember
from mentors.meetings.models import Booking, Meeting, MeetingEvent, OccupiedQuarter
from mentors.meetings.notices import Notice, forget_unsent, tell
from users.models import User


def who_could_take(meeting: Meeting, *, now: datetime.datetime | None = None) -> list[User]:
    """Mentors who keep every rule between them and the learner, meet in that way and are in no other meeting then.

    Those first who can show what the meeting is about, then by their alias.
    """
    able = _able(meeting, now or timezone.now())
    rules = house_rules()
    busy = OccupiedQuarter.objects.filter(
        person__in=able,
        quarter__gte=meeting.start_quarter - before_quarters(rules),
        quarter__lt=meeting.end_quarter + buffer_quarters(rules),
    ).values("person")
    free = User.objects.filter(pk__in=able).exclude(pk__in=busy)
    return sorted(free, key=lambda one: (meeting.guide_key not in able[one.pk].shows, one.alias))


def reassign(
    meeting: Meeting,
    mentor: User,
    *,
    version: int,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """`mentor` takes the meeting. Pressed twice, it changes hands once.

    Raises `NotAllowed` for others than coordinators and for two who do not meet, `TooLate` for a meeting that has begun
    or does not stand, `TimeTaken` where the mentor is elsewhere or the meeting was changed meanwhile. Then all is as it
    was.
    """
    now = now or timezone.now()
    if not is_coordinator(by) or meeting.format != Meeting.Format.ONE_TO_ONE:
        raise NotAllowed

    def attempt() -> Meeting:
        with transaction.atomic():
            return _reassign(meeting, mentor, version, by, entered_by, now)

    try:
        return once_more(attempt)
    except IntegrityError as error:
        if broken_rule(error) is Rule.ONE_MEETING_AT_A_TIME:
            raise TimeTaken(_("The mentor is in another meeting at that time.")) from error
        raise


def _reassign(
    meeting: Meeting, mentor: User, version: int, by: User, entered_by: str, now: datetime.datetime
) -> Meeting:
    learner = learner_of(meeting)
    lock_card(learner)
    locked = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing", "place")
        .get(pk=meeting.pk)
    )
    if locked.mentor_id == mentor.pk:
        return locked
    if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
        raise TooLate(_("This meeting has begun, is over or is cancelled, so it cannot change hands."))
    if locked.version != version:
        raise TimeTaken(_("The meeting has been changed in the meantime. Look at it before you change it."))
    lock_mentors(locked.mentor_id, mentor.pk)
    if mentor.pk not in _able(locked, now, {mentor.pk}):
        raise NotAllowed
    may_be_the_first = locked.place.is_public if locked.place else house_rules().remote_first_meetings
    if not may_be_the_first and mentor.pk not in HaveMet(learner.pk):
        raise NotAllowed(_("The first time you meet, it is at a place that is open to everybody."))
    before, rules = locked.mentor, house_rules()
    if locked.coordinator_id is None:
        span = (locked.start_quarter, locked.end_quarter)
        locked.coordinator_id = who_comes_along(learner.pk, mentor.pk, span, rules, now=now)
        if locked.coordinator_id:
            occupy(locked, locked.coordinator_id)
    remember(locked, before, EarlierPart.Why.HANDED_ON, now=now)
    give_back(locked, before.pk)
    forget_unsent(locked)
    locked.mentor, locked.pairing = mentor, _pairing_with(learner, mentor, by, entered_by)
    locked.move_asked_at = None
    if locked.video_room:
        # The earlier mentor knows the way into the old one.
        locked.video_room = new_room()
    locked.version += 1
    locked.save(update_fields=["mentor", "pairing", "coordinator", "video_room", "move_asked_at", "version"])
    Booking.objects.filter(meeting=locked, role=Booking.Role.MENTOR).update(
        person=mentor, entered_by=entered_by
    )
    occupy(locked, mentor.pk, rules)
    take_week_place(locked, beyond=True)
    record(locked, MeetingEvent.What.CHANGED_HANDS, by, entered_by)
    accompany_the_first(learner, before.pk, now=now)
    for person, notice in (
        (before, Notice.HANDED_OVER),
        (learner, Notice.SOMEBODY_ELSE),
        (mentor, Notice.TIME_BOOKED),
        (learner, Notice.REMINDER),
        (mentor, Notice.REMINDER),
    ):
        tell(notice, locked, person, now=now)
    count("meeting.changed_hands", locked, learner)
    return locked


def _pairing_with(learner: User, mentor: User, by: User, entered_by: str) -> Pairing:
    """Their pairing, or a new one: the mentor has said yes to the coordinator. The earlier mentor stays one too.

    One that rests, or in which the learner waits for an answer, is none: whoever could take the meeting has no such.
    """
    return open_pairing(learner, mentor) or states.begin(
        learner, mentor, Pairing.State.ACCEPTED, by=by, entered_by=entered_by
    )


def _able(meeting: Meeting, now: datetime.datetime, among: set[int] | None = None) -> dict[int, Able]:
    card = NeedsCard.objects.filter(learner=meeting.holder_id).first()
    able = mentors_who_can(card, now=now, among=among, any_room=True) if card else {}
    return {
        mentor_id: one
        for mentor_id, one in able.items()
        if mentor_id != meeting.mentor_id and meeting.way in (one.meeting_ways or {MeetingWay.PLACE})
    }
