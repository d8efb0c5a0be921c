"""A change of hours knows the meetings that it touches, and saves nothing until they have been seen."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from mentors.booking.answering import accept
from mentors.booking.asking_to_move import ask_to_move
from mentors.booking.errors import NotAllowed, TooLate
from mentors.hours.changing import Change, carry_out, touched_by
from mentors.hours.models import HoursOnDate, PairingSettings, TimeOff, WeeklyHours
from mentors.meetings.models import Meeting
from tests.factories import CoordinatorFactory, PlaceFactory
from tests.mentors.scenes import (
    NOW,
    choose_first,
    history,
    learner_with_card,
    mentor_with_time,
    notices_to,
    suggest,
)
from users.models import User

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 12, 1)


@pytest.fixture
def mentor() -> User:
    PairingSettings.objects.create(release_first_pairing=False)
    return mentor_with_time()


@pytest.fixture
def booked(mentor: User) -> Meeting:
    """Tuesday, from two to three."""
    learner = learner_with_card()
    suggest(learner, mentor)
    return accept(choose_first(learner, mentor), mentor, now=NOW)


def changed(row: WeeklyHours, **fields: object) -> WeeklyHours:
    kept = {name: getattr(row, name) for name in ("pk", "weekday", "starts", "ends", "place", "every")}
    return WeeklyHours(card=row.card, **{**kept, **fields})


def test_what_takes_the_hours_of_a_meeting_touches_it_and_what_does_not_does_not(mentor, booked):
    card, row = mentor.mentor_card, WeeklyHours.objects.get()

    def touched(**change: object) -> bool:
        return touched_by(card, Change(**change), now=NOW) == [booked]

    assert touched(without_weekly=frozenset({row.pk}))
    assert touched(weekly=(changed(row, starts=datetime.time(14, 30)),))
    assert touched(weekly=(changed(row, place=PlaceFactory()),))
    assert touched(weekly=(changed(row, every=2, first_day=datetime.date(2026, 12, 8)),))
    assert touched(weekly=(changed(row, last_day=datetime.date(2026, 11, 30)),))
    assert touched(off=(TimeOff(first_day=DAY, last_day=DAY),))
    other_day = HoursOnDate(day=DAY, starts=datetime.time(9), ends=datetime.time(12), place=row.place)
    assert touched(dates=(other_day,))
    assert not touched(weekly=(changed(row, ends=datetime.time(15)),))
    assert not touched(weekly=(changed(row, every=2, first_day=DAY),))
    assert not touched(
        off=(TimeOff(first_day=datetime.date(2026, 12, 2), last_day=datetime.date(2026, 12, 9)),)
    )
    assert not touched(weekly=(WeeklyHours(weekday=3, starts=row.starts, ends=row.ends, place=row.place),))
    # The same hours in another row: one goes, one comes, nothing is lost.
    assert not touched(without_weekly=frozenset({row.pk}), weekly=(changed(row, pk=None),))
    # A meeting that goes on is touched until it ends, and not from then on.
    gone = Change(without_weekly=frozenset({row.pk}))
    assert touched_by(card, gone, now=booked.ends_at - datetime.timedelta(minutes=1)) == [booked]
    assert touched_by(card, gone, now=booked.ends_at) == []


def test_nothing_is_saved_until_every_meeting_was_seen(mentor, booked):
    card, row = mentor.mentor_card, WeeklyHours.objects.get()
    change = Change(without_weekly=frozenset({row.pk}))
    outcome = carry_out(card, change, seen=(), now=NOW)
    assert (outcome.is_saved, outcome.touched) == (False, [booked])
    assert WeeklyHours.objects.exists()
    assert carry_out(card, change, seen={booked.pk}, now=NOW).is_saved
    assert not WeeklyHours.objects.exists()
    booked.refresh_from_db()
    assert booked.state == Meeting.State.STANDS
    assert booked.occupied_quarters.count() == 4 + 4 + 1


def test_the_database_refuses_hours_that_make_no_sense(mentor):
    row = WeeklyHours.objects.get()
    for wrong in (
        {"every": 2},
        {"every": 3},
        {"first_day": DAY, "last_day": DAY - datetime.timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            changed(row, pk=None, weekday=4, **wrong).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        changed(row, pk=None).save()
    # In other weeks they may start at the same time.
    changed(row, pk=None, every=2, first_day=DAY).save()


def test_asking_for_another_time_is_told_once_and_the_meeting_stands(mentor, booked):
    learner = booked.holder
    for by in (learner, learner_with_card(learner=CoordinatorFactory(desk=False))):
        with pytest.raises(NotAllowed):
            ask_to_move(booked, by, now=NOW)
    for _press in range(2):
        assert ask_to_move(booked, mentor, now=NOW).state == Meeting.State.STANDS
    assert history(booked).count("move_asked") == 1
    assert [kind for kind, _state in notices_to(learner)].count("move_asked") == 1
    with pytest.raises(TooLate):
        ask_to_move(booked, mentor, now=booked.starts_at)


def test_what_only_waits_for_an_answer_is_answered_instead(mentor):
    learner = learner_with_card()
    suggest(learner, mentor)
    with pytest.raises(TooLate):
        ask_to_move(choose_first(learner, mentor), mentor, now=NOW)
