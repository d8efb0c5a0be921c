"""Suggestions as the desk reads them out: mentors with reasons, and times that a button can book."""

from __future__ import annotations

from dataclasses import dataclass

from mentors.booking.forms import ChosenTime
from mentors.cards.guides import agendas
from mentors.cards.models import NeedsCard
from mentors.cards.talking import language_name
from mentors.hours.free_times import FreeTime
from mentors.matching.suggest import suggestions_for
from mentors.places.models import Place
from users.models import User


@dataclass(frozen=True)
class OfferedTime:
    """One time. `value` is what its radio button sends."""

    value: str
    time: FreeTime
    place: Place


@dataclass(frozen=True)
class ReadOut:
    """One mentor, as a coordinator tells somebody about them."""

    mentor: User
    reasons: list[str]
    languages: list[str]
    can_show: list[str]
    times: list[OfferedTime]


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
            times=[
                OfferedTime(
                    value=f"time:{ChosenTime(offer.mentor.public_id, time.start_quarter, time.place_id)}",
                    time=time,
                    place=places[time.place_id],
                )
                for time in offer.times
            ],
        )
        for offer in offers
    ]
