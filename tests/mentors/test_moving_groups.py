"""A group is moved: seats and waiting list are kept, whoever is elsewhere is named before, and everybody is told."""

from __future__ import annotations

import uuid

import pytest
from django.utils.translation import override
from icalendar import Calendar

from mentors.booking.errors import LosesSeat, NotAllowed, TimeTaken, TooLate
from mentors.booking.moving_groups import move_group
from mentors.booking.offering import offer_free_seats
from mentors.booking.opening import open_meeting
from mentors.booking.seats import give_back_seat, take_seat
from mentors.booking.waiting_list import join
from mentors.calendars.feeds import gone_for_calendar, meetings_for_calendar
from mentors.calendars.files import file_of
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter, OccupiedRoom
from mentors.meetings.times import with_date
from mentors.places.models import Place, Room
from mentors.queues.models import Ticket
from messaging.models import Message
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, history, learner_with_card, notices_to
from tests.mentors.test_waiting_list import THURSDAY_AT_TWO, state
from users.models import User

pytestmark = pytest.mark.django_db

DAY = 96


def somebody(last: int) -> User:
    return PersonFactory(phone=f"+4670000001{last}")


def group(*people: User, place: Place | None = None, **more: object) -> Meeting:
    """A group on a Thursday from two to four, in which these people have a seat."""
    leader, place = somebody(9), place or PlaceFactory()
    start = more.pop("start", THURSDAY_AT_TWO)
    opened = open_meeting(leader, place, start, start + 8, by=CoordinatorFactory(), now=NOW, **more)  # type: ignore[operator, arg-type]
    for person in people:
        take_seat(opened, person, key=uuid.uuid4(), by=person, now=NOW)
    return opened


def moved(meeting: Meeting, *, to: int = THURSDAY_AT_TWO + DAY, **more: object) -> Meeting:
    """A day later where nothing else is said, at the same place."""
    more = {"version": meeting.version, "by": CoordinatorFactory(), "now": NOW, **more}
    return move_group(meeting, more.pop("place", meeting.place), to, to + 8, **more)  # type: ignore[arg-type]


def test_seats_are_kept_and_everybody_is_told_once() -> None:
    place = PlaceFactory()
    room = Room.objects.create(place=place, name="Ljuset", seats=8)
    people = [somebody(1), somebody(2)]
    meeting = group(*people, place=place)
    desk = CoordinatorFactory()
    for _press in range(2):
        after = moved(meeting, by=desk, version=1, entered_by="phone")
    assert (after.pk, after.version, after.start_quarter) == (meeting.pk, 2, THURSDAY_AT_TWO + DAY)
    assert history(after).count("moved") == 1
    assert after.bookings.exclude(seat=None).count() == 2
    new = set(range(after.start_quarter, after.end_quarter))
    assert set(OccupiedRoom.objects.values_list("room", "quarter")) == {(room.pk, one) for one in new}
    for person in (*people, after.mentor):
        taken = set(OccupiedQuarter.objects.filter(person=person).values_list("quarter", flat=True))
        assert new <= taken <= new | {after.end_quarter}
        told = notices_to(person)
        assert [told.count((kind, "queued")) for kind in ("moved", "reminder")] == [1, 1]
    (shown,) = meetings_for_calendar(people[0], now=NOW)
    event = Calendar.from_ical(file_of(shown, language="sv", with_place=False)).walk("VEVENT")[0]
    assert (event["SEQUENCE"], event["DTSTART"].dt) == (1, after.starts_at)


def test_whoever_is_elsewhere_is_named_first_and_then_gives_the_seat_back_and_is_told() -> None:
    here, elsewhere, waits = somebody(1), somebody(2), somebody(3)
    meeting = group(here, elsewhere, seats=2)
    group(elsewhere, start=THURSDAY_AT_TWO + DAY + 4)
    wait = join(meeting, waits, by=waits, now=NOW)
    with pytest.raises(LosesSeat) as asks:
        moved(meeting)
    assert list(asks.value.people) == [elsewhere]
    meeting.refresh_from_db()
    assert (meeting.version, meeting.start_quarter) == (1, THURSDAY_AT_TWO)
    assert meeting.occupied_quarters.filter(person=elsewhere).count() == 8
    assert ("moved", "queued") not in notices_to(here)
    after = moved(meeting, seen=[elsewhere.pk])
    assert set(after.bookings.exclude(seat=None).values_list("person", flat=True)) == {here.pk}
    (told,) = Message.objects.filter(person=elsewhere, kind="cancelled")
    with override(elsewhere.language):
        assert with_date(meeting.starts_at) in told.text
    assert elsewhere.lost_seats.get().starts_at == meeting.starts_at
    # Their calendar hears of it as it had it, and of nothing that came after.
    (gone,) = gone_for_calendar(elsewhere, now=NOW)
    assert (gone.start_quarter, gone.sequence) == (THURSDAY_AT_TWO, 1)
    assert gone_for_calendar(here, now=NOW) == []
    # Their seat goes to whoever waits, at the new time.
    assert state(wait) == ("offered", 2)


