"""The same time, five weeks: dates with what is in the way, one press for all, and single meetings after that.

The time is that of a meeting of a pair, on the clock on the wall: it stays two o'clock when the clock changes. What is
booked is what was shown; if one of the times has gone meanwhile, none is. The mentor answers once for all of them.
"""

from __future__ import annotations

import datetime
import math
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.cancelling import cancel_one, tell_together
from mentors.booking.collisions import Rule, broken_rule, once_more
from mentors.booking.coming_along import accompany_the_first
from mentors.booking.errors import HoldOpen, NotAllowed, TimeTaken, TooLate, TooManyRequests
from mentors.booking.making import (
    LONGEST_HOLD,
    Order,
    book_directly,
    learner_of,
    lock_card,
    lock_mentors,
    one_of_series,
)
from mentors.booking.permissions import acts_for, is_coordinator, may_cancel
from mentors.booking.recording import count
from mentors.cards.channels import EntryChannel
from mentors.cards.models import NeedsCard
from mentors.hours.clock import clock_day, wall_quarter
from mentors.hours.days import ONE_DAY, date_of
from mentors.hours.free_times import ANSWER_NOTICE, NO_PLACE, FreeTime, Wishes, is_free, times_on
from mentors.hours.house_rules import house_rules
from mentors.hours.lost import Lost
from mentors.hours.lost import Rule as RuleOfTime
from mentors.hours.why_no_time import for_learner
from mentors.matching.models import Pairing
from mentors.matching.who_can import HaveMet, wishes_of
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from mentors.meetings.notices import Notice, tell
from mentors.meetings.times import with_date
from mentors.safety.apart import are_blocked
from users.models import User

WEEKS = 5


@dataclass(frozen=True)
class Week:
    """One of the five. `same`: the time itself, where it is free; else `why` not. `other`: the nearest that is."""

    wanted: datetime.datetime
    same: FreeTime | None
    why: str
    other: FreeTime | None


def can_begin(person: User, meeting: Meeting, *, now: datetime.datetime | None = None) -> bool:
    """Whether `person` can go on from this meeting with five weeks: its learner, or a coordinator for them.

    Of a pair where both have said yes, while it stands and for a week after it.
    """
    now = now or timezone.now()
    pairing = meeting.pairing
    is_of_pair = pairing is not None and pairing.state in Pairing.TOGETHER and meeting.holder is not None
    is_near = meeting.ends_at > now - 7 * ONE_DAY
    may = meeting.holder is not None and acts_for(person, meeting.holder)
    return is_of_pair and may and is_near and meeting.state == Meeting.State.STANDS


def five_weeks(meeting: Meeting, *, by: User, now: datetime.datetime | None = None) -> list[Week]:
    """The five weeks after `meeting`, each with its time. A fixed number of queries.

    For a learner whom an answer cannot reach, times that are certain at once; for a coordinator, who has agreed on
    them with both, all.
    """
    now = now or timezone.now()
    first, wall = meeting.starts_at.date(), wall_quarter(meeting.starts_at.time())
    days = [first + 7 * number * ONE_DAY for number in range(1, WEEKS + 1)]
    around = [day + ahead * ONE_DAY for day in days for ahead in range(-day.weekday(), 7 - day.weekday())]
    card = NeedsCard.objects.filter(learner=meeting.holder_id).first()
    wishes = wishes_of(card) if card else Wishes()
    wishes = replace(wishes, only_direct=wishes.only_direct and not is_coordinator(by))
    first_time = _first_time_of_two(meeting)
    lost: list[Lost] = []
    found: list[FreeTime] = []
    for time in times_on(meeting.mentor_id, around, now=now, lost=lost, way=meeting.way):
        # After the first time they meet nobody has to come along.
        goes_alone = time.start_quarter > first_time
        rule = wishes.rule_against(time._replace(has_third=True, with_third=False) if goes_alone else time)
        if date_of(time.start_quarter) > _furthest(now):
            rule = RuleOfTime.TOO_FAR
        if rule is None:
            found.append(time)
        else:
            lost.append(Lost(time.mentor_id, time.start_quarter, time.place_id, rule))
    return [_week(day, wall, meeting, found, lost) for day in days]


