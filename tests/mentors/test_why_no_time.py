"""Why there is no time: every rule has words for whom it is told to, and a learner learns of nobody's calendar."""

from __future__ import annotations

import datetime

from core.models import Municipality
from mentors.hours.free_times import NO_PLACE
from mentors.hours.lost import Lost, Rule
from mentors.hours.why_no_time import for_learner, for_mentor, for_the_desk
from mentors.matching.why_not import times_lost
from tests.factories import PlaceFactory, TimeOffFactory
from tests.mentors.scenes import NOW, learner_with_card, mentor_with_time


def lost_to(*rules: Rule) -> list[Lost]:
    return [Lost(1, number, 1, rule) for number, rule in enumerate(rules)]


def test_every_rule_has_words_for_everybody_it_is_told_to():
    everything = lost_to(*Rule)
    assert sum(one.number for one in for_learner(everything)) == len(Rule)
    own = {one.rule for one in everything} - {rule for rule in Rule if not for_mentor(lost_to(rule))}
    assert set(Rule) - own == {
        Rule.LEARNER_PLACE,
        Rule.LEARNER_BUSY,
        Rule.NEEDS_ANSWER,
        Rule.PART_OF_DAY,
        Rule.FIRST_IN_PUBLIC,
        Rule.NOBODY_ALONG,
        Rule.STEPS,
    }
    assert len(for_the_desk(everything)[1]) == len(Rule)


def test_a_learner_cannot_tell_rest_from_leave_from_meetings():
    private = (Rule.DAY_OFF, Rule.RESTS, Rule.FULL_DAY, Rule.TAKEN, Rule.TRAVEL, Rule.TOO_SHORT)
    assert len({one.words for rule in private for one in for_learner(lost_to(rule))}) == 1


def test_what_the_learner_can_change_comes_first_and_then_the_most():
    lost = lost_to(Rule.TAKEN, Rule.DAY_OFF, Rule.TOO_SOON, Rule.LEARNER_PLACE)
    assert [(one.number, one.is_own) for one in for_learner(lost)] == [(1, True), (2, False), (1, False)]


def test_what_is_lost_to_a_learner_is_what_the_one_function_took_away(db):
    elsewhere, away = mentor_with_time(), mentor_with_time(starts=datetime.time(15))
    TimeOffFactory(card=away.mentor_card, last_day=datetime.date(2026, 12, 31))
    learner = learner_with_card(places=[PlaceFactory()])
    found = {(one.mentor_id, one.rule) for one in times_lost(learner.needs_card, now=NOW)}
    assert found == {(elsewhere.pk, Rule.LEARNER_PLACE), (away.pk, Rule.DAY_OFF)}


def test_who_would_meet_by_phone_is_told_about_those_times_too(db):
    Municipality.objects.create(help_phone="031-390 06 00")
    mentor_with_time({"meeting_ways": ["place", "phone"]})
    learner = learner_with_card(meeting_ways=["phone"])
    # At the place they could meet; by phone not for the first time.
    lost = {(one.place_id, one.rule) for one in times_lost(learner.needs_card, now=NOW)}
    assert lost == {(NO_PLACE, Rule.FIRST_IN_PUBLIC)}
