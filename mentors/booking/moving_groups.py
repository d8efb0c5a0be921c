"""Move a group or a drop-in: another time, perhaps another place, the same one who leads it and the same meeting.

For the desk, which has agreed on it with whoever leads it. Those who have a seat keep it and are told. Whoever is in
something else at the new time cannot keep it: the desk sees who that would be before anything is moved, and who needs
to get in without the steps that there are.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.booking.collisions import Rule, broken_rule
from mentors.booking.errors import LosesSeat, NotAllowed, TimeTaken, TooLate
from mentors.booking.making import lock_mentors
from mentors.booking.occupying import give_back, occupy, take_room
from mentors.booking.offering import offer_again
from mentors.booking.opening import at_the_agreed_time
from mentors.booking.permissions import is_coordinator
from mentors.booking.recording import record
from mentors.booking.seats import lock_group
from mentors.booking.weeks import take_week_place
from mentors.cards.channels import EntryChannel
from mentors.hours.house_rules import house_rules
from mentors.meetings.earlier import EarlierPart, remember
from mentors.meetings.models import Booking, LostSeat, Meeting, MeetingEvent, OccupiedQuarter, SeatWait
from mentors.meetings.notices import Notice, forget_unsent, tell
from mentors.places.models import Place
from users.models import User


def move_group(
    meeting: Meeting,
    place: Place,
    start_quarter: int,
    end_quarter: int,
    *,
    version: int,
    by: User,
    seen: Collection[int] = (),
    is_let_in: bool = False,
    entered_by: str = EntryChannel.WEB,
    now: datetime.datetime | None = None,
) -> Meeting:
    """Move a group or a drop-in that stands. Pressed twice, it is moved once; where it is already, it stays.

    `version` is that of the meeting that was looked at, `seen` the ids of those who the desk knows will lose their
    seat, or meet steps: for anybody else `LosesSeat` is raised. `is_let_in`: the place agrees though it is closed then.
    Raises `NotAllowed` for others than coordinators, `TooLate` for what has begun
    or does not stand, a time that has passed, and a drop-in in whose queue somebody has a number; `TimeTaken`
    where who leads it is elsewhere, no room is free, or it was changed meanwhile. Then all is as it was.
    """
    now = now or timezone.now()
    if not is_coordinator(by) or meeting.format == Meeting.Format.ONE_TO_ONE or not place.is_open:
        raise NotAllowed

    def attempt() -> Meeting:
        with transaction.atomic():
            locked = lock_group(meeting)
            if (locked.start_quarter, locked.end_quarter, locked.place_id) == (
                start_quarter,
                end_quarter,
                place.pk,
            ):
                if locked.is_let_in != is_let_in:
                    locked.is_let_in = is_let_in
                    locked.save(update_fields=["is_let_in"])
                return locked
            _refuse_what_cannot_move(locked, version, now)
            before = copy.copy(locked)
            locked.start_quarter, locked.end_quarter = start_quarter, end_quarter
            locked.place, locked.room, locked.is_let_in = place, None, is_let_in
            locked.version += 1
            if locked.starts_at <= now:
                raise TooLate
            _move(locked, before, by, seen, entered_by, now)
            return locked

    return at_the_agreed_time(attempt)


def _refuse_what_cannot_move(locked: Meeting, version: int, now: datetime.datetime) -> None:
    if locked.state != Meeting.State.STANDS or locked.starts_at <= now:
        raise TooLate(_("This meeting has begun, is over or is cancelled, so it cannot be moved."))
    if locked.version != version:
        raise TimeTaken(
            _("The meeting has been moved in the meantime. Look at its time before you move it again.")
        )
    if locked.tickets.exists():
        # Somebody stands in its queue already.
        raise TooLate


def _move(
    locked: Meeting,
    before: Meeting,
    by: User,
    seen: Collection[int],
    entered_by: str,
    now: datetime.datetime,
) -> None:
    """Carry it out: the room, then whoever leads it, then those with a seat, in the order of their ids."""
    lock_mentors(locked.mentor_id)
    forget_unsent(before)
    give_back(before)
    locked.save(update_fields=["start_quarter", "end_quarter", "place", "room", "is_let_in", "version"])
    take_room(locked)
    occupy(locked, locked.mentor_id, house_rules())
    take_week_place(locked, beyond=True)
    record(locked, MeetingEvent.What.MOVED, by, entered_by)
    seats = locked.bookings.filter(role=Booking.Role.LEARNER).select_related("person").order_by("person")
    kept, lost = _seat_again(locked, list(seats))
    elsewhere = [seat.person for seat in lost]
    stopped = [person for person in _behind_steps(locked, before) if person not in elsewhere]
    if any(person.pk not in seen for person in (*elsewhere, *stopped)):
        raise LosesSeat(elsewhere, stopped)
    for seat in lost:
        _take_leave(before, seat, by, entered_by, now)
    if by.pk != locked.mentor_id:
        tell(Notice.MOVED, locked, locked.mentor, now=now)
    tell(Notice.REMINDER, locked, locked.mentor, now=now)
    for seat in kept:
        for notice in (Notice.MOVED, Notice.REMINDER):
            tell(notice, locked, seat.person, now=now, seat=seat)
    offer_again(locked, before, now=now)


def _seat_again(locked: Meeting, seats: list[Booking]) -> tuple[list[Booking], list[Booking]]:
    """Take the time of all who can come then. Returns the seats of those who can, and of those who are elsewhere."""
    span = {"quarter__gte": locked.start_quarter, "quarter__lt": locked.end_quarter}
    people = [seat.person_id for seat in seats]
    busy = set(OccupiedQuarter.objects.filter(person__in=people, **span).values_list("person", flat=True))
    kept, lost = [], []
    for seat in seats:
        if seat.person_id not in busy and _occupied(locked, seat.person_id):
            kept.append(seat)
        else:
            lost.append(seat)
    return kept, lost


def _behind_steps(locked: Meeting, before: Meeting) -> list[User]:
    """Those with a seat or in the waiting list who need to get in without the steps that there are where it moves."""
    if locked.place_id == before.place_id or locked.place is None or locked.place.is_step_free:
        return []
    seated = Q(bookings__meeting=locked, bookings__role=Booking.Role.LEARNER)
    waiting = Q(seat_waits__meeting=locked, seat_waits__state__in=SeatWait.OPEN)
    people = User.objects.filter(seated | waiting, needs_card__needs_step_free=True)
    return list(people.distinct().order_by("alias"))


def _occupied(locked: Meeting, person_id: int) -> bool:
    """Take one person's time; False where somebody booked them in this moment."""
    try:
        with transaction.atomic():
            occupy(locked, person_id)
    except IntegrityError as error:
        if broken_rule(error) is not Rule.ONE_MEETING_AT_A_TIME:
            raise
        return False
    return True


def _take_leave(before: Meeting, seat: Booking, by: User, entered_by: str, now: datetime.datetime) -> None:
    """The seat of somebody who is elsewhere is free; they are told in the words of any meeting that is cancelled."""
    tell(Notice.CANCELLED, before, seat.person, now=now, seat=seat)
    LostSeat.objects.get_or_create(person=seat.person, starts_at=before.starts_at)
    remember(before, seat.person, EarlierPart.Why.CANCELLED, now=now)
    record(before, MeetingEvent.What.SEAT_GIVEN_BACK, by, entered_by)
    seat.delete()
