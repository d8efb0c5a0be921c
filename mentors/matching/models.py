"""Suggestions and pairings. How a pairing moves from state to state stands in `matching.states`."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentors.cards.channels import EntryChannel
from mentors.cards.models import NeedsCard

#: A suggestion that nobody chose is good for so long. Then there are fresh ones.
SUGGESTION_LIVES = datetime.timedelta(days=7)


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Sentences about pairings."""

    def open(self) -> PairingQuerySet:
        """Those that are not over: chosen, accepted, active or paused."""
        return self.filter(state__in=Pairing.OPEN_STATES)

    def together(self) -> PairingQuerySet:
        """Those in which both have said yes and nobody rests."""
        return self.filter(state__in=Pairing.TOGETHER)


class Pairing(models.Model):
    """A learner and a mentor: chosen by the learner, accepted by the mentor, active, paused, ended."""

    class State(models.TextChoices):
        """How far the two have come."""

        CHOSEN = "chosen", _("chosen by the learner")
        ACCEPTED = "accepted", _("both have said yes")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        DECLINED = "declined", _("declined")
        UNANSWERED = "unanswered", _("not answered in time")
        WITHDRAWN = "withdrawn", _("taken back by the learner")
        ENDED = "ended", _("ended")

    #: While a pairing is in one of these, the two are not paired a second time.
    OPEN_STATES = (State.CHOSEN, State.ACCEPTED, State.ACTIVE, State.PAUSED)
    #: Came to nothing, or is over. Coordinators see these, the two of them do not.
    OVER_STATES = (State.DECLINED, State.UNANSWERED, State.WITHDRAWN, State.ENDED)
    #: Both have said yes: they can meet without asking for more than a time. Before and after they have met.
    TOGETHER = (State.ACCEPTED, State.ACTIVE)

    #: From which state a pairing can go to which. "" is before there is one. What is over stays over.
    NEXT = {
        "": (State.CHOSEN, State.ACCEPTED),
        State.CHOSEN: (State.ACCEPTED, State.DECLINED, State.UNANSWERED, State.WITHDRAWN),
        State.ACCEPTED: (State.ACTIVE, State.PAUSED, State.ENDED),
        State.ACTIVE: (State.PAUSED, State.ENDED),
        State.PAUSED: (State.ACCEPTED, State.ACTIVE, State.ENDED),
    }

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="pairings_as_learner",
        verbose_name=_("learner"),
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="pairings_as_mentor", verbose_name=_("mentor")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHOSEN)
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    needs_release = models.BooleanField(
        _("needs a coordinator's release"), default=False, help_text=_("A newcomer's first pairing does.")
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "mentor"],
                condition=models.Q(state__in=["chosen", "accepted", "active", "paused"]),
                name="two_people_are_paired_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(learner=models.F("mentor")), name="nobody_is_their_own_mentor"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "chosen",
                        "accepted",
                        "active",
                        "paused",
                        "declined",
                        "unanswered",
                        "withdrawn",
                        "ended",
                    ]
                ),
                name="a_pairing_is_in_a_known_state",
            ),
        ]
        permissions = [("work_at_desk", _("Can work at the coordinator's desk"))]
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")

    def __str__(self) -> str:
        return f"pairing {self.pk} ({self.state})"

    @property
    def is_released(self) -> bool:
        """Whether the mentor may be asked."""
        return not self.needs_release or self.released_at is not None


def _allowed_moves() -> models.Q:
    """`Pairing.NEXT` as a condition on an event."""
    allowed = models.Q()
    for before, after in Pairing.NEXT.items():
        allowed |= models.Q(before=str(before), after__in=[str(state) for state in after])
    return allowed


class PairingEvent(models.Model):
    """One line of a pairing's history: from which state to which, who did it and by which door.

    There is no field for a reason: nobody has to explain.
    """

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="events", verbose_name=_("pairing"))
    before = models.CharField(_("from"), max_length=10, choices=Pairing.State.choices, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=Pairing.State.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: time passed."),
    )
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=_allowed_moves(), name="a_pairing_moves_only_where_it_can")
        ]
        verbose_name = _("pairing event")
        verbose_name_plural = _("pairing events")

    def __str__(self) -> str:
        return f"{self.before} > {self.after}"


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Sentences about suggestions."""

    def alive(self, now: datetime.datetime | None = None) -> SuggestionQuerySet:
        """Those that are not too old to be chosen."""
        return self.filter(created_at__gt=(now or timezone.now()) - SUGGESTION_LIVES)


class Suggestion(models.Model):
    """A mentor shown to a learner, with the rank and the reasons of that moment. Three a card at most."""

    card = models.ForeignKey(
        NeedsCard, models.CASCADE, related_name="suggestions", verbose_name=_("needs card")
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="suggested", verbose_name=_("mentor")
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    asked_at = models.DateTimeField(
        _("asked"),
        null=True,
        blank=True,
        help_text=_("Empty: can still be asked if the first choice says no."),
    )
    created_at = models.DateTimeField(
        _("made"), default=timezone.now, help_text=_("Good for seven days from then.")
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["card", "mentor"], name="mentor_is_suggested_once_on_a_card")
        ]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return f"suggestion {self.rank} on {self.card}"


class NotForMe(models.Model):
    """A suggestion that a learner said no to: not proposed again for a while. There is no field for a reason."""

    card = models.ForeignKey(
        NeedsCard, models.CASCADE, related_name="not_for_me", verbose_name=_("needs card")
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("mentor")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "mentor"], name="one_no_to_each_mentor_on_a_card")
        ]
        verbose_name = _("suggestion said no to")
        verbose_name_plural = _("suggestions said no to")

    def __str__(self) -> str:
        return f"no {self.pk}"


class MentorPrice(models.Model):
    """What all who wait would lose by one more learner at a mentor, from the last round. About places, not the person.

    Between rounds, a newcomer's suggestions are weighed against it, so that nobody takes a place that others need
    more.
    """

    mentor = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="price", verbose_name=_("mentor")
    )
    price = models.BigIntegerField(_("price"))
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("price of a place")
        verbose_name_plural = _("prices of places")

    def __str__(self) -> str:
        return f"price of a place with {self.mentor_id}"
