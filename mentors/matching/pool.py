"""Everybody who waits and everybody who can, as one instance; and the prices that the last one left.

A round only plans for those who wait. Whoever has an open pairing is left alone, and the place they have is taken.
Whoever has been told of a mentor keeps that suggestion unless another is clearly better, and two whom the desk took
apart are not put together again for a while.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from mentors.cards.models import MentorCard, NeedsCard
from mentors.cards.talking import languages_of
from mentors.matching.assignment import Assigned, Instance, Seat, assign
from mentors.matching.costs import cost_of_staying_without, parts_of
from mentors.matching.models import MentorPrice, Pairing
from mentors.matching.rounds.kept import taken_apart, told_of
from mentors.matching.rounds.models import Proposal
from mentors.matching.weights import MatchingWeights, weights
from mentors.matching.who_can import Able, Reach, WhoCan

#: Prices older than the first are counted anew; older than the second, they do not count at all.
COUNTED_ANEW_AFTER, PRICES_LIVE = datetime.timedelta(hours=1), datetime.timedelta(days=2)
#: The most people whom a mentor can have, see `MentorCard.capacity`.
MOST_PEOPLE = 8


@dataclass(frozen=True)
class Plan:
    """A round before anybody has seen it: the instance, its answer, and the named parts of each pair (by ids).

    `told`: by learner, the mentor whom they have been told of and can still choose. `nobody`: by learner, why no mentor
    can at all (a value of `Proposal.Because`).
    """

    instance: Instance
    answer: Assigned
    parts: dict[tuple[int, int], dict[str, int]]
    told: dict[int, int] = field(default_factory=dict)
    nobody: dict[int, str] = field(default_factory=dict)


def plan(*, now: datetime.datetime | None = None) -> Plan:
    """The best pairing of those who wait, right now. Reads only, in a number of queries that does not grow.

    A learner for whom staying without costs more, by the weeks in the line, has cheaper pairs instead: the same
    differences, with one cost of staying without.
    """
    now = now or timezone.now()
    weigh = weights()
    seats: dict[int, Seat] = {}
    pairs: list[tuple[int, int, int]] = []
    parts: dict[tuple[int, int], dict[str, int]] = {}
    nobody: dict[int, str] = {}
    told, apart = told_of(now), taken_apart(now)
    speakers = [(one.mentor_id, one.languages, one.capacity) for one in MentorCard.objects.can_be_matched()]
    load = Counter(Pairing.objects.open().values_list("mentor", flat=True))
    taken = Pairing.objects.filter(state__in=Pairing.OPEN_STATES).values("learner")
    cards = list(NeedsCard.objects.waiting().exclude(learner__in=taken).prefetch_related("wishes", "places"))
    who_can, reach = WhoCan(cards, now=now), Reach(cards, now=now)
    able_of = {card.pk: who_can.of(card) for card in cards}
    reach.look_up({mentor_id for able in able_of.values() for mentor_id in able})
    for card in cards:
        able = able_of[card.pk]
        able = {one: who for one, who in able.items() if (card.learner_id, one) not in apart}
        reachable = reach.of(card, able)
        if not reachable:
            full = [load[one] >= most for one, spoken, most in speakers if _speak(card, one, spoken)]
            nobody[card.learner_id] = _why_nobody(card, able, full)
        wishes = list(card.wishes.all())
        waited = cost_of_staying_without(card, now=now, weights=weigh) - weigh.without
        for mentor_id, times in reachable.items():
            one = able[mentor_id]
            seats[mentor_id] = Seat(mentor_id, max(0, one.capacity - one.load), one.load)
            of_pair = parts_of(card, wishes, one, times, now=now, weights=weigh)
            of_pair["told"] = (
                weigh.another_suggestion if told.get(card.learner_id, mentor_id) != mentor_id else 0
            )
            parts[card.learner_id, mentor_id] = of_pair
            pairs.append((card.learner_id, mentor_id, sum(of_pair.values()) - of_pair["load"] - waited))
    instance = Instance(
        learners=tuple(card.learner_id for card in cards),
        mentors=tuple(seats.values()),
        pairs=tuple(pairs),
        unmatched_cost=weigh.without,
        load_cost=tuple(weigh.load_cost(nth) for nth in range(MOST_PEOPLE + 1)),
    )
    return Plan(instance, assign(instance), parts, told, nobody)


def keep_prices(answer: Assigned, *, now: datetime.datetime) -> None:
    """Make the prices of a round those that hold."""
    with transaction.atomic():
        MentorPrice.objects.exclude(mentor__in=list(answer.prices)).delete()
        MentorPrice.objects.bulk_create(
            [MentorPrice(mentor_id=one, price=price, counted_at=now) for one, price in answer.prices.items()],
            update_conflicts=True,
            unique_fields=["mentor"],
            update_fields=["price", "counted_at"],
        )


def prices_are_fresh(*, now: datetime.datetime) -> bool:
    """Whether the prices were counted within the hour."""
    return MentorPrice.objects.filter(counted_at__gt=now - COUNTED_ANEW_AFTER).exists()


def prices_that_hold(*, now: datetime.datetime) -> dict[int, int]:
    """Prices by mentor. One query."""
    rows = MentorPrice.objects.filter(counted_at__gt=now - PRICES_LIVE)
    return dict(rows.values_list("mentor", "price"))


def is_needed_by_others(price: int, capacity: int, *, weights: MatchingWeights) -> bool:
    """Whether a price says that others who wait lose a place, and not only that the work is to be shared.

    A place that is free costs at most what the mentor's last one does.
    """
    return price > weights.load_cost(max(0, capacity - 1))


def _speak(card: NeedsCard, mentor_id: int, languages: list[str]) -> bool:
    return mentor_id != card.learner_id and not languages_of(card).isdisjoint(
        one.lower() for one in languages
    )


def _why_nobody(card: NeedsCard, able: dict[int, Able], full: list[bool]) -> str:
    """Why no mentor can meet `card`. `full`: for each who speaks with them, whether they have no room.

    A block, a private wish and a no of late are one answer, so that none of them can be told.
    """
    because = Proposal.Because
    if not card.languages:
        return because.NO_LANGUAGES
    if not full:
        return because.NOBODY_SPEAKS
    if able:
        return because.NO_TIME if card.is_reachable else because.NO_SURE_TIME
    return because.FULL if all(full) else because.RESTS
