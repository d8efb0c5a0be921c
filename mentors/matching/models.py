"""Suggestions and pairings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentors.cards.channels import EntryChannel
from mentors.cards.models import NeedsCard


class Pairing(models.Model):
    """A learner and a mentor: chosen by the learner, accepted by the mentor, active, paused, ended."""

    class State(models.TextChoices):
        """How far the two have come."""

        CHOSEN = "chosen", _("chosen by the learner")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        DECLINED = "declined", _("declined")
        UNANSWERED = "unanswered", _("not answered in time")
        WITHDRAWN = "withdrawn", _("taken back by the learner")
        ENDED = "ended", _("ended")

    #: While a pairing is in one of these, the two are not paired a second time.
    OPEN_STATES = (State.CHOSEN, State.ACTIVE, State.PAUSED)

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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "mentor"],
                condition=models.Q(state__in=["chosen", "active", "paused"]),
                name="two_people_are_paired_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(learner=models.F("mentor")), name="nobody_is_their_own_mentor"
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
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["card", "mentor"], name="mentor_is_suggested_once_on_a_card")
        ]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return f"suggestion {self.rank} on {self.card}"
