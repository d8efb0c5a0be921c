"""Which rule took a time away: the answer to "why is there no time?"."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """The rules of free times, in the order in which they are asked. The labels are for those who work here."""

    TOO_FAR = "too_far", _("Times so far ahead cannot be chosen yet.")
    DAY_OFF = "day_off", _("the mentor has the day off")
    CLOSED_DAY = "closed_day", _("a holiday, an eve or a squeeze day")
    RESTS = "rests", _("the mentor rests after a meeting, or the week is full")
    FULL_DAY = "full_day", _("the mentor has as many meetings that day as the rules allow")
    PLACE_CLOSED = "place_closed", _("the place is closed then")
    ONLY_REMOTE = "only_remote", _("the hours are for phone or video only")
    TOO_SHORT = "too_short", _("the hours are shorter than a meeting")
    TOO_SOON = "too_soon", _("too soon: less notice than the rules ask for")
    TAKEN = "taken", _("the mentor has another meeting then, or a pause around one")
    TRAVEL = "travel", _("the mentor has no time to get there from another place, or from there to the next")
    NO_ROOM = "no_room", _("no room is free at the place")
    STEPS = "steps", _("there are steps on the way in, and the learner needs to get in without")
    FIRST_IN_PUBLIC = "first_in_public", _("the first meeting is at a place that is open to everybody")
    NOBODY_ALONG = "nobody_along", _("nobody from the desk can come along to a first meeting then")
    LEARNER_PLACE = "learner_place", _("at a place that the learner did not choose")
    LEARNER_BUSY = "learner_busy", _("the learner has another meeting then")
    NEEDS_ANSWER = "needs_answer", _("needs an answer, and the learner cannot be reached")
    PART_OF_DAY = "part_of_day", _("at a part of the day that the learner did not choose")


@dataclass(frozen=True, slots=True)
class Lost:
    """A time within somebody's hours that cannot be chosen, and the first rule that says so."""

    mentor_id: int
    start_quarter: int
    place_id: int
    rule: Rule
