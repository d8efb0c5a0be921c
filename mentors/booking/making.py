"""Make a meeting between two: the rows, in the one order that everybody uses. Always inside a transaction."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mentors.booking.errors import TimeTaken
from mentors.booking.occupying import occupy_both, take_room
from mentors.booking.recording import record
from mentors.cards.channels import EntryChannel
from mentors.cards.choices import MeetingWay
from mentors.cards.models import MentorCard, NeedsCard
from mentors.hours.coming_along import ComingAlong, lock_hours
from mentors.hours.days import closed_days
from mentors.hours.free_times import ANSWER_NOTICE, FreeTime
from mentors.hours.models import PairingSettings
from mentors.hours.video import new_room
from mentors.matching import states
from mentors.matching.line import leave_line
from mentors.matching.models import Pairing, Suggestion
from mentors.matching.rounds.kept import released_by_desk
from mentors.matching.who_can import HaveMet
from mentors.meetings.models import Booking, Meeting, MeetingEvent
from mentors.meetings.notices import Notice, tell
from users.models import User

#: A held time is kept this long at the most, and never within `ANSWER_NOTICE` of its start.
LONGEST_HOLD = datetime.timedelta(hours=24)


@dataclass(frozen=True)
class Order:
    """Who wants whom, when, for what, and by which door."""

    learner: User
    mentor: User
    time: FreeTime
    card: NeedsCard | None
    key: uuid.UUID | None
    by: User | None
    entered_by: str = EntryChannel.WEB
    guide_key: str = ""
    step_key: str = ""


def lock_card(learner: User) -> NeedsCard | None:
    """The learner's card, locked, so that one learner's steps come one after the other.

    None where there is none.
    """
    return NeedsCard.objects.select_for_update(of=("self",), no_key=True).filter(learner=learner).first()


def lock_mentors(*mentor_ids: int) -> None:
    """Keep the mentors' cards, in one order: what they hold for a day or a week is counted by one at a time.

    After the learner's card, before any time is taken. Hours are changed under the same lock.
    """
    cards = MentorCard.objects.select_for_update(of=("self",), no_key=True)
    list(cards.filter(mentor__in=mentor_ids).order_by("pk").values_list("pk"))


def open_pairing(learner: User, mentor: User) -> Pairing | None:
    """The pairing of these two that is not over."""
    return Pairing.objects.filter(learner=learner, mentor=mentor, state__in=Pairing.OPEN_STATES).first()


def learner_of(meeting: Meeting) -> User:
    """Whose meeting with a mentor it is. Raises `ValueError` for a group or drop-in."""
    if meeting.holder is None:
        raise ValueError(f"meeting {meeting.pk} is not one of two")
    return meeting.holder


def settle_choice(
    meeting: Meeting,
    state: Pairing.State,
    *,
    by: User | None,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime,
) -> bool:
    """Move the meeting's pairing from chosen to `state`; says whether it was chosen and no more than that."""
    if meeting.pairing is None or meeting.pairing.state != Pairing.State.CHOSEN:
        return False
    return states.move(meeting.pairing, state, by=by, entered_by=entered_by, now=now)


def hold(order: Order, *, rules: PairingSettings, now: datetime.datetime) -> Meeting:
    """Keep the time until the mentor answers, at most 24 hours and never within 3 hours of the start."""
    pairing = open_pairing(order.learner, order.mentor) or _begin(order, rules, now)
    meeting = _meeting(
        order,
        pairing,
        rules,
        now,
        state=Meeting.State.HELD,
        held_until=min(now + LONGEST_HOLD, order.time.starts_at - ANSWER_NOTICE),
    )
    _seat_learner(order, meeting)
    occupy_both(meeting, order.learner.pk, rules)
    Suggestion.objects.filter(card=order.card, mentor=order.mentor).update(asked_at=now)
    record(meeting, MeetingEvent.What.CHOSEN, order.by, order.entered_by)
    if pairing.is_released:
        tell(Notice.REQUEST, meeting, order.mentor, now=now)
    return meeting


def _begin(order: Order, rules: PairingSettings, now: datetime.datetime) -> Pairing:
    """A new pairing. A first one that the desk has released in a round is not looked at a second time."""
    released = released_by_desk(order.learner, order.mentor, now)
    pairing = states.begin(
        order.learner,
        order.mentor,
        Pairing.State.CHOSEN,
        by=order.by,
        entered_by=order.entered_by,
        needs_release=rules.release_first_pairing and _is_newcomer(order.learner),
    )
    if released is not None and pairing.needs_release:
        pairing.released_at, pairing.released_by = released.decided_at, released.decided_by
        pairing.save(update_fields=["released_at", "released_by", "changed_at"])
    return pairing


