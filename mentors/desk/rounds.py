"""Rounds as the desk reads them: what would change for whom, in figures and in words, in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mentors.cards.guides import Agenda, agendas
from mentors.cards.models import MentorCard
from mentors.cards.talking import language_name
from mentors.matching.costs import PART_NAMES
from mentors.matching.models import Pairing
from mentors.matching.pool import is_needed_by_others
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.telling import instead_for_desk, price_for_desk
from mentors.matching.weights import weights
from users.models import User

#: Earlier rounds on the page.
EARLIER = 20


@dataclass(frozen=True)
class Line:
    """One of those who wait, and what the round has for them. `parts`: (name, cost) above 0."""

    proposal: Proposal
    languages: list[str]
    wishes: list[str]
    since: datetime.datetime | None
    is_reachable: bool
    parts: list[tuple[str, int]]
    price_in_words: str
    instead_in_words: str

    @property
    def cost(self) -> int:
        """The sum of the parts."""
        return self.proposal.cost

    @property
    def can_be_decided(self) -> bool:
        """Whether it waits for a decision."""
        return self.proposal.state == Proposal.State.PLANNED

    @property
    def can_be_undone(self) -> bool:
        """Whether it may be taken back. Whether it still can is asked when somebody presses."""
        return self.proposal.state == Proposal.State.RELEASED


@dataclass(frozen=True)
class RoundShown:
    """A round with its lines: to decide, decided, those who keep what they have, and those without, by reason."""

    round: Round
    to_decide: list[Line]
    decided: list[Line]
    kept: list[Line]
    without: list[tuple[str, list[Line]]]

    @property
    def people(self) -> int:
        """How many wait."""
        return len(self.to_decide) + len(self.decided) + len(self.kept) + self.people_without

    @property
    def people_without(self) -> int:
        """For how many there is nobody."""
        return sum(len(lines) for _why, lines in self.without)

    @property
    def can_be_undone(self) -> int:
        """How many lines are released."""
        return sum(line.can_be_undone for line in self.decided)

    @property
    def saves(self) -> int:
        """By how many points what speaks against it all becomes less."""
        return self.round.cost_before - self.round.cost_after


def show(made: Round) -> RoundShown:
    """The round as the desk sees it."""
    lines = lines_of(made.proposals.all())
    without: dict[str, list[Line]] = {}
    for line in lines:
        if line.proposal.change == Proposal.Change.NOBODY:
            without.setdefault(line.proposal.get_because_display(), []).append(line)
    changes = [line for line in lines if line.proposal.state != Proposal.State.NOTHING]
    return RoundShown(
        round=made,
        to_decide=[line for line in changes if line.can_be_decided],
        decided=[line for line in changes if not line.can_be_decided],
        kept=[line for line in lines if line.proposal.change == Proposal.Change.KEPT],
        without=sorted(without.items(), key=lambda one: (-len(one[1]), one[0])),
    )


def lines_of(proposals: QuerySet[Proposal]) -> list[Line]:
    """The lines, who has waited longest first."""
    rows = list(
        proposals.select_related(
            "round", "learner__needs_card", "mentor", "before", "instead", "decided_by", "undone_by"
        ).prefetch_related("learner__needs_card__wishes", "learner__contact_points")
    )
    full = _without_room(rows)
    names = agendas(
        (wish.guide_key, "") for row in rows for wish in _wishes(row.learner) if not wish.own_words
    )
    lines = [_line(row, names, full) for row in rows]
    return sorted(lines, key=lambda line: (line.since is None, line.since, line.proposal.pk))


def earlier_rounds() -> QuerySet[Round]:
    """What was decided of late, with numbers of lines."""

    def number(*states: str) -> Count:
        return Count("proposals", filter=Q(proposals__state__in=states))

    return (
        Round.objects.filter(state=Round.State.DECIDED)
        .select_related("planned_by")
        .annotate(
            released=number(Proposal.State.RELEASED, Proposal.State.REPLACED),
            not_released=number(Proposal.State.LEFT_OUT, Proposal.State.SKIPPED),
            undone=number(Proposal.State.UNDONE),
        )
        .order_by("-decided_at", "-pk")[:EARLIER]
    )


def _line(row: Proposal, names: dict[tuple[str, str], Agenda], full: set[int]) -> Line:
    card = getattr(row.learner, "needs_card", None)
    mentor = row.mentor
    return Line(
        proposal=row,
        languages=[language_name(code) for code in card.languages] if card else [],
        wishes=[
            wish.own_words
            or (names[wish.guide_key, ""].need if (wish.guide_key, "") in names else wish.guide_key)
            for wish in _wishes(row.learner)
        ],
        since=card.waiting_since if card else None,
        is_reachable=bool(row.learner.contact_points.all()),
        parts=named(row.parts),
        price_in_words=price_for_desk(mentor.alias, row.price, is_full=row.pk in full) if mentor else "",
        instead_in_words=instead_for_desk(
            row.instead.alias, row.instead_cost, row.instead_price, mentor.alias, row.cost
        )
        if row.instead and mentor
        else "",
    )


def named(parts: dict[str, int]) -> list[tuple[str, int]]:
    """(name, cost) of those above 0."""
    return [(str(PART_NAMES.get(name, name)), cost) for name, cost in parts.items() if cost]


def _without_room(rows: list[Proposal]) -> set[int]:
    """The lines whose mentor has no place left: by the price of then, or, while it waits, once all is released.

    Two queries.
    """
    would_come = Counter(
        row.mentor_id for row in rows if row.state in {Proposal.State.PLANNED, Proposal.State.NOTHING}
    )
    load = Count(
        "mentor__pairings_as_mentor", filter=Q(mentor__pairings_as_mentor__state__in=Pairing.OPEN_STATES)
    )
    mentors = {row.mentor_id for row in rows if row.mentor_id}
    cards = {one.mentor_id: one for one in MentorCard.objects.filter(mentor__in=mentors).annotate(load=load)}
    weigh, found = weights(), set()
    for row in rows:
        card = cards.get(row.mentor_id or 0)
        if card is None:
            continue
        waits = would_come[row.mentor_id] and row.decided_at is None
        is_full = waits and card.load + would_come[row.mentor_id] >= card.capacity  # type: ignore[attr-defined]
        if is_full or is_needed_by_others(row.price, card.capacity, weights=weigh):
            found.add(row.pk)
    return found


def _wishes(learner: User) -> list:
    card = getattr(learner, "needs_card", None)
    return list(card.wishes.all()) if card else []
