"""Why somebody is not among the mentors who are suggested, in plain words, from the rules and the parts.

For the coordinator by name, so that a pairing by hand is a choice with open eyes; for the learner only as numbers of
people, so that nobody is pointed at and nobody's calendar can be mapped. What two people have said in private (a no,
that they do not meet, a wish about whom to meet) looks the same as any other rest: it is never told.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from mentors.cards.choices import MeetingWay
from mentors.cards.models import MentorCard, NeedsCard
from mentors.cards.talking import languages_of
from mentors.hours.free_times import FreeTime, free_times
from mentors.hours.lost import Lost
from mentors.matching.costs import PART_NAMES, parts_of
from mentors.matching.models import Pairing
from mentors.matching.weights import weights
from mentors.matching.who_can import mentors_who_can, reachable_times, wishes_of
from users.models import User

#: For `at_most`: however many there are.
EVERYBODY = 1_000_000


class Why(models.TextChoices):
    """What stands in the way, the most lasting first."""

    FULL = "full", gettext_lazy("Has as many people as they take right now.")
    RESTS = "rests", gettext_lazy("These two are not proposed to each other right now.")
    NO_TIME = "no_time", gettext_lazy("No time in the coming weeks that suits both, at a place both reach.")
    FURTHER = "further", gettext_lazy("Fits, but others fit better.")


#: What a learner reads of those who are not suggested, beside somebody who is; and where nobody is.
_SAID_OF_MORE = {
    Why.FULL: ngettext_lazy(
        "%(number)s more person speaks with you, but helps as many as they can right now. A place there would "
        "take it from somebody else.",
        "%(number)s more people speak with you, but help as many as they can right now. A place there would "
        "take it from somebody else.",
        "number",
    ),
    Why.NO_TIME: ngettext_lazy(
        "%(number)s more person speaks with you, but has no time that suits you both, where you both can be.",
        "%(number)s more people speak with you, but have no time that suits you both, where you both can be.",
        "number",
    ),
    Why.FURTHER: ngettext_lazy(
        "%(number)s more person could help you too. Those above fit what you have said better.",
        "%(number)s more people could help you too. Those above fit what you have said better.",
        "number",
    ),
}
_SAID_OF_ALL = {
    Why.FULL: ngettext_lazy(
        "%(number)s person speaks with you, but helps as many as they can right now. A place there would "
        "take it from somebody else.",
        "%(number)s people speak with you, but help as many as they can right now. A place there would "
        "take it from somebody else.",
        "number",
    ),
    Why.NO_TIME: ngettext_lazy(
        "%(number)s person speaks with you, but has no time that suits you both, where you both can be.",
        "%(number)s people speak with you, but have no time that suits you both, where you both can be.",
        "number",
    ),
}


@dataclass(frozen=True)
class NotSuggested:
    """A mentor who shares a language with the learner and is not suggested. `parts`: (name, cost) above 0."""

    mentor: User
    why: Why
    in_words: str
    parts: list[tuple[str, int]]
    cost: int
    times: list[FreeTime]


def others_for(
    card: NeedsCard, suggested: set[int], *, now: datetime.datetime | None = None, at_most: int = 12
) -> list[NotSuggested]:
    """Mentors who speak with the learner and are not in `suggested`, those who fit best first.

    A fixed number of queries.
    """
    now = now or timezone.now()
    speakers = [
        one
        for one in MentorCard.objects.can_be_matched()
        .exclude(mentor=card.learner_id)
        .exclude(mentor__in=suggested)
        .annotate(
            load=Count(
                "mentor__pairings_as_mentor",
                filter=Q(mentor__pairings_as_mentor__state__in=Pairing.OPEN_STATES),
            )
        )
        .select_related("mentor")
        .order_by("mentor_id")
        if not languages_of(card).isdisjoint(code.lower() for code in one.languages)
    ]
    able = mentors_who_can(card, now=now, among=[one.mentor_id for one in speakers])
    times = reachable_times(card, able, now=now)
    wishes, weigh = list(card.wishes.all()), weights()
    found = []
    for one in speakers:
        if one.mentor_id in times:
            parts = parts_of(card, wishes, able[one.mentor_id], times[one.mentor_id], now=now, weights=weigh)
            named = [(str(PART_NAMES[name]), cost) for name, cost in parts.items() if cost]
            heaviest = max(named, key=lambda part: part[1])[0] if named else ""
            words = (
                _("Fits, but others fit better. What weighs most: %(part)s.") % {"part": heaviest}
                if heaviest
                else str(Why.FURTHER.label)
            )
            found.append(
                NotSuggested(
                    one.mentor, Why.FURTHER, words, named, sum(parts.values()), times[one.mentor_id][:3]
                )
            )
            continue
        if one.mentor_id in able:
            why = Why.NO_TIME
        elif one.load >= one.capacity:
            why = Why.FULL
        else:
            why = Why.RESTS
        found.append(NotSuggested(one.mentor, why, str(why.label), [], 0, []))
    order = list(Why)[::-1]
    return sorted(found, key=lambda one: (order.index(one.why), one.cost, one.mentor.pk))[:at_most]


def times_lost(card: NeedsCard, *, now: datetime.datetime | None = None) -> list[Lost]:
    """Each time of somebody who could meet this learner that cannot be chosen, with the rule that took it away.

    Of those who keep every other rule; by phone and video too, where the learner would. A fixed number of queries.
    """
    now = now or timezone.now()
    lost: list[Lost] = []
    ways = {MeetingWay.PLACE.value, *card.meeting_ways}
    free_times(mentors_who_can(card, now=now), now=now, wishes=wishes_of(card), lost=lost, ways=ways)
    return lost


def why_not_for_learner(others: list[NotSuggested], *, besides_suggested: bool = True) -> list[str]:
    """The same for the learner: how many, and why, with nobody's name. A private no is not counted.

    `besides_suggested`: somebody is suggested, and these are more people; without, they are all there are.
    """
    number = Counter(one.why for one in others)
    said = _SAID_OF_MORE if besides_suggested else _SAID_OF_ALL
    return [str(text % {"number": number[why]}) for why, text in said.items() if number[why]]
