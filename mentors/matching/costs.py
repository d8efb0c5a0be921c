"""What speaks against a pair, in whole numbers with names: the less, the better.

The parts are about the two together, never about one of them: there is no score on a person. How much each part
weighs stands in the settings (`weights.py`), and what it is called for people in `PART_NAMES`.
"""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from mentors.cards.choices import Device, MentorWish
from mentors.cards.models import MentorCard, NeedsCard, Wish
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
    shown = {one.guide_key for one in able.card.can_show.all()}
    wanted = [wish.guide_key for wish in wishes if wish.guide_key]
    suiting = [time for time in times if suits(card, time)]
    first = (suiting or times)[0]
    parts = {
        "language": weights.later_language
        * [code.lower() for code in card.languages].index(able.languages[0].lower()),
        "guide": (weights.first_wish if wanted and wanted[0] not in shown else 0)
        + weights.other_wish * sum(key not in shown for key in wanted[1:]),
        "device": weights.other_device * _differ(_devices(card), _devices(able.card)),
        "way": weights.other_way * _differ(set(card.meeting_ways), set(able.card.meeting_ways)),
        "load": weights.load_cost(able.load),
        "wait": weights.each_day * max(0, (first.starts_at - now).days),
        "part_of_day": 0 if suiting else weights.other_part_of_day,
        "new": 0 if able.are_a_pair else weights.new_pair,
    }
    parts["wishes"] = sum(parts[name] for wish, name in STRENGTHENS.items() if wish in card.mentor_wishes)
    return parts


def cost_of_staying_without(card: NeedsCard, *, now: datetime.datetime, weights: MatchingWeights) -> int:
    """The longer somebody has waited, the more it costs to leave them without. Nothing else counts here."""
    weeks = (now - card.waiting_since).days // 7 if card.waiting_since else 0
    return weights.without + weights.each_week_in_line * max(0, weeks)


def _devices(card: NeedsCard | MentorCard) -> set[str]:
    return set(card.devices) - {Device.NONE}


def _differ(one: set[str], other: set[str]) -> bool:
    """Whether both have said something, and nothing is the same."""
    return bool(one and other and one.isdisjoint(other))
