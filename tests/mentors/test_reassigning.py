"""Another mentor takes a meeting: who could, what changes hands with it, and what the earlier one is left with."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from mentors.booking.answering import accept
from mentors.booking.cancelling import cancel
from mentors.booking.errors import BookingProblem, NotAllowed, TimeTaken, TooLate
from mentors.booking.opening import open_meeting
from mentors.booking.reassigning import reassign, who_could_take
from mentors.hours.models import PairingSettings
from mentors.links.tokens import token
from mentors.meetings.models import Booking, Meeting, OccupiedQuarter
from mentors.safety.models import Block
from tests.factories import CoordinatorFactory, MentorCardFactory, PersonFactory, PlaceFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    notices_to,
    pairing_of,
    suggest,
)
from tests.roles import start_pages
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(db: None) -> Meeting:
    PairingSettings.objects.create(release_first_pairing=False)
    learner, mentor = learner_with_card(), mentor_with_time()
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor, now=NOW)


def another(phone: str = "+46700000007", **card: object) -> User:
    """A mentor who fits, without any hours."""
    return MentorCardFactory(mentor=PersonFactory(phone=phone), **card).mentor


def hand_over(meeting: Meeting, mentor: User, **more: object) -> Meeting:
    more = {"version": meeting.version, "by": CoordinatorFactory(), "now": NOW, **more}
    return reassign(meeting, mentor, **more)  # type: ignore[arg-type]


def test_another_mentor_takes_it_and_everybody_is_told(booked: Meeting) -> None:
    before, learner, stand_in = booked.mentor, booked.holder, another()
    assert learner is not None
    first_pairing = pairing_of(booked)
    assert who_could_take(booked, now=NOW) == [stand_in]
    desk = CoordinatorFactory()
    for _press in range(2):
        after = hand_over(booked, stand_in, by=desk, entered_by="phone")
    assert (after.mentor, after.version, after.starts_at) == (stand_in, 2, booked.starts_at)
    assert history(booked) == ["chosen", "accepted", "changed_hands"]
    pairing = pairing_of(after)
    assert (pairing.mentor, pairing.state) == (stand_in, "accepted")
    first_pairing.refresh_from_db()
    assert first_pairing.state == "accepted"
    # The time of the one, its pause with it, is now the other one's.
    taken = OccupiedQuarter.objects.values_list("person", flat=True)
    assert sorted(taken) == sorted([learner.pk] * 4 + [stand_in.pk] * 5)
    assert set(Booking.objects.values_list("person", "role")) == {
        (learner.pk, "learner"),
        (stand_in.pk, "mentor"),
    }
    assert ("handed_over", "queued") in notices_to(before)
    assert ("reminder", "cancelled") in notices_to(before)
    assert ("somebody_else", "queued") in notices_to(learner)
    assert notices_to(stand_in) == [("reminder", "queued"), ("time_booked", "queued")]


def test_whoever_meets_in_another_way_only_is_not_asked(booked: Meeting) -> None:
    at_places, by_phone = another(), another("+46700000008", meeting_ways=["phone"])
    assert who_could_take(booked, now=NOW) == [at_places]
    with pytest.raises(NotAllowed):
        hand_over(booked, by_phone)
    Meeting.objects.filter(pk=booked.pk).update(way="phone", place=None)
    booked.refresh_from_db()
    assert who_could_take(booked, now=NOW) == [by_phone]


def test_the_link_of_the_one_who_had_it_does_nothing_and_takes_it_out_of_a_calendar(booked: Meeting) -> None:
    start_pages()
    links = [
        f"/en/m/{token(booked, person.contact_points.get())}/" for person in (booked.mentor, booked.holder)
    ]
    hand_over(booked, another())
    with time_machine.travel(NOW, tick=False):
        assert Client().get(links[1]).status_code == 200
        pages = [
            Client().get(links[0]),
            Client().post(links[0], {"do": "ask"}),
            Client().post(links[0] + "avboka/"),
        ]
        assert ["/en/mote/bort/" in page.content.decode() for page in pages] == [True] * 3
        assert "Somebody else takes your meeting" in pages[0].content.decode()
        assert Client().get(links[0] + "flytta/").status_code == 404
    assert Meeting.objects.get(pk=booked.pk).state == "stands"


def _speaks_otherwise(_meeting: Meeting) -> User:
    return another(languages=["th"])


def _does_not_meet_the_learner(meeting: Meeting) -> User:
    mentor = another()
    Block.objects.create(by=meeting.holder, other=mentor)
    return mentor


def _has_been_asked_by_the_learner(meeting: Meeting) -> User:
    assert meeting.holder is not None
    mentor = mentor_with_time(weekday=3)
    suggest(meeting.holder, mentor)
    choose_first(meeting.holder, mentor)
    return mentor


def _is_elsewhere(meeting: Meeting) -> User:
    mentor = another()
    start = meeting.start_quarter + 2
    open_meeting(mentor, PlaceFactory(), start, start + 4, by=CoordinatorFactory(), now=NOW)
    return mentor


@pytest.mark.parametrize(
    ("somebody", "problem"),
    [
        (_speaks_otherwise, NotAllowed),
        (_does_not_meet_the_learner, NotAllowed),
        (_has_been_asked_by_the_learner, NotAllowed),
        (_is_elsewhere, TimeTaken),
    ],
)
def test_who_cannot_take_it_is_not_offered_and_is_refused(
    booked: Meeting, somebody: Callable[[Meeting], User], problem: type[BookingProblem]
) -> None:
    mentor = somebody(booked)
    assert who_could_take(booked, now=NOW) == []
    with pytest.raises(problem):
        hand_over(booked, mentor)
    booked.refresh_from_db()
    assert (booked.version, booked.occupied_quarters.count(), history(booked)[-1]) == (1, 9, "accepted")
    assert booked.mentor != mentor


def test_only_the_desk_and_only_what_is_to_come_as_it_was_looked_at(booked: Meeting) -> None:
    mentor = another()
    with pytest.raises(NotAllowed):
        hand_over(booked, mentor, by=booked.mentor)
    with pytest.raises(TooLate):
        hand_over(booked, mentor, now=booked.starts_at)
    with pytest.raises(TimeTaken):
        hand_over(booked, mentor, version=7)
    cancel(booked, booked.mentor, now=NOW)
    with pytest.raises(TooLate):
        hand_over(booked, mentor, now=NOW + datetime.timedelta(minutes=1))
