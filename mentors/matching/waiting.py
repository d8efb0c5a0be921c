"""How long it may take until somebody in the line meets a mentor: a guess from what has really happened.

People who are helped are counted as arriving one by one, at a rate that is not known but was seen for some weeks.
With `m` helped in `T` weeks, how many are helped in the next `w` follows a negative binomial distribution (the
Poisson distribution with its rate left open, prior 1/rate). From that come the two ends of "eight in ten".
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentors.cards.models import MentorCard, NeedsCard
from mentors.cards.talking import languages_of
from mentors.matching.models import Pairing, PairingEvent

#: How far back is looked, and how many must have been helped in that time before anything is said. Fewer
#: than five would also tell about single people.
LOOKED_BACK_WEEKS = 12
HELPED_AT_LEAST = 5
#: "Eight in ten": one in ten waits less than the first end, one in ten longer than the other.
SOONEST, LATEST = 0.1, 0.9
#: Nobody is told a guess longer than this.
LONGEST_WEEKS = 52


@dataclass(frozen=True)
class Wait:
    """A place in the line, and what can honestly be said about it.

    `place` counts everybody; `ahead` those before who look for one of the same languages. `soonest_weeks` and
    `latest_weeks` are None where nothing can be said; `latest_weeks` alone is None for more than a year.
    """

    place: int
    ahead: int
    helped: int
    speakers: int
    soonest_weeks: int | None = None
    latest_weeks: int | None = None

    @property
    def in_words(self) -> str:
        """For the one who waits."""
        if not self.speakers:
            return _(
                "Right now no mentor speaks your language, so we cannot say how long it takes. "
                "We are looking for one. Call us if you can manage with an interpreter."
            )
        if self.soonest_weeks is None:
            return _("We cannot say how long it takes: too few have had the same wait as you.")
        if self.latest_weeks is None:
            return _("It can take long, perhaps more than a year. Call us, and we look for another way.")
        if self.soonest_weeks == self.latest_weeks:
            guess = ngettext(
                "It will probably take about %(weeks)d week.",
                "It will probably take about %(weeks)d weeks.",
                self.latest_weeks,
            ) % {"weeks": self.latest_weeks}
        else:
            guess = _("It will probably take between %(soonest)d and %(latest)d weeks.") % {
                "soonest": self.soonest_weeks,
                "latest": self.latest_weeks,
            }
        return guess + " " + _("That is a guess from the last three months, and no promise.")


def expected_wait(card: NeedsCard, *, now: datetime.datetime | None = None) -> Wait | None:
    """What can be said to the one who owns `card`; None when it is not in the line. Three queries."""
    if card.waiting_since is None:
        return None
    now = now or timezone.now()
    own = languages_of(card)
    before = Q(waiting_since__lt=card.waiting_since) | Q(waiting_since=card.waiting_since, pk__lt=card.pk)
    ahead = list(NeedsCard.objects.waiting().filter(before).values_list("languages", flat=True))
    rivals = sum(not own.isdisjoint(_codes(languages)) for languages in ahead)
    spoken = MentorCard.objects.can_be_matched().values_list("languages", flat=True)
    speakers = sum(not own.isdisjoint(_codes(languages)) for languages in spoken)
    helped = _helped(own, now)
    wait = Wait(place=len(ahead) + 1, ahead=rivals, helped=helped, speakers=speakers)
    if not speakers or helped < HELPED_AT_LEAST:
        return wait
    return Wait(
        place=wait.place,
        ahead=rivals,
        helped=helped,
        speakers=speakers,
        soonest_weeks=weeks_until(rivals + 1, helped, LOOKED_BACK_WEEKS, SOONEST) or LONGEST_WEEKS,
        latest_weeks=weeks_until(rivals + 1, helped, LOOKED_BACK_WEEKS, LATEST),
    )


def weeks_until(turn: int, helped: int, seen_weeks: int, likelihood: float) -> int | None:
    """After how many whole weeks it is the turn of number `turn` with at least `likelihood`.

    `helped` were helped in `seen_weeks`. None for more than `LONGEST_WEEKS`. Raises `ValueError` where nobody was
    helped: then there is nothing to go by.
    """
    if helped < 1 or turn < 1 or seen_weeks < 1:
        raise ValueError(f"nothing to go by: turn {turn}, {helped} helped in {seen_weeks} weeks")
    for weeks in range(1, LONGEST_WEEKS + 1):
        if _chance_of_at_least(turn, helped, seen_weeks, weeks) >= likelihood:
            return weeks
    return None


def _chance_of_at_least(turn: int, helped: int, seen_weeks: int, weeks: int) -> float:
    """The chance that at least `turn` are helped within `weeks` (negative binomial, summed)."""
    stays = seen_weeks / (seen_weeks + weeks)
    # The chance of 0, 1, 2 ... helped; each from the one before.
    chance = stays**helped
    below = chance
    for number in range(1, turn):
        chance *= (helped + number - 1) / number * (1 - stays)
        below += chance
    return 1 - below


def _helped(own: set[str], now: datetime.datetime) -> int:
    """How many pairings with a mentor who speaks one of the languages came about in the weeks looked at."""
    since = now - datetime.timedelta(weeks=LOOKED_BACK_WEEKS)
    began = (
        PairingEvent.objects.filter(at__gte=since, at__lte=now, after__in=Pairing.TOGETHER)
        .filter(before__in=["", Pairing.State.CHOSEN])
        .values_list("pairing", "pairing__mentor__mentor_card__languages")
        .order_by()
        .distinct()
    )
    return len({pairing for pairing, spoken in began if not own.isdisjoint(_codes(spoken or []))})


def _codes(languages: Iterable[str]) -> set[str]:
    return {code.lower() for code in languages}
