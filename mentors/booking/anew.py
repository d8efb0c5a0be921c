"""The next meeting with the same mentor, after one that was cancelled, did not take place or has been.

What is offered is what `choosing` takes, at the same place or in the same way as before. One meeting leads to one next:
the key of the booking is made from the earlier one, so whoever presses twice, or comes back, finds what was booked.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.crypto import salted_hmac

from mentors.booking.choosing import choose, refuse_too_many_coming
from mentors.booking.errors import HoldOpen, NotAllowed, TooManyRequests
from mentors.booking.making import learner_of, open_pairing
from mentors.cards.channels import EntryChannel
from mentors.cards.models import MentorCard, NeedsCard
from mentors.hours.days import date_of
from mentors.hours.free_times import NO_PLACE, FreeTime, Wishes, free_times
from mentors.hours.house_rules import house_rules
from mentors.matching.models import Pairing
from mentors.matching.nearest import Otherwise, with_other_answers
from mentors.matching.who_can import HaveMet, suits, wishes_of
from mentors.meetings.models import Booking, Meeting
from mentors.meetings.times import day_part
from mentors.permissions import is_over
from mentors.safety.apart import are_blocked
from users.models import User

#: To choose from, not to search in.
OFFERED_AT_MOST = 3
#: How often one meeting has led to the next: further than any link lives.
_STEPS_AT_MOST = 20
_COMES = (Meeting.State.HELD, Meeting.State.STANDS)


@dataclass(frozen=True)
class Choice:
    """What can be chosen, at most three. `why_none`: why nothing, where it is more than that nobody is free.

    Where nothing can, with the same mentor: `otherwise`, which of the learner's own answers take times away, and
    `elsewhere`, the first one at another place that the learner chose.
    """

    times: list[FreeTime]
    why_none: str = ""
    otherwise: list[Otherwise] = field(default_factory=list)
    elsewhere: FreeTime | None = None


def is_behind(meeting: Meeting) -> bool:
    """Whether nothing more comes of a meeting of two: it did not come about, was cancelled, or has been."""
    if meeting.format != Meeting.Format.ONE_TO_ONE or meeting.holder_id is None:
        return False
    return meeting.state not in _COMES or is_over(meeting) or meeting.did_not_happen_at is not None


def key_after(meeting: Meeting) -> uuid.UUID:
    """The key of the one booking that `meeting` leads to. Nobody else can work it out and take it first."""
    return uuid.UUID(bytes=salted_hmac(__name__, str(meeting.pk)).digest()[:16])


def last_after(meeting: Meeting) -> Meeting:
    """The meeting that was booked after `meeting`, or after that one, and so on; itself where there is none."""
    for _step in range(_STEPS_AT_MOST):
        bookings = Booking.objects.filter(idempotency_key=key_after(meeting), person=meeting.holder_id)
        booked = bookings.select_related("meeting").first()
        if booked is None:
            break
        meeting = booked.meeting
    return meeting


def choice_after(meeting: Meeting, *, now: datetime.datetime | None = None) -> Choice:
    """Times that `choose_after` takes. Whoever may not meet any more reads the same as where nobody is free."""
    now, learner = now or timezone.now(), learner_of(meeting)
    if not is_behind(meeting) or not _still_meet(learner, meeting.mentor):
        return Choice([])
    try:
        refuse_too_many_coming(learner, now)
    except TooManyRequests as refusal:
        return Choice([], refusal.message)
    waits, only_certain = what_can_be_asked(learner, now)
    card = NeedsCard.objects.filter(learner=learner).first()
    wishes = wishes_of(card) if card else Wishes(met=HaveMet(learner.pk))
    wishes = replace(wishes, only_direct=wishes.only_direct or only_certain)
    found = free_times([meeting.mentor_id], now=now, wishes=wishes, ways=(meeting.way,))[meeting.mentor_id]
    times = [one for one in found if one.place_id == (meeting.place_id or NO_PLACE)]
    if card:
        times = [one for one in times if suits(card, one)] or times
    if times:
        return Choice(a_few_of(times))
    return nothing_of(card, meeting.mentor_id, waits=waits, elsewhere=found[0] if found else None, now=now)


def nothing_of(
    card: NeedsCard | None,
    mentor_id: int,
    *,
    waits: bool,
    elsewhere: FreeTime | None = None,
    now: datetime.datetime,
) -> Choice:
    """No time with that mentor, and why: an answer is waited for, or the learner's own answers. Nothing of others."""
    if waits:
        return Choice([], HoldOpen().message)
    other = with_other_answers(card, among=[mentor_id], now=now).otherwise if card else []
    return Choice([], otherwise=other, elsewhere=elsewhere)


def what_can_be_asked(learner: User, now: datetime.datetime) -> tuple[bool, bool]:
    """Whether the learner waits for an answer already, and whether only times that are certain at once can be had."""
    waits = Meeting.objects.held().filter(holder=learner, held_until__gt=now).exists()
    are_many = Meeting.objects.held().count() >= house_rules().open_holds_at_most
    return waits, waits or are_many


def choose_after(
    meeting: Meeting,
    start_quarter: int,
    *,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """Book the next meeting of the two, for the same thing and in the same way; by every rule of `choose`.

    Twice gives the same meeting. Raises a `BookingProblem` with a message for the person.
    """
    learner = learner_of(meeting)
    if not is_behind(meeting) or not _still_meet(learner, meeting.mentor):
        raise NotAllowed
    return choose(
        learner,
        meeting.mentor,
        start_quarter,
        meeting.place_id or NO_PLACE,
        key=key_after(meeting),
        by=by,
        way=meeting.way,
        entered_by=entered_by,
        guide_key=meeting.guide_key,
        step_key=meeting.step_key,
        now=now,
    )


def a_few_of(times: list[FreeTime]) -> list[FreeTime]:
    """The first of each of three days; where there are fewer, other parts of those days, then what comes next."""
    chosen: dict[FreeTime, None] = {}
    for time in _by_difference(times):
        chosen.setdefault(time)
        if len(chosen) == OFFERED_AT_MOST:
            break
    return sorted(chosen)


def _by_difference(times: list[FreeTime]) -> Iterator[FreeTime]:
    days: dict[datetime.date, FreeTime] = {}
    parts: dict[tuple[datetime.date, str], FreeTime] = {}
    for time in times:
        day = date_of(time.start_quarter)
        days.setdefault(day, time)
        parts.setdefault((day, day_part(time.starts_at).value), time)
    yield from days.values()
    yield from parts.values()
    yield from times


def _still_meet(learner: User, mentor: User) -> bool:
    """Whether both have said yes, nobody rests, and neither has said that they do not meet."""
    pairing = open_pairing(learner, mentor)
    if pairing is None or pairing.state not in Pairing.TOGETHER or are_blocked(learner, mentor):
        return False
    return MentorCard.objects.can_be_matched().filter(mentor=mentor).exists()
