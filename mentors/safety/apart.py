"""Who is kept apart from whom: blocks, both ways, and the private wishes of those who learn.

Asked by everything that proposes, shows or books. Nothing is cached: what somebody says holds at the next request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from mentors.cards.models import MentorCard
from mentors.safety.models import Block, PrivateWish
from users.models import User


def blocked_with(person: User | int | None) -> set[int]:
    """The ids of those whom somebody does not meet, whichever of the two said so. One query."""
    person_id = person.pk if isinstance(person, User) else person
    if person_id is None:
        return set()
    rows = Block.objects.filter(Q(by=person_id) | Q(other=person_id)).values_list("by", "other")
    return {other if by == person_id else by for by, other in rows}


def blocked_pairs() -> set[tuple[int, int]]:
    """Every two who do not meet, as (one, other) and as (other, one). One query."""
    rows = list(Block.objects.values_list("by", "other"))
    return {*rows, *((other, by) for by, other in rows)}


def are_blocked(one: User | int, other: User | int) -> bool:
    """Whether these two do not meet."""
    two = [person.pk if isinstance(person, User) else person for person in (one, other)]
    return Block.objects.filter(by__in=two, other__in=two).exists()


def does_not_meet(person: User, field: str) -> Q:
    """For a query: whether the person in `field` of each row and `person` do not meet. No query of its own."""
    said = Block.objects.filter(by=person, other=OuterRef(field))
    heard = Block.objects.filter(by=OuterRef(field), other=person)
    return Q(Exists(said)) | Q(Exists(heard))


def wished_away(learner_ids: Iterable[int] | None = None) -> dict[int, set[int]]:
    """By learner, the mentors whom their private wishes leave out. None: every learner who has wishes.

    Only learners with such a mentor are in the answer. Three queries at most, however many people there are.
    """
    wishes = PrivateWish.objects.all()
    if learner_ids is not None:
        wishes = wishes.filter(learner__in=list(learner_ids))
    return _left_out(wishes)


def _left_out(wishes: Iterable[PrivateWish]) -> dict[int, set[int]]:
    wishes_of = {
        wish.learner_id: (frozenset(code.lower() for code in wish.languages), frozenset(wish.parts_of_town))
        for wish in wishes
        if wish.languages or wish.parts_of_town
    }
    if not wishes_of:
        return {}
    speakers: defaultdict[str, set[int]] = defaultdict(set)
    for mentor_id, languages in MentorCard.objects.values_list("mentor", "languages"):
        for code in languages:
            speakers[code.lower()].add(mentor_id)
    found_in: defaultdict[str, set[int]] = defaultdict(set)
    hours = MentorCard.objects.exclude(weekly_hours=None)
    for mentor_id, part_of_town in hours.values_list("mentor", "weekly_hours__place__part_of_town"):
        found_in[part_of_town].add(mentor_id)
    left_out = {
        learner_id: set().union(
            *(speakers[code] for code in languages), *(found_in[part] for part in parts_of_town)
        )
        for learner_id, (languages, parts_of_town) in wishes_of.items()
    }
    return {learner_id: mentors for learner_id, mentors in left_out.items() if mentors}


def forbidden_mentors(learner_ids: Iterable[int] | None = None) -> dict[int, set[int]]:
    """By learner, the mentors whom a round or a suggestion never gives them: blocks and private wishes.

    None: every learner. Only learners with a forbidden mentor are in the answer. Four queries at most.
    """
    ids = None if learner_ids is None else set(learner_ids)
    forbidden: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in blocked_pairs():
        if ids is None or one in ids:
            forbidden[one].add(other)
    for learner_id, mentors in wished_away(ids).items():
        forbidden[learner_id] |= mentors
    return dict(forbidden)


@dataclass(frozen=True)
class Apart:
    """What one learner keeps away from: people they do not meet, mentors left out by a wish, parts of town."""

    blocked: set[int]
    left_out: set[int]
    parts_of_town: set[str]


def apart_from(learner_id: int) -> Apart:
    """Everything that one learner keeps away from. Two queries, four for somebody with private wishes."""
    wish = PrivateWish.objects.filter(learner=learner_id).first()
    left_out = _left_out([wish]) if wish else {}
    return Apart(
        blocked_with(learner_id),
        left_out.get(learner_id, set()),
        set(wish.parts_of_town) if wish else set(),
    )
