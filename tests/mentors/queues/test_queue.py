"""The queue of a drop-in: numbers in the order of arrival, about nobody, called one by one, over when it is over."""

from __future__ import annotations

import datetime
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mentors.booking.errors import NotAllowed, TooLate, TooManyRequests
from mentors.booking.opening import open_meeting
from mentors.cards.caps import CAPS
from mentors.meetings.models import Meeting
from mentors.meetings.place_day import address_of as day_of
from mentors.places.models import PlaceDays
from mentors.queues import tickets
from mentors.queues.models import Ticket
from mentors.queues.tickets import NotOpen, call_next, forget_old_tickets, leave, take
from mentors.queues.waiting import queue_of
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, mentor_with_time
from tests.mentors.views.browsing import Browser
from tests.roles import start_pages

pytestmark = pytest.mark.django_db

#: Tuesday, two to four.
BEGINS = NOW + datetime.timedelta(days=1, hours=4)


@pytest.fixture
def clock():
    cache.clear()
    with time_machine.travel(BEGINS - datetime.timedelta(hours=3), tick=False) as clock:
        yield clock


def test_anybody_finds_the_drop_ins_without_a_card_and_none_behind_a_locked_door(drop_in, client) -> None:
    start_pages()
    place = drop_in.place
    page = client.get("/en/nummer/").content.decode()
    assert "Open now, until 16:00" in page
    assert place.address in page
    assert reverse("mentors:queue", args=[drop_in.pk]).split("/", 2)[2] in page
    assert drop_in.mentor.alias not in page
    assert "/en/nummer/" in client.get("/en/traffa/").content.decode()
    day = BEGINS.date()
    PlaceDays.objects.create(place=place, first_day=day, last_day=day)
    assert "Nothing is planned right now." in client.get("/en/nummer/").content.decode()


@pytest.fixture
def drop_in(clock) -> Meeting:
    """It has just begun."""
    start = int(BEGINS.timestamp()) // 900
    meeting = open_meeting(
        mentor_with_time(), PlaceFactory(), start, start + 8, by=CoordinatorFactory(), format="drop_in"
    )
    clock.move_to(BEGINS)
    return meeting


def number(meeting: Meeting) -> Ticket:
    return take(meeting, key=uuid.uuid4())


def test_numbers_are_given_in_order_once_for_each_press_and_only_around_the_drop_in(drop_in, clock):
    key = uuid.uuid4()
    assert [take(drop_in, key=key).number, take(drop_in, key=key).number, number(drop_in).number] == [1, 1, 2]
    for moment, problem in (
        (BEGINS - datetime.timedelta(minutes=31), NotOpen),
        (BEGINS + datetime.timedelta(hours=2), NotOpen),
    ):
        clock.move_to(moment)
        with pytest.raises(problem):
            number(drop_in)
    clock.move_to(BEGINS - datetime.timedelta(minutes=30))
    assert number(drop_in).number == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(meeting=drop_in, number=3, key=uuid.uuid4())
    Meeting.objects.filter(pk=drop_in.pk).update(format="group", seats=3)
    with pytest.raises(NotOpen):
        number(drop_in)


def test_nobody_can_fill_the_queue(drop_in, monkeypatch):
    monkeypatch.setattr(tickets, "WAITING_AT_MOST", 2)
    first = number(drop_in)
    number(drop_in)
    with pytest.raises(TooManyRequests):
        number(drop_in)
    leave(first)
    assert number(drop_in).number == 3


