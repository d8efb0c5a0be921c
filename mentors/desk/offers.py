"""Suggestions as the desk reads them out: mentors with reasons, and times that a button can book."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from mentors.booking.forms import ChosenTime
from mentors.cards.choices import MeetingWay
from mentors.cards.guides import agendas
from mentors.cards.models import NeedsCard
from mentors.cards.talking import language_name
from mentors.hours.free_times import FreeTime
from mentors.hours.why_no_time import Reason, for_the_desk
from mentors.matching.costs import PART_NAMES
from mentors.matching.suggest import Offer, suggestions_for
from mentors.matching.why_not import Why, others_for, times_lost
from mentors.places.models import Place
from users.models import User


@dataclass(frozen=True)
class OfferedTime:
    """One time. `value` is what its radio button sends."""

    value: str
    time: FreeTime
    place: Place | None

    @property
    def where(self) -> str:
        """The part of town; else "by phone" or "by video"."""
        return self.place.part_of_town if self.place else str(MeetingWay(self.time.way).label)

    @property
    def exactly(self) -> str:
        """The same with the place by its name."""
        return self.place.name if self.place else self.where

    @property
    def sent(self) -> str:
        """The same on a page where only times can be chosen."""
        return self.value.removeprefix("time:")


@dataclass(frozen=True)
class ReadOut:
    """One mentor, as a coordinator tells somebody about them."""

    mentor: User
    reasons: list[str]
    languages: list[str]
    can_show: list[str]
    times: list[OfferedTime]
    #: What speaks against the pair, (name, cost), and the sum. For the desk only, and never about one person.
    parts: list[tuple[str, int]]
    cost: int


@dataclass(frozen=True)
class NotReadOut:
    """A mentor who is not suggested, why not, and what a pairing by hand would cost. Times only where there are any."""

    mentor: User
    in_words: str
    parts: list[tuple[str, int]]
    cost: int
    times: list[OfferedTime]
    lost: list[Reason]


def others_read_out(card: NeedsCard, offers: list[ReadOut]) -> list[NotReadOut]:
    """Other mentors who speak with the learner, those who fit best first, in a fixed number of queries."""
    others = others_for(card, {offer.mentor.pk for offer in offers})
    places = Place.objects.in_bulk({time.place_id for one in others for time in one.times})
    without = any(one.why == Why.NO_TIME for one in others)
    lost = for_the_desk(times_lost(card)) if without else {}
    return [
        NotReadOut(
            mentor=one.mentor,
            in_words=one.in_words,
            parts=one.parts,
            cost=one.cost,
            times=[_offered(one.mentor, time, places) for time in one.times],
            lost=lost.get(one.mentor.pk, []) if one.why == Why.NO_TIME else [],
        )
        for one in others
    ]


def offered_times(mentor: User, times: list[FreeTime]) -> list[OfferedTime]:
    """`times` with `mentor`, each as a button sends it. One query."""
    places = Place.objects.in_bulk({time.place_id for time in times})
    return [_offered(mentor, time, places) for time in times]


def _offered(mentor: User, time: FreeTime, places: dict[int, Place]) -> OfferedTime:
    chosen = ChosenTime.of(mentor.public_id, time)
    return OfferedTime(value=f"time:{chosen}", time=time, place=places.get(time.place_id))


def _named(offer: Offer) -> list[tuple[str, int]]:
    """(name, cost) of the parts above 0. Where others need the place, its price has a name of its own."""
    names = dict(PART_NAMES)
    if offer.is_wanted:
        names["load"] = gettext_lazy("others who wait need the place")
    return [(str(names[name]), cost) for name, cost in offer.parts.items() if cost]


def offers_for(card: NeedsCard) -> list[ReadOut]:
    """At most three mentors for `card`, best first, in a fixed number of queries."""
    offers = suggestions_for(card)
    names = agendas((key, "") for offer in offers for key in offer.can_show)
    places = Place.objects.in_bulk({time.place_id for offer in offers for time in offer.times})
    return [
        ReadOut(
            mentor=offer.mentor,
            reasons=offer.reasons,
            languages=[language_name(code) for code in offer.languages],
            can_show=[names[key, ""].need for key in offer.can_show if (key, "") in names],
            times=[_offered(offer.mentor, time, places) for time in offer.times],
            parts=_named(offer),
            cost=offer.cost,
        )
        for offer in offers
    ]
