"""Hard rules: which mentors can meet a learner at all, and at which times.

For one learner or for all who wait: what the rules need is read once for everybody, in a fixed number of queries.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField, prefetch_related_objects
from django.db.models.functions import Cast
from django.utils import timezone

from mentors.cards.choices import MeetingWay
from mentors.cards.models import CanShow, MentorCard, MentorCardQuerySet, NeedsCard
from mentors.cards.talking import languages_of, shared_languages
from mentors.hours.free_times import NO_PLACE, FreeTime, Wishes, free_times
from mentors.hours.models import HoursOnDate, WeeklyHours
from mentors.hours.remote import REMOTE
from mentors.matching.between import Between
from mentors.matching.declining import said_no_to
from mentors.matching.models import Pairing
from mentors.matching.rounds.kept import Kept, kept
from mentors.meetings.models import Meeting, OccupiedQuarter
from mentors.meetings.people import PEOPLE_IN_A_MEETING
from mentors.meetings.quarters import quarter_of
from mentors.meetings.times import day_part
from mentors.safety.apart import Apart


@dataclass(frozen=True, slots=True)
class Able:
    """A mentor who can: `languages` are shared, the learner's best first; none where an interpreter comes along.

    `load` is how many people they have. `shows`: those of the learner's wishes that the mentor can show.
    """

    mentor_id: int
    languages: list[str]
    capacity: int
    load: int
    are_a_pair: bool
    shows: frozenset[str]
    devices: frozenset[str]
    meeting_ways: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Mentor:
    """What the rules and the costs need of a mentor's card."""

    mentor_id: int
    languages: frozenset[str]
    capacity: int
    load: int
    devices: frozenset[str]
    meeting_ways: frozenset[str]
    shows: frozenset[str]


class WhoCan:
    """The rules for some learners. Ten queries at most, however many people there are.

    `among`: only these mentors. `within_reach`: only those who have hours at a place that one of the learners reaches.
    """

    def __init__(
        self,
        cards: Sequence[NeedsCard],
        *,
        now: datetime.datetime,
        among: Collection[int] | None = None,
        within_reach: bool = False,
        apart: Apart | None = None,
    ) -> None:
        self._between = Between(cards, now=now, apart=apart)
        mentors = MentorCard.objects.can_be_matched()
        if among is not None:
            mentors = mentors.filter(mentor__in=among)
        if len(cards) == 1:
            mentors = mentors.exclude(mentor__in=said_no_to(cards[0], now))
        if within_reach:
            mentors = mentors.filter(pk__in=_cards_with_hours_for(cards))
        self._mentors = _mentors_who_speak_with(cards, mentors)

    def of(
        self, card: NeedsCard, *, kept: Mapping[int, int] | None = None, any_room: bool = False
    ) -> dict[int, Able]:
        """Mentors by their id who keep every hard rule but that of time, for one of the learners.

        `kept`: by mentor, places that are no room for this learner. With `any_room` room does not matter at all.
        """
        own, spoken = shared_languages(card.languages, card.languages), languages_of(card)
        between, kept, able = self._between.of(card), kept or {}, {}
        shared: dict[frozenset[str], list[str]] = {}
        for one in self._mentors:
            mentor_id, codes = one.mentor_id, one.languages
            if spoken.isdisjoint(codes) or mentor_id in between.apart:
                continue
            are_a_pair = mentor_id in between.pairs
            if any_room or are_a_pair or one.load + kept.get(mentor_id, 0) < one.capacity:
                if codes not in shared:
                    shared[codes] = [code for code in own if code in codes]
                able[mentor_id] = Able(
                    mentor_id,
                    shared[codes],
                    one.capacity,
                    one.load,
                    are_a_pair,
                    one.shows,
                    one.devices,
                    one.meeting_ways,
                )
        return able


def mentors_who_can(
    card: NeedsCard,
    *,
    now: datetime.datetime,
    among: Collection[int] | None = None,
    within_reach: bool = False,
    any_room: bool = False,
    apart: Apart | None = None,
    places_kept: Kept | None = None,
) -> dict[int, Able]:
    """Mentors by their id who keep every hard rule but that of time.

    Active, trained and promised, somebody else than the learner, a shared language or an interpreter, room for one
    more, no recent no between the two, no block either way, and none whom the learner's private wish leaves out unless
    the two are a pair already. A place that a round has kept for somebody else is no room; with `any_room` room does
    not matter at all. `among`: only these. `within_reach`: only those with hours at a place that the learner reaches.
    `apart` saves asking again from whom the learner keeps away, and `places_kept` which places. Ten queries at most.
    """
    if places_kept is None:
        places_kept = Kept() if any_room else kept(now, card.learner_id)
    rules = WhoCan([card], now=now, among=among, within_reach=within_reach, apart=apart)
    return rules.of(card, kept=places_kept.for_others, any_room=any_room)