def test_the_next_is_called_once_however_often_and_by_whomever_it_is_pressed(drop_in, clock):
    first, second, third = (number(drop_in) for _ in range(3))
    leave(second)
    mentor, desk = drop_in.mentor, CoordinatorFactory()
    for by in (mentor, desk, mentor):
        called = call_next(drop_in, by, seen=0)
        assert called is not None
        assert called.number == first.number
    after = call_next(drop_in, desk, seen=1)
    assert after is not None
    assert after.number == third.number
    leave(third)
    assert call_next(drop_in, mentor, seen=3) is None
    assert list(Ticket.objects.values_list("number", "state")) == [(1, "called"), (2, "left"), (3, "called")]
    with pytest.raises(NotAllowed):
        call_next(drop_in, PersonFactory(), seen=3)
    clock.move_to(BEGINS + datetime.timedelta(hours=2))
    with pytest.raises(TooLate):
        call_next(drop_in, mentor, seen=3)


def test_how_long_is_worked_out_from_this_drop_in_and_not_said_before(drop_in, clock):
    people = [number(drop_in) for _ in range(10)]
    for nth in range(3):
        assert queue_of(drop_in).minutes is None
        call_next(drop_in, drop_in.mentor, seen=nth)
        clock.shift(datetime.timedelta(minutes=10))
    queue = queue_of(drop_in, people[5])
    assert (queue.ahead, queue.minutes, queue.is_enough, queue.called) == (2, 20, True, 3)
    # The one under way takes long: then it takes longer for all who wait, and not everybody gets their turn.
    clock.shift(datetime.timedelta(minutes=40))
    queue = queue_of(drop_in, people[9])
    assert (queue.ahead, queue.minutes, queue.is_enough) == (6, 140, False)


def test_a_number_is_taken_by_a_button_without_signing_in_and_nothing_about_the_person_is_kept(
    drop_in, clock
):
    start_pages()
    browser = Client(enforce_csrf_checks=True)
    address = f"/en/nummer/{drop_in.pk}/"
    page = browser.get(address).content.decode()
    assert "Nobody is before you." in page
    assert not Ticket.objects.exists()
    key = page.split('name="key" value="')[1].split('"')[0]
    mine = [browser.post(address, {"key": key})["Location"] for _press in range(2)]
    assert (mine[0] == mine[1], Ticket.objects.count(), len(browser.cookies)) == (True, 1, 0)
    waiting = browser.get(mine[0])
    assert "Your number: 1" in waiting.content.decode()
    assert (waiting["Refresh"], "no-store" in waiting["Cache-Control"]) == ("30", True)
    assert f'href="{mine[0]}"' in waiting.content.decode()
    call_next(drop_in, drop_in.mentor, seen=0)
    turn = browser.get(mine[0])
    assert "It is your turn" in turn.content.decode()
    assert "Refresh" not in turn
    wall = browser.get(f"/en/plats/{day_of(drop_in.place)}/?skarm=1").content.decode()
    assert "Number 1 has been called." in wall
    assert address in wall
    assert browser.get(mine[0].replace("mitt/", "mitt/9")).status_code == 404
    clock.move_to(BEGINS + datetime.timedelta(hours=2))
    assert browser.get(mine[0]).status_code == 404
    clock.shift(datetime.timedelta(hours=13))
    assert (forget_old_tickets(), Ticket.objects.count()) == (1, 0)


def test_one_address_takes_only_so_many(drop_in, monkeypatch):
    start_pages()
    monkeypatch.setitem(CAPS, "ticket", "2/m/ip")
    answers = [Client().post(f"/en/nummer/{drop_in.pk}/").status_code for _press in range(3)]
    assert answers == [302, 302, 429]


def test_who_leads_it_and_the_desk_press_next(drop_in):
    start_pages()
    number(drop_in)
    number(drop_in)
    browser = Browser()
    address = f"/en/mote/{drop_in.pk}/ko/"
    browser.sign_in(drop_in.mentor)
    assert "2 people wait." in browser.open(address)
    assert browser.send(address, {"seen": "0"}).status_code == 302
    assert "Number 1 has been called." in browser.open(address)
    assert Browser().sign_in(PersonFactory()).get(address).status_code == 404
    assert reverse("desk:call_next", args=[drop_in.pk])
