"""Several processes that want the same thing in the same moment; a program of `running.Processes`.

    python -m tests.races.racer 8

Loads the site once and forks. Then reads a line a race from standard input: a JSON list with one list of orders for
each process. Each waits until the moment that its orders name, does them, and what they say is answered in one line of
the same shape: `outcome` is `won` (with the meeting's id), `taken` (`why`: the name of the problem that was told), or
`error` (with what was raised); `waited_ms` how long it took. Several orders of one process are carried out by as many
threads.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

import django

#: How long the negative control looks away between its check and its insert: as long as a page takes.
PAUSE_SECONDS = 0.02


def main() -> None:
    """Start those that race, and carry orders to them until standard input ends."""
    django.setup()
    # What answers is read before the fork, once.
    import config.urls  # noqa: F401

    fork = multiprocessing.get_context("fork")
    lines: list[Connection] = []
    for _ in range(int(sys.argv[1])):
        ours, theirs = fork.Pipe()
        lines.append(ours)
        fork.Process(target=race, args=(theirs, lines), daemon=True).start()
        theirs.close()
    print(json.dumps([line.recv() for line in lines]), flush=True)
    for written in sys.stdin:
        for line, orders in zip(lines, json.loads(written), strict=True):
            line.send(orders)
        print(json.dumps([line.recv() for line in lines]), flush=True)


def race(line: Connection, of_others: list[Connection]) -> None:
    """Carry out orders with a connection of one's own, until nobody gives any."""
    from django.db import connection

    for other in of_others:
        other.close()
    connection.ensure_connection()
    line.send("ready")
    while True:
        try:
            orders = line.recv()
        except EOFError:
            return
        if len(orders) == 1:
            line.send([in_its_moment(orders[0])])
        else:
            with ThreadPoolExecutor(len(orders) or 1) as threads:
                line.send(list(threads.map(with_its_own_connection, orders)))


def with_its_own_connection(order: dict[str, Any]) -> dict[str, Any]:
    """As one of many threads: connected before the moment comes, and gone after it."""
    from django.db import connection

    connection.ensure_connection()
    try:
        return in_its_moment(order)
    finally:
        connection.close()


def in_its_moment(order: dict[str, Any]) -> dict[str, Any]:
    """Wait for the moment, do what the order says, and say how long it took."""
    time.sleep(max(0.0, order["at"] - time.time()))
    began = time.monotonic()
    result = attempt(order)
    return {**result, "waited_ms": round((time.monotonic() - began) * 1000)}


def attempt(order: dict[str, Any]) -> dict[str, Any]:
    """Do what the order says and put the outcome into words."""
    from mentors.booking.errors import NotAllowed, TimeTaken, TooLate
    from mentors.loans.errors import NoneFree
    from mentors.matching.rounds.errors import NewerPlan
    from users.codes import CodeIsOver

    try:
        won = {
            "choose": choose,
            "accept": accept,
            "decline": decline,
            "take_seat": take_seat,
            "give_back": give_back,
            "take_offer": take_offer,
            "pass_on": pass_on,
            "move": move,
            "reassign": reassign,
            "borrow": borrow,
            "plan_round": plan_round,
            "release_round": release_round,
            "check_then_insert": check_then_insert,
            "book_outside_the_week": book_outside_the_week,
            "type_code": type_code,
            "take_number": take_number,
            "call_next": call_next,
            "take_number_carelessly": take_number_carelessly,
            "take_seat_carelessly": take_seat_carelessly,
            "offer_carelessly": offer_carelessly,
            "take_room_carelessly": take_room_carelessly,
            "borrow_carelessly": borrow_carelessly,
        }[order["how"]](order)
    except (TimeTaken, TooLate, NoneFree, NotAllowed, NewerPlan, CodeIsOver) as problem:
        return {"outcome": "taken", "why": type(problem).__name__}
    except Exception:
        return {"outcome": "error", "error": traceback.format_exc()}
    return {"outcome": "won", "meeting": won}


def choose(order: dict[str, Any]) -> str:
    """The booking rule as the site calls it."""
    from mentors.booking import choosing
    from users.models import User

    learner = User.objects.get(pk=order["learner"])
    mentor = User.objects.get(pk=order["mentor"])
    meeting = choosing.choose(
        learner, mentor, order["start"], order["place"], key=uuid.UUID(order["key"]), by=learner
    )
    return str(meeting.pk)


def accept(order: dict[str, Any]) -> str:
    """A yes to a request."""
    from mentors.booking import answering
    from mentors.meetings.models import Meeting
    from users.models import User

    meeting, by = Meeting.objects.get(pk=order["meeting"]), User.objects.get(pk=order["by"])
    return str(answering.accept(meeting, by).pk)


