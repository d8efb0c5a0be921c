"""What a learner for whom nothing suits could have, if they answered otherwise: the first time, and by which answer.

One search for all of it: the answers are asked of the times that were found, without looking again.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentors.cards.changes import note
from mentors.cards.choices import MeetingWay
from mentors.cards.models import AnswerWay, CardChange, NeedsCard
from mentors.hours.free_times import FreeTime, Wishes, free_times
from mentors.hours.house_rules import house_rules
from mentors.hours.lost import Rule
from mentors.hours.remote import ways_of_the_house
from mentors.hours.why_no_time import words_for_learner
from mentors.matching.who_can import mentors_who_can, wishes_of
from mentors.places.models import Place


class Wider(models.TextChoices):
    """An answer that takes times away and that one press makes wider. The labels are the buttons."""

    PLACES = "places", _("Any place is fine")
    WAYS = "ways", _("By phone or video is fine too")
    ANSWER = "answer", AnswerWay.HERE.label


@dataclass(frozen=True)
class Nearest:
    """When, and in which part of town; by phone or video `part_of_town` is empty and `way` says how."""

    time: FreeTime
    part_of_town: str = ""
    way: str = ""


@dataclass(frozen=True)
class Otherwise:
    """What one wider answer alone would give: its first time, and in words `why` it is not offered now."""

    answer: Wider
    why: str
    first: Nearest


@dataclass(frozen=True)
class WithOtherAnswers:
    """By which single answers there would be times; and the nearest one, whatever has to be answered for it."""

    nearest: Nearest | None = None
    otherwise: list[Otherwise] = field(default_factory=list)


_WHY: dict[Wider, str | Promise] = {
    Wider.PLACES: words_for_learner(Rule.LEARNER_PLACE),
    Wider.WAYS: _("They are by phone or video."),
    Wider.ANSWER: words_for_learner(Rule.NEEDS_ANSWER),
}


def with_other_answers(
    card: NeedsCard, *, among: Collection[int] | None = None, now: datetime.datetime | None = None
) -> WithOtherAnswers:
    """For whom nothing suits: the first time at any place, in any way, certain at once or not. Names nobody.

    `among`: only with these mentors.

    What the learner cannot change holds all the same: who can meet them, what they are in, and steps.
    """
    now = now or timezone.now()
    able = mentors_who_can(card, now=now, among=among)
    if not able:
        return WithOtherAnswers()
    found = free_times(able, now=now, ways=MeetingWay.values)
    times = sorted((time for some in found.values() for time in some), key=_order)
    wishes = wishes_of(card)
    ways = {MeetingWay.PLACE.value, *card.meeting_ways}
    asked = {
        Wider.PLACES: (replace(wishes, places=()), ways),
        Wider.WAYS: (wishes, set(MeetingWay.values)),
        Wider.ANSWER: (replace(wishes, only_direct=False), ways),
    }
    if _first(times, wishes, ways) is not None:
        # Something else than an own answer stands in the way: too many wait for answers already.
        asked = {}
    firsts = {answer: _first(times, *wider) for answer, wider in asked.items()}
    widest = _first(times, replace(wishes, places=(), only_direct=False), MeetingWay.values)
    shown = {time for time in (widest, *firsts.values()) if time is not None}
    places = Place.objects.in_bulk({time.place_id for time in shown if time.way == MeetingWay.PLACE})
    return WithOtherAnswers(
        None if widest is None else _where(widest, places),
        [
            Otherwise(answer, str(_WHY[answer]), _where(time, places))
            for answer, time in firsts.items()
            if time is not None
        ],
    )


@transaction.atomic
def answer_wider(card: NeedsCard, answer: str) -> None:
    """Make the learner's answer wide, by their own press. Pressed twice, or no such answer: nothing more happens."""
    if answer == Wider.PLACES and card.places.exists():
        card.places.clear()
    elif answer == Wider.WAYS and (new := _ways_too(card)):
        card.meeting_ways = [*(card.meeting_ways or [MeetingWay.PLACE.value]), *new]
        card.save(update_fields=["meeting_ways"])
    elif answer == Wider.ANSWER and not card.is_reachable:
        card.answer_way = AnswerWay.HERE
        card.save(update_fields=["answer_way"])
    else:
        return
    note(card, CardChange.What.MEETING)


def _ways_too(card: NeedsCard) -> list[str]:
    return [way for way in ways_of_the_house(house_rules()) if way not in card.meeting_ways]


def _first(times: Iterable[FreeTime], wishes: Wishes, ways: Collection[str]) -> FreeTime | None:
    """The first of `times` that suits."""
    suiting = (time for time in times if time.way in ways and wishes.rule_against(time) is None)
    return next(suiting, None)


def _where(time: FreeTime, places: dict[int, Place]) -> Nearest:
    if time.way != MeetingWay.PLACE:
        return Nearest(time, way=str(MeetingWay(time.way).label))
    return Nearest(time, part_of_town=places[time.place_id].part_of_town)


def _order(time: FreeTime) -> tuple[int, int, int, str]:
    return time.start_quarter, time.mentor_id, time.place_id, time.way
