"""Rounds as rows: what was planned, what of it was let go to the learners, by whom, and what was taken back."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentors.matching.models import SUGGESTION_LIVES, NotForMe, Pairing


class Round(models.Model):
    """One planned round. It waits until each of its suggestions is decided, or a newer plan takes its place."""

    class State(models.TextChoices):
        """Whether there is something to decide."""

        PLANNED = "planned", _("waits for a decision")
        DECIDED = "decided", pgettext_lazy("round", "decided")

    class How(models.TextChoices):
        """What made it."""

        CLOCK = "clock", _("planned by the clock")
        DESK = "desk", _("planned at the desk")
        BY_HAND = "by_hand", _("one pair, by hand")

    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.PLANNED)
    how = models.CharField(_("how it was planned"), max_length=7, choices=How.choices, default=How.CLOCK)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("planned by"),
        help_text=_("Empty: the clock."),
    )
    planned_at = models.DateTimeField(_("planned"))
    checked_at = models.DateTimeField(
        _("last counted"), help_text=_("The same plan came out again at this time.")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    cost_before = models.BigIntegerField(
        _("cost before"), help_text=_("What speaks against it all, as things stand.")
    )
    cost_after = models.BigIntegerField(_("cost after"), help_text=_("The same, if all of it is released."))
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("The same plan has the same one.")
    )

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="planned"), name="one_round_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="planned", decided_at__isnull=True)
                | Q(state="decided", decided_at__isnull=False),
                name="a_round_is_decided_at_a_time",
            ),
        ]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self) -> str:
        return f"round {self.pk} ({self.state})"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Sentences about proposals."""

    def alive(self, now: datetime.datetime | None = None) -> ProposalQuerySet:
        """Released, not too old, and the learner still waits and has neither chosen somebody nor said no."""
        chosen = Pairing.objects.open().filter(learner=OuterRef("learner"))
        said_no = NotForMe.objects.filter(
            card__learner=OuterRef("learner"), mentor=OuterRef("mentor"), at__gte=OuterRef("decided_at")
        )
        return self.filter(
            state=Proposal.State.RELEASED,
            decided_at__gt=(now or timezone.now()) - SUGGESTION_LIVES,
            learner__needs_card__waiting_since__isnull=False,
        ).exclude(Exists(chosen) | Exists(said_no))


class Proposal(models.Model):
    """One line of a round: what it has for one of those who wait.

    A mentor, or nobody and why. Released, it is a suggestion that stands first for the learner and keeps a place with
    the mentor for as long as suggestions live. It is never a pairing: the learner chooses.
    """

    class Change(models.TextChoices):
        """What it would change for the learner."""

        NEW = "new", _("new suggestion")
        CHANGED = "changed", _("another suggestion than before")
        KEPT = "kept", _("keeps the suggestion from before")
        NOBODY = "nobody", _("stays without")

    class State(models.TextChoices):
        """What has been decided about it."""

        PLANNED = "planned", _("waits for a decision")
        NOTHING = "nothing", _("nothing to decide")
        RELEASED = "released", _("released")
        LEFT_OUT = "left_out", _("left out")
        SKIPPED = "skipped", _("did not fit any more")
        REPLACED = "replaced", _("replaced by a later suggestion")
        UNDONE = "undone", _("taken back")

    class Because(models.TextChoices):
        """Why there is nobody for the learner, or why a planned line did not fit any more."""

        NO_LANGUAGES = "languages", _("No language stands on the card.")
        NOBODY_SPEAKS = "speaks", _("No mentor who takes new people speaks with them.")
        FULL = "full", _("Everybody who speaks with them has as many people as they take.")
        RESTS = "rests", _("Those who speak with them are not proposed to them right now.")
        NO_TIME = "no_time", _("No time in the coming weeks at a place that both reach.")
        NO_SURE_TIME = (
            "no_sure",
            _("They cannot be told an answer, and nobody has a time that stands at once."),
        )
        NEEDED_MORE = "needed", _("There are mentors who fit, but others who wait need those places more.")
        # Of a line that was planned and does not fit any more:
        NOT_WAITING = "not_waits", _("They do not wait any more, or have chosen somebody.")
        MENTOR_AWAY = "away", _("The mentor takes no new people any more.")
        MENTOR_FULL = "took", _("The mentor has as many people as they take.")
        NO_COMMON = "common", _("They have no language in common, and no interpreter is arranged.")
        NOT_NOW = "not_now", _("These two are not proposed to each other right now.")

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="proposals", verbose_name=pgettext_lazy("matching", "round")
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposed", verbose_name=_("learner")
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposed_as_mentor",
        verbose_name=_("mentor"),
    )
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("suggested until now"),
    )
    change = models.CharField(_("change"), max_length=7, choices=Change.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    because = models.CharField(_("because"), max_length=9, choices=Because.choices, blank=True)
    parts = models.JSONField(_("parts"), default=dict, help_text=_("What speaks against the pair, by name."))
    cost = models.IntegerField(_("cost"), default=0, help_text=_("The sum of the parts."))
    price = models.BigIntegerField(
        _("price of a place"), default=0, help_text=_("What one more with this mentor costs all who wait.")
    )
    instead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fits better by itself"),
        help_text=_("A mentor who would cost this learner less, and whom others need more."),
    )
    instead_cost = models.IntegerField(_("what that pair costs"), default=0)
    instead_price = models.BigIntegerField(_("price of a place there"), default=0)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("Empty: the clock."),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "learner"], name="one_line_for_each_learner_in_a_round"),
            models.UniqueConstraint(
                fields=["learner"], condition=Q(state="released"), name="one_released_suggestion_each"
            ),
            models.CheckConstraint(
                condition=Q(change__in=["new", "changed"], mentor__isnull=False) & ~Q(state="nothing")
                | Q(change="kept", mentor__isnull=False, state="nothing")
                | Q(change="nobody", mentor__isnull=True, state="nothing"),
                name="only_what_changes_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "nothing"], decided_at__isnull=True)
                | Q(
                    state__in=["released", "left_out", "skipped", "replaced", "undone"],
                    decided_at__isnull=False,
                ),
                name="a_proposal_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | ~Q(state="undone") & Q(undone_at__isnull=True),
                name="what_is_taken_back_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped", because="") & ~Q(change="nobody", because=""),
                name="what_is_not_suggested_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(learner=models.F("mentor")), name="nobody_is_proposed_to_themselves"
            ),
        ]
        verbose_name = _("line of a round")
        verbose_name_plural = _("lines of rounds")

    def __str__(self) -> str:
        return f"proposal {self.pk} ({self.state})"
