"""Why something could not be borrowed, in words for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mentors.booking.errors import BookingProblem


class NoneFree(BookingProblem):
    """All of the kind are with others."""

    default_message = _("All are with others right now. Call us, and we tell you when one comes back.")


class NotSoFar(BookingProblem):
    """The loan has come further, or not so far."""

    default_message = _("This has already changed. Look at how it stands now.")
