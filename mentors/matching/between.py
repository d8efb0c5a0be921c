"""What lies between a learner and the mentors: pairs, a no of late, blocks and private wishes."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from mentors.cards.models import NeedsCard
from mentors.matching.declining import NO_HOLDS
from mentors.matching.models import NotForMe, Pairing
from mentors.safety.apart import Apart, apart_from, blocked_pairs, wished_away

#: After a no, or no answer, these two are not proposed to each other for so many days.
REST_DAYS = 14


@dataclass(slots=True)
class History:
    """Mentors by their ids: those who are a pair with the learner, and those who are not proposed now."""

    pairs: set[int] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)


class Between:
    """Read once for some learners. Six queries at most, however many people there are.

    `apart`: from whom the one learner keeps away, where that is known already.
    """

    def __init__(
        self, cards: Sequence[NeedsCard], *, now: datetime.datetime, apart: Apart | None = None
    ) -> None:
        learners = [card.learner_id for card in cards]
        blocked: defaultdict[int, set[int]] = defaultdict(set)
        if len(cards) == 1:
            apart = apart or apart_from(learners[0])
            blocked[learners[0]], left_out = apart.blocked, {learners[0]: apart.left_out}
        else:
            for one, other in blocked_pairs():
                blocked[one].add(other)
            left_out = wished_away(learners)
        said_no: defaultdict[int, set[int]] = defaultdict(set)
        if len(cards) != 1:  # for one learner it is a part of the query for mentors
            noes = NotForMe.objects.filter(card__in=[card.pk for card in cards], at__gt=now - NO_HOLDS)
            for card_id, mentor_id in noes.values_list("card", "mentor"):
                said_no[card_id].add(mentor_id)
        pairs, rests = _histories(learners, now)
        self._of = {
            card.pk: History(
                pairs[card.learner_id],
                {
                    card.learner_id,
                    *rests[card.learner_id],
                    *said_no[card.pk],
                    *blocked[card.learner_id],
                    *(left_out.get(card.learner_id, set()) - pairs[card.learner_id]),
                },
            )
            for card in cards
        }

    def of(self, card: NeedsCard) -> History:
        """What lies between this learner and others. Raises `KeyError` for a card that was not asked for."""
        return self._of[card.pk]


def _histories(
    learners: list[int], now: datetime.datetime
) -> tuple[defaultdict[int, set[int]], defaultdict[int, set[int]]]:
    """By learner: with whom they are a pair, and to whom they should not be proposed now. What came last counts."""
    rest_since = now - datetime.timedelta(days=REST_DAYS)
    pairs: defaultdict[int, set[int]] = defaultdict(set)
    rests: defaultdict[int, set[int]] = defaultdict(set)
    rows = Pairing.objects.filter(learner__in=learners).order_by("created_at", "pk")
    for learner, mentor, state, changed_at, needs_release, released_at in rows.values_list(
        "learner", "mentor", "state", "changed_at", "needs_release", "released_at"
    ):
        if state in Pairing.TOGETHER:
            pairs[learner].add(mentor)
            rests[learner].discard(mentor)
        elif state in Pairing.OPEN_STATES:
            rests[learner].add(mentor)
            pairs[learner].discard(mentor)
        elif state in {Pairing.State.DECLINED, Pairing.State.UNANSWERED}:
            # A no counts also when it was the coordinator's, who then suggested another.
            was_said_no = state == Pairing.State.DECLINED or not needs_release or released_at is not None
            if was_said_no and changed_at > rest_since and mentor not in pairs[learner]:
                rests[learner].add(mentor)
    return pairs, rests