def book_series(
    meeting: Meeting,
    times: Sequence[tuple[int, int]],
    *,
    key: uuid.UUID,
    by: User,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> list[Meeting]:
    """Book `times`, each (quarter, place), with the mentor of `meeting`, in the way that it is held: all or none.

    They stand at once if all are certain or a coordinator has agreed on them with both; else the mentor answers once
    for all. What is certain and begins before an answer could come is then booked by itself, outside of the series.
    The same key again gives the same meetings. Raises a `BookingProblem` with a message for the person.
    """
    now = now or timezone.now()

    def attempt() -> list[Meeting]:
        with transaction.atomic():
            return _book(meeting, times, key, by, entered_by, now)

    try:
        return once_more(attempt)
    except IntegrityError as error:
        rule = broken_rule(error)
        if again := _booked_with(key, meeting):
            return again
        if rule in {Rule.ONE_MEETING_AT_A_TIME, Rule.ONE_ROOM}:
            raise TimeTaken from error
        raise


def asked_together(meeting: Meeting) -> list[str]:
    """When the others of its series are that wait for the same answer, in words."""
    if meeting.series is None or meeting.state != Meeting.State.HELD:
        return []
    others = Meeting.objects.held().filter(series=meeting.series).exclude(pk=meeting.pk)
    return [with_date(one.starts_at) for one in others.order_by("start_quarter")]


def rest_of(
    meeting: Meeting, person: User | None = None, *, now: datetime.datetime | None = None
) -> list[Meeting]:
    """This one and those after it in its series that are still to come; nothing where it is in none.

    For a mentor (`person`) those that are theirs: another may have taken one of them.
    """
    if meeting.series is None:
        return []
    soonest = int((now or timezone.now()).timestamp()) // 900 + 1
    live = Meeting.objects.filter(
        series=meeting.series,
        state__in=[Meeting.State.HELD, Meeting.State.STANDS],
        start_quarter__gte=max(meeting.start_quarter, soonest),
    )
    if person is not None and person.pk == meeting.mentor_id:
        live = live.filter(mentor=person)
    return list(live.order_by("start_quarter"))


def cancel_rest(
    meeting: Meeting, by: User, entered_by: str = EntryChannel.WEB, *, now: datetime.datetime | None = None
) -> list[Meeting]:
    """Cancel this one and those after it in its series that are to come, all or none; each other person is told once.

    A second time changes nothing. Raises `NotAllowed` where it is not theirs to cancel, `TooLate` where all of them
    have begun.
    """
    now = now or timezone.now()

    def attempt() -> list[Meeting]:
        with transaction.atomic():
            lock_card(learner_of(meeting))
            asked = Meeting.objects.select_related("mentor", "holder").get(pk=meeting.pk)
            if asked.series is None or not may_cancel(by, asked):
                raise NotAllowed
            rest = rest_of(asked, by, now=now)
            if not rest and asked.state == Meeting.State.STANDS:
                raise TooLate(_("This meeting has begun or is over, so it cannot be cancelled."))
            news = [told for one in rest for told in cancel_one(one, by, entered_by, now)]
            tell_together(news, now=now)
            for mentor_id in sorted({one.mentor_id for one in rest}):
                accompany_the_first(learner_of(asked), mentor_id, now=now)
            for one in rest:
                count("meeting.cancelled", one, learner_of(asked))
            return rest

    return once_more(attempt)


def _week(day: datetime.date, wall: int, meeting: Meeting, found: list[FreeTime], lost: list[Lost]) -> Week:
    clock = clock_day(day)
    if not clock.walls:
        wanted = clock.midnight + wall
    else:
        wanted = clock.midnight + clock.walls.index(wall) if wall in clock.walls else 0
    place = meeting.place_id or NO_PLACE
    monday = day - day.weekday() * ONE_DAY
    in_week = [one for one in found if monday <= date_of(one.start_quarter) <= monday + 6 * ONE_DAY]
    same = next((one for one in in_week if (one.start_quarter, one.place_id) == (wanted, place)), None)
    others = [one for one in in_week if one is not same and one.start_quarter != wanted]
    why = for_learner(one for one in lost if (one.start_quarter, one.place_id) == (wanted, place))
    return Week(
        timezone.make_aware(datetime.datetime.combine(day, meeting.starts_at.time())),
        same,
        "" if same else (why[0].words if why else str(_("The mentors are taken or away then."))),
        min(others, key=lambda one: (abs(one.start_quarter - wanted), one.start_quarter), default=None),
    )


def _book(
    meeting: Meeting,
    times: Sequence[tuple[int, int]],
    key: uuid.UUID,
    by: User,
    entered_by: str,
    now: datetime.datetime,
) -> list[Meeting]:
    learner = learner_of(meeting)
    card = lock_card(learner)
    if again := _booked_with(key, meeting):
        return again
    # As it is now: the two may have parted, or another mentor has it, since it was looked at.
    meeting = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("holder", "mentor", "pairing", "place")
        .get(pk=meeting.pk)
    )
    mentor = meeting.mentor
    if not times:
        raise NotAllowed(_("Choose at least one of the times."))
    if len(times) > WEEKS or not can_begin(by, meeting, now=now) or are_blocked(learner, mentor):
        raise NotAllowed
    coming = Meeting.objects.filter(
        holder=learner, series__isnull=False, state__in=[Meeting.State.HELD, Meeting.State.STANDS]
    ).ending_after(now)
    if coming.exclude(pk=meeting.pk).exists() and not is_coordinator(by):
        raise TooManyRequests(_("You have a series already. Choose the next one at its last meeting."))
    if Meeting.objects.held().filter(holder=learner).exists():
        raise HoldOpen
    lock_mentors(mentor.pk)
    rules, series = house_rules(), uuid.uuid4()
    made: list[Meeting] = []
    free = [_free_or_refuse(meeting, start, place, now) for start, place in sorted(set(times))]
    stands = is_coordinator(by) or all(time.is_direct for time in free)
    can_wait = [time for time in free if time.starts_at - ANSWER_NOTICE > now]
    until = None if stands else min(now + LONGEST_HOLD, can_wait[0].starts_at - ANSWER_NOTICE)
    for number, time in enumerate(free):
        if number:
            # Once more, with those before it booked: a week may be full now, or the day one of rest.
            _free_or_refuse(meeting, time.start_quarter, time.place_id, now)
        about = (uuid.uuid5(key, str(number)), by, entered_by, meeting.guide_key, meeting.step_key)
        order = Order(learner, mentor, time, card, *about)
        if stands or time in can_wait:
            made.append(one_of_series(order, meeting.pairing, series, until, rules=rules, now=now))
        else:
            made.append(book_directly(order, rules=rules, now=now))
    if stands:
        for person in (learner, mentor):
            tell(Notice.SERIES_BOOKED, made[0], person, now=now, number=len(made))
    else:
        held = [one for one in made if one.state == Meeting.State.HELD]
        tell(Notice.SERIES_ASKED, held[0], mentor, now=now, number=len(held))
    for one in made:
        stands_now = one.state == Meeting.State.STANDS
        count("meeting.booked" if stands_now else "meeting.chosen", one, learner)
    return made