def test_who_needs_no_steps_is_named_before_it_moves_behind_some_and_is_offered_no_seat_there() -> None:
    sits, waits = (learner_with_card(learner=somebody(one), needs_step_free=True) for one in (1, 2))
    meeting = group(sits, somebody(3), place=PlaceFactory(is_step_free=True), seats=2)
    wait, steps = join(meeting, waits, by=waits, now=NOW), PlaceFactory()
    with pytest.raises(LosesSeat) as asks:
        moved(meeting, place=steps, seen=[sits.pk])
    assert (asks.value.people, set(asks.value.behind_steps)) == ([], {sits, waits})
    after = moved(meeting, place=steps, seen=[sits.pk, waits.pk])
    give_back_seat(Booking.objects.get(person=sits), sits, now=NOW)
    assert state(wait) == ("waiting", None)
    # Another day at the same place asks nothing. The negative control: without steps the seat is offered.
    Place.objects.update(is_step_free=True)
    moved(after, place=Place.objects.get(pk=steps.pk), to=THURSDAY_AT_TWO + 2 * DAY)
    assert state(wait) == ("offered", 1)


def test_an_offer_is_made_anew_at_the_new_time_and_who_cannot_come_then_keeps_their_place() -> None:
    sitting, first, second = somebody(1), somebody(2), somebody(3)
    meeting = group(sitting, seats=1)
    waits = [join(meeting, one, by=one, now=NOW) for one in (first, second)]
    give_back_seat(Booking.objects.get(person=sitting), sitting, now=NOW)
    assert [state(one) for one in waits] == [("offered", 1), ("waiting", None)]
    group(first, start=THURSDAY_AT_TWO + DAY)
    after = moved(meeting)
    assert [state(one) for one in waits] == [("waiting", None), ("offered", 1)]
    assert ("cancelled", "queued") in notices_to(first)
    offered = Message.objects.get(person=second, kind="seat_offered")
    with override(second.language):
        assert with_date(after.starts_at) in offered.text
    # Moved once more, the same person is told of the new time.
    moved(after, to=THURSDAY_AT_TWO + 5 * DAY)
    assert state(waits[0]) == ("offered", 1)
    assert offer_free_seats(after, now=NOW) == 0


def test_it_stands_as_it_was_where_it_cannot_be_moved() -> None:
    meeting = group(somebody(1))
    with pytest.raises(NotAllowed):
        moved(meeting, by=meeting.mentor)
    with pytest.raises(TimeTaken):
        moved(meeting, version=7)
    with pytest.raises(TooLate):
        moved(meeting, to=THURSDAY_AT_TWO - 4 * DAY)
    with pytest.raises(TooLate):
        moved(meeting, now=meeting.starts_at)
    in_the_way = THURSDAY_AT_TWO + DAY
    open_meeting(meeting.mentor, PlaceFactory(), in_the_way, in_the_way + 4, by=CoordinatorFactory(), now=NOW)
    with pytest.raises(TimeTaken):
        moved(meeting)
    with_room = PlaceFactory()
    Room.objects.create(place=with_room, name="Ljuset", seats=2)
    with pytest.raises(TimeTaken):
        moved(meeting, place=with_room, to=THURSDAY_AT_TWO + 2 * DAY)
    meeting.refresh_from_db()
    assert (meeting.version, meeting.occupied_quarters.count()) == (1, 8 + 9)
    queue = group(format="drop_in")
    Ticket.objects.create(meeting=queue, number=1, key=uuid.uuid4())
    with pytest.raises(TooLate):
        moved(queue)