class Reach:
    """When some learners can meet mentors. Free times are found once for everybody, when they are first asked for.

    `in_day_parts`: only in the parts of the day that each learner named. Else those come first, and others last.
    """

    def __init__(
        self, cards: Sequence[NeedsCard], *, now: datetime.datetime, in_day_parts: bool = False
    ) -> None:
        self._now = now
        self._times: dict[int, list[FreeTime]] = {}
        self._kept: dict[tuple[int, Wishes], list[FreeTime]] = {}
        prefetch_related_objects(cards, "places")
        busy: defaultdict[int, set[int]] = defaultdict(set)
        taken = OccupiedQuarter.objects.filter(
            person__in=[card.learner_id for card in cards], quarter__gte=quarter_of(now)
        )
        for person_id, quarter in taken.values_list("person", "quarter"):
            busy[person_id].add(quarter)
        met = _have_met(cards)
        self._wishes = {
            card.pk: Wishes(
                places=frozenset(place.pk for place in card.places.all()),
                busy=frozenset(busy[card.learner_id]),
                only_direct=not card.is_reachable,
                met=met[card.learner_id],
                step_free=card.needs_step_free,
                people=PEOPLE_IN_A_MEETING + card.interpreter_arranged,
                day_parts=tuple(card.day_parts) if in_day_parts else (),
            )
            for card in cards
        }
        self._ways = {MeetingWay.PLACE.value, *(way for card in cards for way in card.meeting_ways)}

    def of(self, card: NeedsCard, mentor_ids: Iterable[int]) -> dict[int, list[FreeTime]]:
        """Free times at places that the learner can reach, when the learner is free too.

        Only direct ones for a learner whom an answer cannot reach. Mentors without any are left out.
        """
        asked = list(mentor_ids)
        self.look_up(asked)
        wishes = self._wishes[card.pk]
        found = {mentor_id: in_the_wished_way(card, self._suiting(mentor_id, wishes)) for mentor_id in asked}
        return {mentor_id: times for mentor_id, times in found.items() if times}

    def look_up(self, mentor_ids: Iterable[int]) -> None:
        """Find the free times of these mentors, if they are not known yet."""
        unknown = [one for one in mentor_ids if one not in self._times]
        if unknown:
            self._times.update(free_times(unknown, now=self._now, ways=self._ways))

    def _suiting(self, mentor_id: int, wishes: Wishes) -> list[FreeTime]:
        """Worked out once for all learners who ask the same of a time."""
        key = (mentor_id, wishes)
        if key not in self._kept:
            times = self._times[mentor_id]
            self._kept[key] = [time for time in times if wishes.rule_against(time) is None]
        return self._kept[key]


def in_the_wished_way(card: NeedsCard, times: list[FreeTime]) -> list[FreeTime]:
    """At a place, which is how people meet unless both want something else; by phone or video where the learner does.

    The mentor's yes is in `times` already. Who wants to meet at places too gets phone or video for moments without
    one; who does not, gets places only where there is nothing else. One line for each moment and place.
    """
    wished = card.meeting_ways
    remote: dict[int, FreeTime] = {}
    for time in times:
        if time.place_id == NO_PLACE and time.way in wished:
            remote.setdefault(time.start_quarter, time)
    if remote and MeetingWay.PLACE not in wished:
        return list(remote.values())
    at_places = [time for time in times if time.place_id != NO_PLACE]
    moments = {time.start_quarter for time in at_places}
    return sorted([*at_places, *(time for start, time in remote.items() if start not in moments)])


def reachable_times(
    card: NeedsCard, mentor_ids: Iterable[int], *, now: datetime.datetime
) -> dict[int, list[FreeTime]]:
    """Free times at places that the learner can reach, when the learner is free too.

    Only direct ones for a learner whom an answer cannot reach. Mentors without any are left out.
    """
    return Reach([card], now=now).of(card, mentor_ids)


def wishes_of(card: NeedsCard, *, but_for: uuid.UUID | None = None) -> Wishes:
    """What rules a time out for this learner: place, steps, another meeting, no way to be told. Two queries.

    `but_for` is a meeting that is to be moved: as if it were not there.
    """
    taken = OccupiedQuarter.objects.filter(person=card.learner_id).exclude(meeting=but_for)
    return Wishes(
        places=frozenset(card.places.values_list("pk", flat=True)),
        busy=frozenset(taken.values_list("quarter", flat=True)),
        only_direct=not card.is_reachable,
        met=HaveMet(card.learner_id),
        step_free=card.needs_step_free,
        people=PEOPLE_IN_A_MEETING + card.interpreter_arranged,
    )


class HaveMet(Container[int]):
    """Mentors whom a learner has met before. Asked for only when a place is not open to everybody: one query then."""

    def __init__(self, learner_id: int) -> None:
        self.learner_id = learner_id
        self._mentors: frozenset[int] | None = None

    def __contains__(self, mentor_id: object) -> bool:
        if self._mentors is None:
            met = pairs_who_have_met().filter(learner=self.learner_id)
            self._mentors = frozenset(met.values_list("mentor", flat=True))
        return mentor_id in self._mentors


