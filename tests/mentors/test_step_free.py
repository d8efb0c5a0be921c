"""Who needs to get in without steps is offered no place with steps, is told so, and the mentor never knows."""

from __future__ import annotations

import pytest

from mentors.booking.opening import open_meeting
from mentors.hours.free_times import NO_PLACE, FreeTime, Wishes
from mentors.hours.lost import Rule
from mentors.hours.why_no_time import for_learner
from mentors.matching.suggest import open_doors, suggestions_for
from mentors.matching.who_can import reachable_times, wishes_of
from mentors.matching.why_not import times_lost
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from tests.factories import CoordinatorFactory, PlaceFactory, WeeklyHoursFactory
from tests.mentors.scenes import NOW, learner_with_card, mentor_with_time

pytestmark = pytest.mark.django_db


def test_a_place_with_steps_is_left_out_for_who_needs_none_and_for_nobody_else() -> None:
    flat, steps = PlaceFactory(is_step_free=True), PlaceFactory()
    mentor = mentor_with_time(place=steps)
    WeeklyHoursFactory(card=mentor.mentor_card, weekday=3, place=flat)
    only_steps = mentor_with_time(place=steps)
    needs = learner_with_card(needs_step_free=True).needs_card
    both = [mentor.pk, only_steps.pk]
    found = reachable_times(needs, both, now=NOW)
    assert {mentor_id: {one.place_id for one in times} for mentor_id, times in found.items()} == {
        mentor.pk: {flat.pk}
    }
    assert [offer.mentor for offer in suggestions_for(needs, now=NOW)] == [mentor]
    assert wishes_of(needs).step_free
    lost = times_lost(needs, now=NOW)
    assert {one.place_id for one in lost if one.rule == Rule.STEPS} == {steps.pk}
    assert "Det är trappsteg på vägen in." in [reason.words for reason in for_learner(lost)]
    anybody = learner_with_card().needs_card
    found = reachable_times(anybody, both, now=NOW)
    assert {one.place_id for times in found.values() for one in times} == {flat.pk, steps.pk}


def test_by_phone_there_are_no_steps_and_they_are_asked_before_the_chosen_places() -> None:
    wishes = Wishes(step_free=True, places=[7])
    by_phone = FreeTime(1, 4, 8, NO_PLACE, False, way="phone")
    assert wishes.rule_against(by_phone) is None
    # Whoever is told "you did not choose that place" would choose it, and could not get in.
    assert wishes.rule_against(FreeTime(1, 4, 8, 9, False)) == Rule.STEPS
    assert wishes.rule_against(FreeTime(1, 4, 8, 9, False, is_step_free=True)) == Rule.LEARNER_PLACE


def test_no_drop_in_behind_steps_is_said_to_be_open_to_them() -> None:
    start = quarter_of(NOW) + 96
    by = CoordinatorFactory()
    drop_ins = [
        open_meeting(
            mentor_with_time(), place, start, start + 8, by=by, format=Meeting.Format.DROP_IN, now=NOW
        )
        for place in (PlaceFactory(is_step_free=True), PlaceFactory())
    ]
    needs = learner_with_card(needs_step_free=True).needs_card
    assert open_doors(needs, now=NOW) == drop_ins[:1]
    assert set(open_doors(learner_with_card().needs_card, now=NOW)) == set(drop_ins)