def decline(order: dict[str, Any]) -> str:
    """A no to a request."""
    from mentors.booking import answering
    from mentors.meetings.models import Meeting
    from users.models import User

    meeting, by = Meeting.objects.get(pk=order["meeting"]), User.objects.get(pk=order["by"])
    return str(answering.decline(meeting, by).pk)


def take_seat(order: dict[str, Any]) -> str:
    """A seat in a group."""
    from mentors.booking import seats
    from mentors.meetings.models import Meeting
    from users.models import User

    learner = User.objects.get(pk=order["learner"])
    meeting = Meeting.objects.get(pk=order["meeting"])
    return str(seats.take_seat(meeting, learner, key=uuid.UUID(order["key"]), by=learner).meeting_id)


def give_back(order: dict[str, Any]) -> str:
    """One's own seat in a group."""
    from mentors.booking import seats
    from mentors.meetings.models import Booking

    seat = Booking.objects.select_related("meeting", "person").get(pk=order["seat"])
    seats.give_back_seat(seat, seat.person)
    return str(seat.meeting_id)


def take_offer(order: dict[str, Any]) -> str:
    """The seat that is offered to somebody who waits."""
    from mentors.booking import waiting_list
    from mentors.meetings.models import SeatWait

    wait = SeatWait.objects.select_related("meeting", "person").get(pk=order["wait"])
    return str(waiting_list.take_offer(wait, by=wait.person).pk)


def pass_on(_order: dict[str, Any]) -> str:
    """What the worker does with seats that are free."""
    from mentors.booking import offering

    return str(offering.pass_on_seats())


def move(order: dict[str, Any]) -> str:
    """A meeting to another time, as the desk does it."""
    from mentors.booking import moving
    from mentors.meetings.models import Meeting
    from users.models import User

    meeting, by = Meeting.objects.get(pk=order["meeting"]), User.objects.get(pk=order["by"])
    return str(moving.move(meeting, order["start"], order["place"], version=order["version"], by=by).pk)


def reassign(order: dict[str, Any]) -> str:
    """A meeting to another mentor, as the desk does it."""
    from mentors.booking import reassigning
    from mentors.meetings.models import Meeting
    from users.models import User

    meeting, by = Meeting.objects.get(pk=order["meeting"]), User.objects.get(pk=order["by"])
    mentor = User.objects.get(pk=order["mentor"])
    return str(reassigning.reassign(meeting, mentor, version=order["version"], by=by).pk)


def borrow(order: dict[str, Any]) -> str:
    """One device of a kind."""
    from mentors.loans.lending import reserve
    from users.models import User

    person = User.objects.get(pk=order["learner"])
    return str(reserve(person, order["kind"], person).device_id)


def type_code(order: dict[str, Any]) -> str:
    """Six digits from a text message: whose they are, nobody's for wrong ones."""
    from users.codes import owner_of_code

    owner = owner_of_code(uuid.UUID(order["code"]), order["digits"])
    return str(owner.pk) if owner else ""


def take_number(order: dict[str, Any]) -> str:
    """The next number of a drop-in."""
    from mentors.meetings.models import Meeting
    from mentors.queues.tickets import take

    return str(take(Meeting.objects.get(pk=order["meeting"]), key=uuid.UUID(order["key"])).number)


def call_next(order: dict[str, Any]) -> str:
    """Call the next number: the one that is called now."""
    from mentors.meetings.models import Meeting
    from mentors.queues import tickets
    from users.models import User

    drop_in, by = Meeting.objects.get(pk=order["meeting"]), User.objects.get(pk=order["by"])
    called = tickets.call_next(drop_in, by, seen=order["seen"])
    return str(called.number) if called else ""


def take_number_carelessly(order: dict[str, Any]) -> str:
    """The negative control of numbers: look for the last one, then write the next, as if nobody came between."""
    from django.db.models import Max

    from mentors.queues.models import Ticket

    last = Ticket.objects.filter(meeting=order["meeting"]).aggregate(last=Max("number"))["last"] or 0
    time.sleep(PAUSE_SECONDS)
    Ticket.objects.create(meeting_id=order["meeting"], number=last + 1, key=order["key"])
    return str(last + 1)


def take_seat_carelessly(order: dict[str, Any]) -> str:
    """The negative control of seats: look for one that is free, then sit on it, as if nobody came between."""
    from mentors.booking.offering import free_seats
    from mentors.meetings.models import Booking, Meeting

    (seat, *_others) = free_seats(Meeting.objects.get(pk=order["meeting"]))
    time.sleep(PAUSE_SECONDS)
    Booking.objects.create(
        meeting_id=order["meeting"], person_id=order["learner"], role=Booking.Role.LEARNER, seat=seat
    )
    return str(seat)


