"""What speaks against a pair, in whole numbers with names: the less, the better.

The parts are about the two together, never about one of them: there is no score on a person. How much each part
weighs stands in the settings (`weights.py`), and what it is called for people in `PART_NAMES`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Set

from django.utils.translation import gettext_lazy as _

from mentors.cards.choices import Device, MentorWish
from mentors.cards.models import NeedsCard, Wish
from mentors.hours.free_times import FreeTime
from mentors.matching.weights import MatchingWeights
from mentors.matching.who_can import Able, suits

#: What a coordinator reads beside the number.
PART_NAMES = {
    "language": _("another language than their best"),
    "guide": _("has not done all that they want to learn"),
    "device": _("another kind of phone or computer"),
    "way": _("another way to meet"),
    "load": _("has other people already"),
    "wait": _("days to the first time"),
    "part_of_day": _("another part of the day"),
    "new": _("have not met before"),
    "wishes": _("what matters to them in a mentor"),
    "told": _("has been told of somebody else"),
}
#: Who has none of the devices has said nothing about which suits.
_NOTHING = {Device.NONE}
#: What somebody says matters to them in a mentor counts once more.
STRENGTHENS = {
    MentorWish.BEST_LANGUAGE: "language",
    MentorWish.SAME_DEVICE: "device",
    MentorWish.SAME_PERSON: "new",
    MentorWish.SOON: "wait",
}


def parts_of(
    card: NeedsCard,
    wishes: list[Wish],
    able: Able,
    times: list[FreeTime],
    *,
    now: datetime.datetime,
    weights: MatchingWeights,
) -> dict[str, int]:
    """The named parts for `card` and a mentor who can, with the earliest time first in `times`.

    None is negative.
    """
    parts = parts_without_time(card, wishes, able, weights=weights)
    suiting = next((time for time in times if suits(card, time)), None)
    parts["wait"] = weights.each_day * max(0, ((suiting or times[0]).starts_at - now).days)
    parts["part_of_day"] = 0 if suiting else weights.other_part_of_day
    parts["wishes"] = _strengthened(card, parts)
    return parts


def parts_without_time(
    card: NeedsCard, wishes: list[Wish], able: Able, *, weights: MatchingWeights
) -> dict[str, int]:
    """The parts that are known before the times are: their sum is the least that the pair can cost."""
    wanted = [wish.guide_key for wish in wishes if wish.guide_key]
    parts = {
        "language": weights.later_language * _place_of_language(card, able),
        "guide": (weights.first_wish if wanted and wanted[0] not in able.shows else 0)
        + weights.other_wish * sum(key not in able.shows for key in wanted[1:]),
        "device": weights.other_device * _differ(set(card.devices), able.devices),
        "way": weights.other_way * _differ(set(card.meeting_ways), able.meeting_ways),
        "load": weights.load_cost(able.load),
        "new": 0 if able.are_a_pair else weights.new_pair,
    }
    parts["wishes"] = _strengthened(card, parts)
    return parts


def parts_without_times(
    card: NeedsCard, wishes: list[Wish], able: Mapping[int, Able], *, weights: MatchingWeights
) -> dict[int, dict[str, int]]:
    """`parts_without_time` by mentor. What is the same for mentors who are alike is worked out once, and shared."""
    of_alike: dict[tuple, dict[str, int]] = {}
    found = {}
    for mentor_id, one in able.items():
        alike = (*one.languages[:1], one.shows, one.devices, one.meeting_ways, one.load, one.are_a_pair)
        if alike not in of_alike:
            of_alike[alike] = parts_without_time(card, wishes, one, weights=weights)
        found[mentor_id] = of_alike[alike]
    return found


def _place_of_language(card: NeedsCard, able: Able) -> int:
    """How far down the learner's list the language is that they talk in; with an interpreter, after the last."""
    own = [code.lower() for code in card.languages]
    return own.index(able.languages[0]) if able.languages else len(own)


def _strengthened(card: NeedsCard, parts: dict[str, int]) -> int:
    return sum(parts.get(name, 0) for wish, name in STRENGTHENS.items() if wish in card.mentor_wishes)


def cost_of_staying_without(card: NeedsCard, *, now: datetime.datetime, weights: MatchingWeights) -> int:
    """The longer somebody has waited, the more it costs to leave them without. Nothing else counts here."""
    weeks = (now - card.waiting_since).days // 7 if card.waiting_since else 0
    return weights.without + weights.each_week_in_line * max(0, weeks)


def _differ(one: Set[str], other: Set[str]) -> bool:
    """Whether both have said something, and nothing is the same. To have nothing is the same as to say nothing."""
    if not one or not other or (one & other) - _NOTHING:
        return False
    return bool(one - _NOTHING and other - _NOTHING)