def pairs_who_have_met() -> QuerySet[Pairing]:
    """Pairings under way, but for those of which nothing is known except a meeting that did not take place.

    When a first meeting is over the pair is under way by itself; that nobody came may be said days later.
    """
    begun = Meeting.objects.standing().filter(
        pairing=OuterRef("pk"), start_quarter__lte=quarter_of(timezone.now())
    )
    return Pairing.objects.filter(state=Pairing.State.ACTIVE).exclude(
        Exists(begun.exclude(did_not_happen_at=None)), ~Exists(begun.filter(did_not_happen_at=None))
    )


def _have_met(cards: Sequence[NeedsCard]) -> Mapping[int, Container[int]]:
    """By learner, the mentors whom they have met. For one learner it is asked when it matters."""
    if len(cards) == 1:
        return {cards[0].learner_id: HaveMet(cards[0].learner_id)}
    met: defaultdict[int, set[int]] = defaultdict(set)
    pairs = pairs_who_have_met().filter(learner__in=[card.learner_id for card in cards])
    for learner_id, mentor_id in pairs.values_list("learner", "mentor"):
        met[learner_id].add(mentor_id)
    return {card.learner_id: frozenset(met[card.learner_id]) for card in cards}


def suiting_times(
    card: NeedsCard, mentor_ids: Iterable[int], *, now: datetime.datetime
) -> dict[int, list[FreeTime]]:
    """As `reachable_times`, and in the parts of the day that the learner named."""
    return Reach([card], now=now, in_day_parts=True).of(card, mentor_ids)


def suits(card: NeedsCard, time: FreeTime) -> bool:
    """Whether `time` lies in a part of the day that the learner named; any does when none was."""
    return not card.day_parts or day_part(time.starts_at).value in card.day_parts


def _cards_with_hours_for(cards: Sequence[NeedsCard]) -> QuerySet:
    """For a query: cards of mentors who have hours at an open place, one that somebody reaches and gets into.

    At any for those who meet by phone or video.
    """
    prefetch_related_objects(cards, "places")
    reached = [{place.pk for place in card.places.all()} for card in cards]
    here = Q(place__is_open=True)
    anywhere = any(way in REMOTE for card in cards for way in card.meeting_ways)
    if reached and all(reached) and not anywhere:
        here &= Q(place__in=set().union(*reached))
    if cards and all(card.needs_step_free for card in cards) and not anywhere:
        here &= Q(place__is_step_free=True)
    if anywhere:
        here |= Q(place=None)
    weekly = WeeklyHours.objects.filter(here).order_by().values_list("card")
    single_days = HoursOnDate.objects.filter(here).order_by().values_list("card")
    return weekly.union(single_days, all=True)


def _mentors_who_speak_with(cards: Sequence[NeedsCard], mentors: MentorCardQuerySet) -> list[_Mentor]:
    """Those of `mentors` who can talk with one of the learners, in the order of their ids. Three queries.

    Languages are compared here: most learners and all mentors speak some Swedish, so to search the lists in the
    database takes time and leaves nobody out.
    """
    spoken = {code for card in cards for code in languages_of(card)}
    rows = (
        mentors.order_by("mentor_id")
        .annotate(
            languages_text=Cast("languages", TextField()),
            devices_text=Cast("devices", TextField()),
            meeting_ways_text=Cast("meeting_ways", TextField()),
        )
        .values_list("pk", "mentor", "capacity", "languages_text", "devices_text", "meeting_ways_text")
    )
    load = dict(Pairing.objects.open().order_by().values_list("mentor").annotate(Count("pk")))
    shows = _what_is_shown(cards)
    found = []
    for card_id, mentor_id, capacity, languages_text, devices, ways in rows:
        languages = _codes(languages_text)
        if spoken.isdisjoint(languages):
            continue
        found.append(
            _Mentor(
                mentor_id,
                languages,
                capacity,
                load.get(mentor_id, 0),
                _codes(devices),
                _codes(ways),
                frozenset(shows.get(card_id, ())),
            )
        )
    return found


def _what_is_shown(cards: Sequence[NeedsCard]) -> Mapping[int, set[str]]:
    """By mentor card, the guides that the mentor can show; for one learner, those that the learner wants."""
    guides = CanShow.objects.all()
    if len(cards) == 1:
        guides = guides.filter(
            guide_key__in=[wish.guide_key for wish in cards[0].wishes.all() if wish.guide_key]
        )
    shows: defaultdict[int, set[str]] = defaultdict(set)
    for card_id, key in guides.values_list("card", "guide_key"):
        shows[card_id].add(key)
    return shows


@lru_cache(maxsize=4096)
def _codes(text: str) -> frozenset[str]:
    """The codes in a list as the database keeps it. Few lists differ, and to read each anew takes most time."""
    return frozenset(code.lower() for code in json.loads(text))