def offer_carelessly(order: dict[str, Any]) -> str:
    """The negative control of waiting lists: look for a seat that is free, then offer it, as if nobody came between."""
    from mentors.booking.offering import free_seats
    from mentors.meetings.models import SeatWait

    wait = SeatWait.objects.select_related("meeting").get(pk=order["wait"])
    (seat, *_others) = free_seats(wait.meeting)
    time.sleep(PAUSE_SECONDS)
    wait.state, wait.offered_seat, wait.offered_until = "offered", seat, wait.meeting.starts_at
    wait.save(update_fields=["state", "offered_seat", "offered_until"])
    return str(seat)


def take_room_carelessly(order: dict[str, Any]) -> str:
    """The negative control of rooms: look for one that is free, then take it, as if nobody came between."""
    from django.db import transaction

    from mentors.meetings.models import Meeting, OccupiedRoom
    from mentors.places.models import Room

    taken = OccupiedRoom.objects.filter(quarter=order["start"]).values("room")
    room = Room.objects.filter(place=order["place"]).exclude(pk__in=taken).order_by("pk")[0]
    time.sleep(PAUSE_SECONDS)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            state=Meeting.State.STANDS,
            start_quarter=order["start"],
            end_quarter=order["start"] + 1,
            place_id=order["place"],
            mentor_id=order["mentor"],
            room=room,
        )
        OccupiedRoom.objects.create(meeting=meeting, room=room, quarter=order["start"])
    return str(room.pk)


def borrow_carelessly(order: dict[str, Any]) -> str:
    """The negative control of devices: look for one that nobody has, then reserve it, as if nobody came between."""
    from django.utils import timezone

    from mentors.loans.models import Device, Loan

    device = Device.objects.filter(kind=order["kind"]).free()[0]
    time.sleep(PAUSE_SECONDS)
    Loan.objects.create(
        device=device, kind=device.kind, borrower_id=order["learner"], kept_until=timezone.localdate()
    )
    return str(device.pk)


def plan_round(order: dict[str, Any]) -> str:
    """A round from what is known right now."""
    from mentors.matching.rounds import planning
    from users.models import User

    return str(planning.plan_round(User.objects.get(pk=order["by"])).pk)


def release_round(order: dict[str, Any]) -> str:
    """Everything of a round that waits."""
    from mentors.matching.rounds import releasing
    from mentors.matching.rounds.models import Round
    from users.models import User

    lines = releasing.release_round(Round(pk=order["round"]), User.objects.get(pk=order["by"]))
    return str(len(lines))


def check_then_insert(order: dict[str, Any]) -> str:
    """What the booking rule is not: look whether the time is free, then write, as if nobody came between.

    The negative control: where the unique constraint is gone as well, this books a time twice.
    """
    from django.db import transaction

    from mentors.booking.errors import TimeTaken
    from mentors.booking.occupying import occupy_both
    from mentors.hours.free_times import is_free
    from mentors.hours.models import PairingSettings
    from mentors.meetings.models import Meeting

    time_found = is_free(order["mentor"], order["start"], order["place"])
    if time_found is None:
        raise TimeTaken
    time.sleep(PAUSE_SECONDS)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            state=Meeting.State.STANDS,
            start_quarter=time_found.start_quarter,
            end_quarter=time_found.end_quarter,
            place_id=order["place"],
            mentor_id=order["mentor"],
            holder_id=order["learner"],
        )
        occupy_both(meeting, order["learner"], PairingSettings())
    return str(meeting.pk)


def book_outside_the_week(order: dict[str, Any]) -> str:
    """The negative control of a full week: look, then write, and take no number in the mentor's week."""
    from django.db import transaction

    from mentors.booking.errors import TimeTaken
    from mentors.booking.occupying import occupy
    from mentors.hours.free_times import is_free
    from mentors.meetings.models import Meeting

    found = is_free(order["mentor"], order["start"], order["place"])
    if found is None:
        raise TimeTaken
    time.sleep(PAUSE_SECONDS)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            state=Meeting.State.STANDS,
            start_quarter=found.start_quarter,
            end_quarter=found.end_quarter,
            place_id=order["place"],
            mentor_id=order["mentor"],
            holder_id=order["learner"],
        )
        occupy(meeting, order["mentor"])
    return str(meeting.pk)


if __name__ == "__main__":
    main()
