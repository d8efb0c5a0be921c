"""Why a booking could not be made, in words for the person who tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from users.models import User


class BookingProblem(Exception):
    """What the person wanted cannot be done now.

    `message` says what happened and what to do; nothing was changed.
    """

    default_message = _("This could not be done. Nothing has been changed.")

    def __init__(self, message: object = None) -> None:
        self._message = message or self.default_message
        super().__init__(self._message)

    @property
    def message(self) -> str:
        """For the person, in the language now in use."""
        return str(self._message)

    def __str__(self) -> str:
        return self.message


class TimeTaken(BookingProblem):
    """Somebody was faster, or the time is not offered any more."""

    default_message = _("That time has just been taken. You have lost nothing: please choose another time.")


class HoldOpen(BookingProblem):
    """The learner already waits for an answer."""

    default_message = _(
        "You are already waiting for an answer about a time. "
        "Wait for it, or take your request back and choose anew."
    )


class TooLate(BookingProblem):
    """The moment for this has passed."""

    default_message = pgettext_lazy("booking", "It is too late for this now. Please choose a later time.")


class TooManyRequests(BookingProblem):
    """A cap is reached, the person's own or the installation's."""

    default_message = _("There are very many requests right now. Please try again tomorrow, or call us.")


class NotAllowed(BookingProblem):
    """Not this person, or not these two."""

    default_message = _("This is not possible. If you think it should be, call us and we will help you.")


class LosesSeat(BookingProblem):
    """A group would be moved to where some cannot come. The desk is asked first.

    `people`: those with a seat who are elsewhere then. `behind_steps`: those with a seat, or in the waiting list, who
    need to get in without the steps that there are.
    """

    def __init__(self, people: Sequence[User], behind_steps: Sequence[User] = ()) -> None:
        super().__init__()
        self.people, self.behind_steps = people, behind_steps