def _first_time_of_two(meeting: Meeting) -> float:
    """The quarter of their first meeting that took place or is to: this one, else another. None: beyond all."""
    if meeting.did_not_happen_at is None:
        return meeting.start_quarter
    of_the_two = Meeting.objects.standing().filter(holder=meeting.holder_id, mentor=meeting.mentor_id)
    quarters = of_the_two.filter(did_not_happen_at=None).values_list("start_quarter", flat=True)
    return min(quarters, default=math.inf)


def _furthest(now: datetime.datetime) -> datetime.date:
    """The last day that a time of a series can be on."""
    return timezone.localdate(now) + (WEEKS + 2) * 7 * ONE_DAY


def _free_or_refuse(meeting: Meeting, start: int, place: int, now: datetime.datetime) -> FreeTime:
    learner = learner_of(meeting)
    if start >= clock_day(_furthest(now) + ONE_DAY).midnight:
        raise TimeTaken
    time = is_free(meeting.mentor_id, start, place, now=now, way=meeting.way, is_near=False)
    if time is None:
        raise TimeTaken
    if not time.is_public and meeting.mentor_id not in HaveMet(learner.pk):
        raise NotAllowed(_("The first time you meet, it is at a place that is open to everybody."))
    span = {"quarter__gte": time.start_quarter, "quarter__lt": time.end_quarter}
    if OccupiedQuarter.objects.filter(person=learner, **span).exists():
        raise TimeTaken(_("You already have something booked at that time. Please choose another time."))
    return time


def _booked_with(key: uuid.UUID, meeting: Meeting) -> list[Meeting]:
    """What this form made before. Somebody else's key is no key."""
    keys = [uuid.uuid5(key, str(number)) for number in range(WEEKS)]
    bookings = Booking.objects.filter(idempotency_key__in=keys).select_related("meeting")
    if any(one.person_id != meeting.holder_id for one in bookings):
        raise NotAllowed
    return sorted((one.meeting for one in bookings), key=lambda one: one.start_quarter)
