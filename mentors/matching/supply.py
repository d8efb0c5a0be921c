"""Supply and demand: who waits for what, and which mentors have room for them. For the desk, not for reports.

Where somebody waits and no mentor could help, there is a gap to recruit for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from mentors.cards.models import MentorCard, NeedsCard
from mentors.matching.models import Pairing
from mentors.places.models import Place


@dataclass
class Spot:
    """One language, guide or place, or a language and a guide together.

    `waiting` people wait for it; `mentors` could help, with `room` for so many more learners.
    """

    key: tuple[str, ...]
    waiting: int = 0
    mentors: int = 0
    room: int = 0

    @property
    def is_gap(self) -> bool:
        """Whether somebody waits and nobody could help, now or later."""
        return bool(self.waiting) and not self.mentors

    @property
    def is_thin(self) -> bool:
        """Whether more wait than there is room for."""
        return self.waiting > self.room


@dataclass(frozen=True)
class Picture:
    """Everything, each list with the thinnest spots first."""

    languages: list[Spot]
    guides: list[Spot]
    places: list[Spot]
    together: list[Spot]
    #: For how many in the line no mentor shares any language, by the language they speak best.
    nobody_speaks: list[Spot] = field(default_factory=list)


def picture() -> Picture:
    """The line against the mentors who take new learners. Seven queries, however many people there are."""
    cards = list(NeedsCard.objects.waiting().prefetch_related("wishes", "places"))
    mentors = list(
        MentorCard.objects.can_be_matched()
        .annotate(
            load=Count(
                "mentor__pairings_as_mentor",
                filter=Q(mentor__pairings_as_mentor__state__in=Pairing.OPEN_STATES),
            )
        )
        .prefetch_related("can_show", "weekly_hours")
    )
    names = dict(Place.objects.filter(is_open=True).values_list("pk", "name"))
    languages, guides, places, together = (_Spots() for _number in range(4))
    alone = _Spots()
    spoken_by_some: set[str] = set()
    for mentor in mentors:
        room = max(0, mentor.capacity - mentor.load)  # type: ignore[attr-defined]
        codes = {code.lower() for code in mentor.languages}
        shown = {one.guide_key for one in mentor.can_show.all()}
        spoken_by_some |= codes
        languages.offer(((code,) for code in codes), room)
        guides.offer(((key,) for key in shown), room)
        together.offer(((code, key) for code in codes for key in shown), room)
        at = {hours.place_id for hours in mentor.weekly_hours.all()}
        places.offer(((names[pk],) for pk in at if pk in names), room)
    for card in cards:
        ordered = [code.lower() for code in card.languages]
        wanted = {wish.guide_key for wish in card.wishes.all() if wish.guide_key}
        languages.ask((code,) for code in set(ordered))
        guides.ask((key,) for key in wanted)
        together.ask((code, key) for code in set(ordered) for key in wanted)
        reached = {place.pk for place in card.places.all()} or set(names)
        places.ask((names[pk],) for pk in reached if pk in names)
        if ordered and spoken_by_some.isdisjoint(ordered):
            alone.ask([(ordered[0],)])
    return Picture(
        languages=languages.thinnest_first(),
        guides=guides.thinnest_first(),
        places=places.thinnest_first(),
        together=[spot for spot in together.thinnest_first() if spot.waiting],
        nobody_speaks=alone.thinnest_first(),
    )


class _Spots:
    """Spots by key, filled from both sides."""

    def __init__(self) -> None:
        self._by_key: defaultdict[tuple[str, ...], Spot] = defaultdict(lambda: Spot(()))

    def offer(self, keys: Iterable[tuple[str, ...]], room: int) -> None:
        """A mentor with `room` could help at each of these."""
        for key in keys:
            spot = self._spot(key)
            spot.mentors += 1
            spot.room += room

    def ask(self, keys: Iterable[tuple[str, ...]]) -> None:
        """Somebody waits for each of these."""
        for key in keys:
            self._spot(key).waiting += 1

    def thinnest_first(self) -> list[Spot]:
        """Gaps first, then where most are left without room; the same order every time."""
        return sorted(
            self._by_key.values(), key=lambda one: (not one.is_gap, one.room - one.waiting, one.key)
        )

    def _spot(self, key: tuple[str, ...]) -> Spot:
        spot = self._by_key[key]
        spot.key = key
        return spot
