"""Rooms are taken and given back with the meeting, and no two meetings are in one at once."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import choose
from mentors.booking.errors import NotAllowed, TimeTaken
from mentors.booking.opening import open_meeting
from mentors.hours.models import PairingSettings
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting, OccupiedRoom
from mentors.meetings.quarters import quarter_of
from mentors.places.models import Place, PlaceDays, PlaceHours, Room
from tests.factories import CoordinatorFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import (
    NOW,
    STOCKHOLM,
    choose_first,
    learner_with_card,
    mentor_with_time,
    pairing_of,
    suggest,
    times_of,
)

pytestmark = pytest.mark.django_db

TWO = quarter_of(datetime.datetime(2026, 12, 1, 14, tzinfo=STOCKHOLM))


@pytest.fixture
def place() -> Place:
    """With one room for two and one for six."""
    PairingSettings.objects.create(release_first_pairing=False)
    place = PlaceFactory()
    for name, seats in (("Stora", 6), ("Lilla", 2)):
        Room.objects.create(place=place, name=name, seats=seats)
    return place


def ask(mentor, learner=None):
    learner = learner or learner_with_card()
    suggest(learner, mentor)
    return choose_first(learner, mentor)


def test_a_meeting_takes_the_smallest_room_that_is_free_and_gives_it_back(place):
    first, second, third = (mentor_with_time(place=place, ends=datetime.time(15)) for _ in range(3))
    held = ask(first)
    assert (held.room.name, held.occupied_rooms.count()) == ("Lilla", 4)
    assert ask(second, learner_with_card(learner=PersonFactory(phone="+46700000005"))).room.name == "Stora"
    # Both rooms are taken then: the next one is offered another week, and cannot be forced in.
    late = learner_with_card(learner=PersonFactory())
    suggest(late, third)
    assert times_of(third)[0].starts_at.date() == datetime.date(2026, 12, 8)
    with pytest.raises(TimeTaken):
        choose(late, third, TWO, place.pk, key=uuid.uuid4(), by=late, now=NOW)
    cancel(accept(held, first, now=NOW), first, now=NOW)
    assert times_of(third)[0].start_quarter == TWO


def test_a_group_needs_a_room_with_a_seat_for_each_and_one_more(place):
    coordinator, mentors = CoordinatorFactory(), [PersonFactory() for _ in range(2)]
    group = open_meeting(mentors[0], place, TWO, TWO + 4, by=coordinator, seats=5, now=NOW)
    assert group.room.name == "Stora"
    with pytest.raises(TimeTaken):
        open_meeting(mentors[1], place, TWO + 3, TWO + 7, by=coordinator, seats=5, now=NOW)
    assert not Meeting.objects.filter(mentor=mentors[1]).exists()
    # Half-open: one may begin when another ends.
    assert (
        open_meeting(mentors[1], place, TWO + 4, TWO + 8, by=coordinator, seats=5, now=NOW).room == group.room
    )


def test_the_database_keeps_two_meetings_out_of_one_room(place):
    meeting = ask(mentor_with_time(place=place))
    taken = meeting.occupied_rooms.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        OccupiedRoom.objects.create(room=taken.room, quarter=taken.quarter, meeting=meeting)
    for wrong in (
        lambda: PlaceDays.objects.create(place=place, first_day=NOW, last_day=NOW, starts=datetime.time(9)),
        lambda: PlaceHours.objects.create(
            place=place, weekday=0, starts=datetime.time(9), ends=datetime.time(9)
        ),
        lambda: Room.objects.create(place=place, name="Skrubben", seats=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_the_first_meeting_is_where_everybody_may_come_in_whoever_books_it(place):
    Place.objects.update(is_public=False)
    learner, mentor = learner_with_card(), mentor_with_time(place=place)
    suggest(learner, mentor)
    for by in (learner, CoordinatorFactory()):
        with override("en"), pytest.raises(NotAllowed, match="open to everybody"):
            choose(learner, mentor, TWO, place.pk, key=uuid.uuid4(), by=by, now=NOW)
    Place.objects.update(is_public=True)
    pairing = pairing_of(accept(choose_first(learner, mentor), mentor, now=NOW))
    Place.objects.update(is_public=False)
    Pairing.objects.filter(pk=pairing.pk).update(state=Pairing.State.ACTIVE)
    assert choose(learner, mentor, TWO + 96 * 7, place.pk, key=uuid.uuid4(), by=learner, now=NOW).pk


@pytest.mark.parametrize(
    "wrong",
    [{"name": "Hemma hos Fatima"}, {"address": "Storgatan 1 lgh 1102"}, {"address": "c/o Berg, Storgatan 1"}],
)
def test_somebodys_home_cannot_be_entered(wrong):
    with pytest.raises(ValidationError) as refused:
        Place(**{"name": "Biblioteket", "part_of_town": "Söder", "address": "Torget 1", **wrong}).full_clean()
    assert list(refused.value.message_dict) == list(wrong)
    Place(name="Biblioteket", part_of_town="Söder", address="Torget 1").full_clean()


def test_what_there_is_is_said_in_words():
    place = PlaceFactory(has_wifi=True, has_hearing_loop=True, is_step_free=True)
    with override("sv"):
        assert place.what_there_is == ["wifi", "hörslinga", "inga trappsteg på vägen in"]
