"""Why a round could not be changed, in words for the coordinator who tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mentors.matching.rounds.models import Proposal


class RoundProblem(Exception):
    """What was wanted cannot be done. `message` says what happened; nothing was changed."""

    message = _("This could not be done. Nothing has been changed.")

    def __str__(self) -> str:
        return str(self.message)


class NewerPlan(RoundProblem):
    """The line is gone: a newer plan took the place of its round."""

    message = _(
        "A newer plan has taken the place of this one. Nothing was released: please look at the new one."
    )


class NotForYou(RoundProblem):
    """Only coordinators decide."""

    message = _("Only somebody who works at the desk can do this.")


class DoesNotFit(RoundProblem):
    """A rule that nobody can set aside forbids this pair. `because` says as much of it as may be told."""

    def __init__(self, because: str) -> None:
        self.because = because
        super().__init__(because)

    @property
    def message(self) -> str:  # type: ignore[override]
        """The rule in words."""
        return str(Proposal.Because(self.because).label)
