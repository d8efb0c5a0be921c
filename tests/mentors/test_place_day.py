"""A place's day on its wall: what a passer-by may read, and nothing else."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.booking.opening import open_meeting
from mentors.hours.models import PairingSettings
from mentors.meetings.models import Meeting
from mentors.meetings.place_day import ADDRESS_LIVES, address_of, day_at, place_at
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Room
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import NOW, choose_first, learner_with_card, mentor_with_time, suggest
from tests.roles import start_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(db: None) -> Meeting:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    Room.objects.create(place=mentor.mentor_card.weekly_hours.get().place, name="Ljuset", seats=8)
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor, now=NOW)


def test_it_says_when_and_in_which_room_and_names_nobody(booked: Meeting) -> None:
    start_pages()
    address = f"/en/plats/{address_of(booked.place)}/"
    assert booked.holder is not None
    with time_machine.travel(booked.starts_at, tick=False):
        response = Client().get(address)
        shown = response.content.decode()
        assert (response.status_code, "Refresh" in response) == (200, False)
        assert "14:00–15:00" in shown
        assert "Meeting, Ljuset" in shown
        for word in (booked.mentor.alias, booked.holder.alias, "bankid"):
            assert word not in shown
        on_screen = Client().get(f"{address}?skarm=1")
        assert ("Refresh" in on_screen, len(on_screen.cookies)) == (True, 0)
        assert "no-store" in on_screen["Cache-Control"]


def test_of_today_what_stands_and_is_not_over(booked: Meeting) -> None:
    place, before, after = booked.place, booked.starts_at, booked.ends_at
    open_meeting(
        PersonFactory(),
        place,
        booked.start_quarter + 96,
        booked.end_quarter + 96,
        by=CoordinatorFactory(),
        now=NOW,
    )
    open_meeting(
        PersonFactory(),
        PlaceFactory(),
        booked.start_quarter,
        booked.end_quarter,
        by=CoordinatorFactory(),
        now=NOW,
    )
    assert [(one.room, one.is_now) for one in day_at(place, whole=False, now=before)] == [("Ljuset", True)]
    assert [len(day_at(place, whole=whole, now=after)) for whole in (False, True)] == [0, 1]
    assert day_at(place, whole=True, now=before - datetime.timedelta(days=1)) == []
    cancel(booked, booked.mentor, now=NOW)
    assert day_at(place, whole=True, now=before) == []
    # What lasts past midnight is on the wall until it is over.
    start = quarter_of(before.replace(hour=22))
    open_meeting(
        PersonFactory(), place, start, start + 12, by=CoordinatorFactory(), format="drop_in", now=NOW
    )
    midnight = before.replace(hour=0) + datetime.timedelta(days=1)
    assert [one.is_now for one in day_at(place, whole=False, now=midnight)] == [True, False]
    assert [one.is_now for one in day_at(place, whole=False, now=midnight.replace(hour=1))] == [False]


def test_an_address_is_signed_and_has_an_end() -> None:
    place = PlaceFactory()
    with time_machine.travel(NOW, tick=False):
        said = address_of(place)
        assert place_at(said) == place
    with time_machine.travel(NOW + ADDRESS_LIVES + datetime.timedelta(seconds=2), tick=False):
        assert place_at(said) is None
    for wrong in (f"{place.pk}", said[:-1], f"9{said}", "å"):
        with time_machine.travel(NOW, tick=False):
            assert place_at(wrong) is None, wrong
