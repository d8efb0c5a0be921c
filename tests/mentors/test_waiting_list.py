"""The waiting list of a group that is full: whose turn it is, offers with an end, yes and no."""

from __future__ import annotations

import datetime
import uuid

import pytest

from mentors.booking.cancelling import cancel
from mentors.booking.errors import NotAllowed, TimeTaken, TooLate, TooManyRequests
from mentors.booking.offering import LONGEST_OFFER, pass_on_seats
from mentors.booking.opening import open_meeting
from mentors.booking.seats import give_back_seat, take_seat
from mentors.booking.waiting_list import WAITS_AT_MOST, join, leave, take_offer, waits_of, waits_to_show
from mentors.meetings.models import Booking, Meeting, SeatWait
from mentors.meetings.quarters import quarter_of
from mentors.safety.models import Block
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, STOCKHOLM, notices_to
from users.models import User

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
THURSDAY_AT_TWO = quarter_of(datetime.datetime(2026, 12, 3, 14, tzinfo=STOCKHOLM))


def full_group(start: int = THURSDAY_AT_TWO) -> tuple[Meeting, Booking]:
    """A group of one seat, and who sits on it."""
    mentor, sitting = PersonFactory(), PersonFactory()
    group = open_meeting(mentor, PlaceFactory(), start, start + 8, by=CoordinatorFactory(), seats=1, now=NOW)
    return group, take_seat(group, sitting, key=uuid.uuid4(), by=sitting, now=NOW)


def waiting_in(group: Meeting, phone: str = "") -> SeatWait:
    person = PersonFactory(phone=phone) if phone else PersonFactory()
    return join(group, person, by=person, now=NOW)


def state(wait: SeatWait) -> tuple[str, int | None]:
    wait.refresh_from_db()
    return wait.state, wait.offered_seat


def take(group: Meeting, person: User, now: datetime.datetime = NOW) -> Booking:
    return take_seat(group, person, key=uuid.uuid4(), by=person, now=now)


def test_a_seat_that_comes_free_is_offered_to_the_first_and_kept_from_others() -> None:
    group, seat = full_group()
    first, second = waiting_in(group, "+46700000003"), waiting_in(group)
    assert [waits_of(one.person, NOW).get().place for one in (first, second)] == [1, 2]
    give_back_seat(seat, seat.person, now=NOW)
    assert (state(first), state(second)) == (("offered", 1), ("waiting", None))
    assert first.offered_until == NOW + LONGEST_OFFER
    assert notices_to(first.person) == [("seat_offered", "queued")]
    with pytest.raises(TimeTaken):
        take(group, PersonFactory())
    seats = [take_offer(first, by=first.person, now=NOW + HOUR) for _press in range(2)]
    assert (seats[0].seat, seats[0].pk) == (1, seats[1].pk)
    assert (state(first), state(second)) == (("taken", None), ("waiting", None))
    assert ("seat_offered", "cancelled") in notices_to(first.person)


def test_a_no_and_an_offer_whose_time_is_up_go_to_the_next() -> None:
    group, seat = full_group()
    no, silent, last = waiting_in(group), waiting_in(group), waiting_in(group)
    give_back_seat(seat, seat.person, now=NOW)
    for _press in range(2):
        leave(no, by=no.person, now=NOW)
    assert (state(no), state(silent)) == (("declined", None), ("offered", 1))
    assert pass_on_seats(NOW + LONGEST_OFFER - HOUR) == 0
    later = NOW + LONGEST_OFFER
    with pytest.raises(TooLate):
        take_offer(silent, by=silent.person, now=later)
    assert [pass_on_seats(later), pass_on_seats(later)] == [1, 0]
    assert (state(silent), state(last)) == (("missed", None), ("offered", 1))
    # Their page says so, as it says nothing to who said no. They can wait again, behind the others.
    shown = [waits_to_show(one.person, (), later) for one in (no, silent, last)]
    assert [[wait.state for wait in some] for some in shown] == [[], ["missed"], ["offered"]]
    assert waits_to_show(silent.person, {group.pk}, later) == []
    again = join(group, silent.person, by=silent.person, now=later)
    assert waits_to_show(silent.person, (), later) == [again]
    assert (again.pk != silent.pk, again.state) == (True, "waiting")


def test_the_last_three_hours_belong_to_whoever_comes_first() -> None:
    group, seat = full_group()
    wait, late = waiting_in(group), group.starts_at - 2 * HOUR
    give_back_seat(seat, seat.person, now=late)
    assert state(wait) == ("waiting", None)
    assert take(group, wait.person, late).seat == 1
    assert state(wait) == ("taken", None)


def test_whoever_cannot_take_it_is_passed_over_and_keeps_their_place() -> None:
    group, seat = full_group()
    other_group, _sitting = full_group()
    busy, apart, free = waiting_in(group), waiting_in(group), waiting_in(group)
    Booking.objects.filter(meeting=other_group).exclude(seat=None).delete()
    take(other_group, busy.person)
    Block.objects.create(by=group.mentor, other=apart.person)
    give_back_seat(seat, seat.person, now=NOW)
    assert [state(one)[0] for one in (busy, apart, free)] == ["waiting", "waiting", "offered"]


def test_waiting_is_for_a_full_group_and_oneself() -> None:
    group, seat = full_group()
    stranger = PersonFactory()
    for person, by in ((group.mentor, group.mentor), (seat.person, seat.person), (stranger, PersonFactory())):
        with pytest.raises(NotAllowed):
            join(group, person, by=by, now=NOW)
    with pytest.raises(TooLate):
        join(group, stranger, by=stranger, now=group.starts_at)
    assert join(group, stranger, by=stranger, now=NOW).pk == join(group, stranger, by=stranger, now=NOW).pk
    with pytest.raises(NotAllowed):
        leave(SeatWait.objects.get(), by=PersonFactory(), now=NOW)
    for number in range(1, WAITS_AT_MOST):
        join(full_group(THURSDAY_AT_TWO + number * 12)[0], stranger, by=stranger, now=NOW)
    one_more = full_group(THURSDAY_AT_TWO + 96)[0]
    with pytest.raises(TooManyRequests):
        join(one_more, stranger, by=stranger, now=NOW)
    # On somebody's request the desk can.
    assert join(one_more, stranger, by=CoordinatorFactory(), now=NOW).state == "waiting"


def test_where_a_seat_is_free_after_all_it_is_offered_at_once() -> None:
    group, seat = full_group()
    give_back_seat(seat, seat.person, now=NOW)
    assert state(waiting_in(group)) == ("offered", 1)


def test_a_cancelled_group_ends_its_list_and_tells_whom_a_seat_was_offered() -> None:
    group, seat = full_group()
    offered, waiting = waiting_in(group, "+46700000003"), waiting_in(group, "+46700000004")
    give_back_seat(seat, seat.person, now=NOW)
    cancel(group, group.mentor, now=NOW)
    assert [state(one)[0] for one in (offered, waiting)] == ["over", "over"]
    assert notices_to(offered.person) == [("cancelled", "queued"), ("seat_offered", "cancelled")]
    assert notices_to(waiting.person) == []
