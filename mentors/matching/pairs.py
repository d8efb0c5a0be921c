"""A pairing as each of the two sees it: a plain word for where it is, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentors.matching.models import Pairing
from users.models import User


@dataclass(frozen=True)
class Pair:
    """One of the people that somebody meets. `word`: where the two are. What can be pressed: `can_…`."""

    pairing: Pairing
    other: User
    is_learner: bool
    word: str

    @property
    def can_go_on(self) -> bool:
        """After the first meeting, or after a pause."""
        return self.pairing.state in {Pairing.State.ACCEPTED, Pairing.State.PAUSED}

    @property
    def can_pause(self) -> bool:
        """While both are at it."""
        return self.pairing.state in Pairing.TOGETHER

    @property
    def can_end(self) -> bool:
        """Always, once both have said yes. A request is taken back, or answered with no, where it stands."""
        return self.pairing.state != Pairing.State.CHOSEN

    @property
    def is_request(self) -> bool:
        """Whether the one has chosen and the other has not answered: it is taken back, or answered."""
        return self.pairing.state == Pairing.State.CHOSEN

    @property
    def is_paused(self) -> bool:
        """Whether the two rest."""
        return self.pairing.state == Pairing.State.PAUSED


def pair_of(pairing: Pairing, user: User) -> Pair:
    """`pairing`, which comes with its two people, as `user` sees it."""
    is_learner = pairing.learner_id == user.pk
    words = {
        Pairing.State.CHOSEN: _("Waits for an answer.") if is_learner else _("Waits for your answer."),
        Pairing.State.ACCEPTED: _("Both have said yes. Your first meeting is to come."),
        Pairing.State.ACTIVE: _("You meet each other."),
        Pairing.State.PAUSED: _("You have a pause."),
    }
    return Pair(
        pairing,
        pairing.mentor if is_learner else pairing.learner,
        is_learner,
        words.get(Pairing.State(pairing.state), ""),
    )


def pairs_of(user: User) -> list[Pair]:
    """Everybody whom `user` meets, as the one who learns or the one who shows. What is over is not among them.

    A mentor knows nothing of a request that no coordinator has released. One query.
    """
    both = Pairing.objects.open().select_related("learner", "mentor").order_by("created_at", "pk")
    return [
        pair_of(pairing, user)
        for pairing in both.filter(learner=user) | both.filter(mentor=user)
        if pairing.learner_id == user.pk or pairing.is_released
    ]
