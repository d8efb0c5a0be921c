"""Counting once, without a person."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection

from courses.papers.counting import GOOD_FOR, MEASURE, BadTicketError, new_ticket, read_ticket
from insight.models import Count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def counted():
    return dict(Count.objects.filter(measure=MEASURE).values_list("dimensions", "times"))


def test_a_ticket_counts_each_of_its_papers_once():
    ticket = read_ticket(new_ticket(["rent", "electricity"]))
    assert not ticket.is_used()
    assert [ticket.use(), ticket.use()] == [True, False]
    assert ticket.is_used()
    assert counted() == {"paper=rent": 1, "paper=electricity": 1}


def test_two_tickets_count_twice():
    read_ticket(new_ticket(["rent"])).use()
    read_ticket(new_ticket(["rent"])).use()
    assert counted() == {"paper=rent": 2}


def test_what_is_stored_is_the_paper_and_the_month():
    with time_machine.travel(datetime.datetime(2028, 2, 29, 12, tzinfo=datetime.UTC), tick=False):
        read_ticket(new_ticket(["rent"])).use()
    stored = Count.objects.get()
    assert (stored.measure, stored.dimensions, stored.month, stored.times) == (
        "obstacle.paper_after_due_day",
        "paper=rent",
        datetime.date(2028, 2, 1),
        1,
    )


@pytest.mark.parametrize("signed", ["", "x", "a:b:c", "\x00", "eyJuIjoieCJ9:1x:y", "1" * 5000])
def test_what_is_not_our_ticket_is_refused(signed):
    with pytest.raises(BadTicketError):
        read_ticket(signed)


def test_a_changed_ticket_is_refused():
    signed = new_ticket(["rent"])
    with pytest.raises(BadTicketError):
        read_ticket(("A" if signed[0] != "A" else "B") + signed[1:])


def test_a_ticket_is_good_for_a_day():
    now = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        signed = new_ticket(["rent"])
    with time_machine.travel(now + datetime.timedelta(seconds=GOOD_FOR - 5), tick=False):
        assert read_ticket(signed).papers == ("rent",)
    with (
        time_machine.travel(now + datetime.timedelta(seconds=GOOD_FOR + 5), tick=False),
        pytest.raises(BadTicketError),
    ):
        read_ticket(signed)


def test_a_used_ticket_stays_used_for_as_long_as_it_is_good():
    now = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        ticket = read_ticket(new_ticket(["rent"]))
        ticket.use()
        clock.shift(GOOD_FOR - 1)
        assert not ticket.use()


def test_what_the_database_could_not_count_may_be_tried_again():
    def no_writing(execute, sql, params, many, context):
        raise OperationalError("the disk is full")

    ticket = read_ticket(new_ticket(["rent"]))
    with pytest.raises(OperationalError), connection.execute_wrapper(no_writing):
        ticket.use()
    assert not ticket.is_used()
    assert ticket.use()
    assert counted() == {"paper=rent": 1}
