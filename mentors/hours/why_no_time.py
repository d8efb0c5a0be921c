"""Why there is no time, in plain words: what each rule took away, for the learner, the mentor and the desk.

A learner is told what they can change themselves, and nothing about anybody's calendar: a mentor who rests, is away, is
taken or full is "taken then". Mentors are told about their own hours only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentors.hours.lost import Lost, Rule

_TAKEN = _("The mentors are taken or away then.")
_CLOSED = _("The place is closed or full then.")

_FAR = Rule.TOO_FAR.label

_FOR_LEARNER: dict[Rule, str | Promise] = {
    Rule.TOO_FAR: _FAR,
    Rule.DAY_OFF: _TAKEN,
    Rule.RESTS: _TAKEN,
    Rule.FULL_DAY: _TAKEN,
    Rule.TAKEN: _TAKEN,
    Rule.TRAVEL: _TAKEN,
    Rule.TOO_SHORT: _TAKEN,
    Rule.CLOSED_DAY: _CLOSED,
    Rule.PLACE_CLOSED: _CLOSED,
    Rule.NO_ROOM: _CLOSED,
    Rule.ONLY_REMOTE: _("They meet by phone or video only."),
    Rule.TOO_SOON: _("It is too soon: there must be time to answer you."),
    Rule.STEPS: _("There are steps on the way in."),
    Rule.FIRST_IN_PUBLIC: _("The first meeting is at a place that is open to everybody, and they are not."),
    Rule.NOBODY_ALONG: _("Nobody who works here can come along then, and the first time somebody does."),
    Rule.LEARNER_PLACE: _("They are at a place that you did not choose."),
    Rule.LEARNER_BUSY: _("You have another meeting then."),
    Rule.NEEDS_ANSWER: _("They need an answer, and you have said that we cannot reach you."),
    Rule.PART_OF_DAY: _("They are at a part of the day that you did not choose."),
}

_FOR_MENTOR: dict[Rule, str | Promise] = {
    Rule.TOO_FAR: _FAR,
    Rule.DAY_OFF: _("You have the day off."),
    Rule.CLOSED_DAY: _(
        "It is a holiday, an eve or a squeeze day. Add hours for that day if you want to meet."
    ),
    Rule.RESTS: _("You rest after a meeting, or have as many meetings that week as you want."),
    Rule.FULL_DAY: _("You have as many meetings that day as the rules allow."),
    Rule.PLACE_CLOSED: _("The place is closed then."),
    Rule.ONLY_REMOTE: _("They are hours by phone or video, and nobody can meet so right now."),
    Rule.TOO_SHORT: _("Your hours are shorter than a meeting."),
    Rule.TOO_SOON: _("It is too soon: people need time to ask, and you to answer."),
    Rule.TAKEN: _("You have a meeting then, or a pause around one."),
    Rule.TRAVEL: _("You would not have time to get there from another place."),
    Rule.NO_ROOM: _("No room is free at the place."),
}

#: What a learner can change, before what others decide.
_OWN = (
    Rule.ONLY_REMOTE,
    Rule.LEARNER_PLACE,
    Rule.PART_OF_DAY,
    Rule.NEEDS_ANSWER,
    Rule.LEARNER_BUSY,
    Rule.FIRST_IN_PUBLIC,
)


@dataclass(frozen=True)
class Reason:
    """How many times were lost for one reason, in words. `is_own`: the learner can change it."""

    words: str
    number: int
    is_own: bool = False


def words_for_learner(rule: Rule) -> str | Promise:
    """What a learner reads about the times that `rule` took away."""
    return _FOR_LEARNER[rule]


def for_learner(lost: Iterable[Lost]) -> list[Reason]:
    """What the learner can change first, then the rest, each with the most times first. Names nobody."""
    numbers: Counter[str] = Counter()
    own = {str(_FOR_LEARNER[rule]) for rule in _OWN}
    for rule, number in Counter(one.rule for one in lost).items():
        numbers[str(_FOR_LEARNER[rule])] += number
    found = [Reason(words, number, words in own) for words, number in numbers.items()]
    return sorted(found, key=lambda one: (not one.is_own, -one.number, one.words))


def once_each(lost: Iterable[Lost]) -> list[Lost]:
    """One for each time and rule: what cannot be chosen at a place cannot be chosen by phone either, mostly."""
    return list({(one.mentor_id, one.start_quarter, one.rule): one for one in lost}.values())


def for_mentor(lost: Iterable[Lost]) -> list[Reason]:
    """About the mentor's own hours, the most times first."""
    numbers = Counter(one.rule for one in lost if one.rule in _FOR_MENTOR)
    found = [Reason(str(_FOR_MENTOR[rule]), number) for rule, number in numbers.items()]
    return sorted(found, key=lambda one: (-one.number, one.words))


def for_the_desk(lost: Iterable[Lost]) -> dict[int, list[Reason]]:
    """By mentor, each rule by its name, the most times first."""
    by_mentor: dict[int, Counter[Rule]] = {}
    for one in lost:
        by_mentor.setdefault(one.mentor_id, Counter())[one.rule] += 1
    return {
        mentor_id: [Reason(str(rule.label), number) for rule, number in numbers.most_common()]
        for mentor_id, numbers in by_mentor.items()
    }
