"""Hard rules: which mentors can meet a learner at all, and at which times."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from mentors.cards.models import MentorCard, NeedsCard
from mentors.cards.talking import shared_languages
from mentors.hours.free_times import FreeTime, Wishes, free_times
from mentors.matching.declining import said_no_to
from mentors.matching.models import Pairing
from mentors.matching.rounds.kept import Kept, kept
from mentors.meetings.models import OccupiedQuarter
from mentors.meetings.times import day_part
from mentors.safety.apart import apart_from

#: After a no, or no answer, these two are not proposed to each other for so many days.
REST_DAYS = 14


@dataclass(frozen=True)
class Able:
    """A mentor who can: `languages` are shared, the learner's best first.

    `load` is how many people they have.
    """

    card: MentorCard
    languages: list[str]
    load: int
    are_a_pair: bool


def mentors_who_can(
    card: NeedsCard,
    *,
    now: datetime.datetime,
    among: Collection[int] | None = None,
    places_kept: Kept | None = None,
    any_room: bool = False,
) -> dict[int, Able]:
    """Mentors by their id who keep every hard rule but that of time.

    Active, trained and promised, somebody else than the learner, a shared language, room for one more, no
    recent no between the two, no block either way, and none whom the learner's private wish leaves out unless
    the two are a pair already. A place that a round has kept for somebody else is no room: `places_kept` says
    which, where the caller knows; with `any_room` room does not matter at all. Seven queries at most.
    """
    with_each_other = _history(card, now)
    apart = apart_from(card.learner_id)
    pairs = {mentor_id for mentor_id, are_a_pair in with_each_other.items() if are_a_pair}
    away = apart.blocked | (apart.left_out - pairs)
    cards = (
        MentorCard.objects.can_be_matched()
        .exclude(mentor=card.learner_id)
        .exclude(mentor__in=away)
        .exclude(mentor__in=said_no_to(card, now))
        .annotate(load=Count("mentor__pairings_as_mentor", filter=_open()))
        .select_related("mentor")
        .prefetch_related("can_show")
        .order_by("mentor_id")
    )
    if among is not None:
        cards = cards.filter(mentor__in=among)
    for_others = (places_kept or kept(now, card.learner_id)).for_others
    able = {}
    for mentor_card in cards:
        languages = shared_languages(card.languages, mentor_card.languages)
        are_a_pair = with_each_other.get(mentor_card.mentor_id)
        taken = mentor_card.load + for_others[mentor_card.mentor_id]
        has_room = any_room or are_a_pair or taken < mentor_card.capacity
        if languages and has_room and are_a_pair is not False:
            able[mentor_card.mentor_id] = Able(mentor_card, languages, mentor_card.load, bool(are_a_pair))
    return able


def reachable_times(
    card: NeedsCard, mentor_ids: Iterable[int], *, now: datetime.datetime
) -> dict[int, list[FreeTime]]:
    """Free times at places that the learner can reach, when the learner is free too.

    Only direct ones for a learner whom an answer cannot reach. Mentors without any are left out.
    """
    found = free_times(mentor_ids, now=now, wishes=wishes_of(card))
    return {mentor_id: times for mentor_id, times in found.items() if times}


def wishes_of(card: NeedsCard) -> Wishes:
    """What rules a time out for this learner: place, another meeting, and no way to be told. Two queries."""
    return Wishes(
        places=frozenset(card.places.values_list("pk", flat=True)),
        busy=frozenset(
            OccupiedQuarter.objects.filter(person=card.learner_id).values_list("quarter", flat=True)
        ),
        only_direct=not card.is_reachable,
        met=HaveMet(card.learner_id),
    )


class HaveMet(Container[int]):
    """Mentors whom a learner has met before. Asked for only when a place is not open to everybody: one query then."""

    def __init__(self, learner_id: int) -> None:
        self.learner_id = learner_id
        self._mentors: frozenset[int] | None = None

    def __contains__(self, mentor_id: object) -> bool:
        if self._mentors is None:
            active = Pairing.objects.filter(learner=self.learner_id, state=Pairing.State.ACTIVE)
            self._mentors = frozenset(active.values_list("mentor", flat=True))
        return mentor_id in self._mentors


def suiting_times(
    card: NeedsCard, mentor_ids: Iterable[int], *, now: datetime.datetime
) -> dict[int, list[FreeTime]]:
    """As `reachable_times`, and in the parts of the day that the learner named."""
    found = {
        mentor_id: [time for time in times if suits(card, time)]
        for mentor_id, times in reachable_times(card, mentor_ids, now=now).items()
    }
    return {mentor_id: times for mentor_id, times in found.items() if times}


def suits(card: NeedsCard, time: FreeTime) -> bool:
    """Whether `time` lies in a part of the day that the learner named; any does when none was."""
    return not card.day_parts or day_part(time.starts_at).value in card.day_parts


def _open() -> Q:
    return Q(mentor__pairings_as_mentor__state__in=Pairing.OPEN_STATES)


def _history(card: NeedsCard, now: datetime.datetime) -> dict[int, bool]:
    """By mentor: True where the two are a pair, False where they should not be proposed to each other now."""
    rest_since = now - datetime.timedelta(days=REST_DAYS)
    history = {}
    for pairing in Pairing.objects.filter(learner=card.learner_id).order_by("created_at", "pk"):
        if pairing.state in Pairing.TOGETHER:
            history[pairing.mentor_id] = True
        elif pairing.state in Pairing.OPEN_STATES:
            history[pairing.mentor_id] = False
        elif pairing.state in {Pairing.State.DECLINED, Pairing.State.UNANSWERED}:
            # A no counts also when it was the coordinator's, who then suggested another.
            was_said_no = pairing.state == Pairing.State.DECLINED or pairing.is_released
            if was_said_no and pairing.changed_at > rest_since and history.get(pairing.mentor_id) is not True:
                history[pairing.mentor_id] = False
    return history