def book_directly(order: Order, *, rules: PairingSettings, now: datetime.datetime) -> Meeting:
    """The meeting stands at once, and the two are a pair."""
    pairing = open_pairing(order.learner, order.mentor)
    waiting: list[Meeting] = []
    if pairing is None:
        # With hours that are booked directly the mentor has said yes beforehand.
        pairing = states.begin(
            order.learner,
            order.mentor,
            Pairing.State.ACCEPTED,
            by=order.by,
            entered_by=order.entered_by,
        )
    elif pairing.state == Pairing.State.CHOSEN:
        waiting = [] if pairing.is_released else list(pairing.meetings.held())
        states.move(pairing, Pairing.State.ACCEPTED, by=order.by, entered_by=order.entered_by, now=now)
        pairing.needs_release = False
        pairing.save(update_fields=["needs_release", "changed_at"])
    meeting = _meeting(order, pairing, rules, now, state=Meeting.State.STANDS, was_booked_directly=True)
    _seat_learner(order, meeting)
    occupy_both(meeting, order.learner.pk, rules)
    record(meeting, MeetingEvent.What.BOOKED_DIRECTLY, order.by, order.entered_by)
    stand(meeting, order.learner, order.entered_by, now=now)
    tell(Notice.TIME_BOOKED, meeting, order.mentor, now=now)
    for request in waiting:
        tell(Notice.REQUEST, request, order.mentor, now=now)
    return meeting


def one_of_series(
    order: Order,
    pairing: Pairing | None,
    series: uuid.UUID,
    held_until: datetime.datetime | None,
    *,
    rules: PairingSettings,
    now: datetime.datetime,
) -> Meeting:
    """One of several meetings of a pair: it stands, or is held with the others until the mentor answers for all."""
    stands = held_until is None
    state = Meeting.State.STANDS if stands else Meeting.State.HELD
    meeting = _meeting(
        order,
        pairing,
        rules,
        now,
        state=state,
        series=series,
        held_until=held_until,
        was_booked_directly=stands and order.time.is_direct,
    )
    _seat_learner(order, meeting)
    occupy_both(meeting, order.learner.pk, rules)
    what = MeetingEvent.What.BOOKED_DIRECTLY if stands else MeetingEvent.What.CHOSEN
    record(meeting, what, order.by, order.entered_by)
    if stands:
        stand(meeting, order.learner, order.entered_by, now=now, is_told=False)
    return meeting


def stand(
    meeting: Meeting, learner: User, entered_by: str, *, now: datetime.datetime, is_told: bool = True
) -> None:
    """What follows when a meeting stands, whichever way.

    The mentor's place in it, news (unless others tell it), reminders, no more waiting.
    """
    Booking.objects.get_or_create(
        meeting=meeting,
        person=meeting.mentor,
        defaults={"role": Booking.Role.MENTOR, "entered_by": entered_by},
    )
    if is_told:
        tell(Notice.BOOKED, meeting, learner, now=now)
    for person in (learner, meeting.mentor):
        tell(Notice.REMINDER, meeting, person, now=now)
    card = NeedsCard.objects.filter(learner=learner).first()
    if card:
        leave_line(card)


def who_comes_along(
    learner_id: int,
    mentor_id: int,
    span: tuple[int, int],
    rules: PairingSettings,
    *,
    now: datetime.datetime,
    but_for: Meeting | None = None,
) -> int | None:
    """Who from the desk comes along, if this is the first meeting of two; else None. Raises `TimeTaken` if nobody can.

    `span`: from which quarter to which. Who had it before, when the meeting moves (`but_for`), else who has the fewest.
    Whoever takes somebody along waits for who does so in the same moment.
    """
    if not rules.three_way_first_meetings or mentor_id in HaveMet(learner_id):
        return None
    sooner = Meeting.objects.filter(
        holder=learner_id,
        mentor=mentor_id,
        state=Meeting.State.STANDS,
        start_quarter__lt=span[0],
        did_not_happen_at=None,
    )
    if (sooner.exclude(pk=but_for.pk) if but_for else sooner).exists():
        return None
    lock_hours()
    along = ComingAlong(now, closed_days(rules), but_for.pk if but_for else None)
    able = along.who(*span)
    if not able:
        raise TimeTaken(_("Nobody who works here can come along then, and the first time somebody does."))
    return but_for.coordinator_id if but_for and but_for.coordinator_id in able else able[0]


def _meeting(
    order: Order, pairing: Pairing | None, rules: PairingSettings, now: datetime.datetime, **fields: object
) -> Meeting:
    meeting = Meeting.objects.create(
        format=Meeting.Format.ONE_TO_ONE,
        start_quarter=order.time.start_quarter,
        end_quarter=order.time.end_quarter,
        coordinator_id=who_comes_along(
            order.learner.pk,
            order.mentor.pk,
            (order.time.start_quarter, order.time.end_quarter),
            rules,
            now=now,
        ),
        way=order.time.way,
        place_id=order.time.place_id or None,
        video_room=new_room() if order.time.way == MeetingWay.VIDEO else "",
        mentor=order.mentor,
        holder=order.learner,
        pairing=pairing,
        guide_key=order.guide_key,
        step_key=order.step_key,
        entered_by=order.entered_by,
        **fields,
    )
    take_room(meeting)
    return meeting


def _seat_learner(order: Order, meeting: Meeting) -> None:
    Booking.objects.create(
        meeting=meeting,
        person=order.learner,
        role=Booking.Role.LEARNER,
        seat=1,
        entered_by=order.entered_by,
        idempotency_key=order.key,
    )


def _is_newcomer(learner: User) -> bool:
    """Whether no pairing of theirs ever came about."""
    came_about = (*Pairing.TOGETHER, Pairing.State.PAUSED, Pairing.State.ENDED)
    return not Pairing.objects.filter(learner=learner, state__in=came_about).exists()
