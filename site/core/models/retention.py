"""The municipality's decisions on how long data is kept, and what the daily job has done."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionDecision(models.Model):
    """One decision about one kind of data, as it stands in the document plan.

    Nothing is deleted by age without one. In production nothing of the kind is collected without one.
    """

    kind = models.CharField(_("kind of data"), max_length=20, unique=True)
    number = models.CharField(
        _("number of the decision"), max_length=60, help_text=_("As in your diary, for example SN 2026/123.")
    )
    decided_on = models.DateField(_("decided on"))
    days = models.PositiveIntegerField(
        _("kept for, days"), validators=[MinValueValidator(1), MaxValueValidator(36500)]
    )
    must_stay = models.BooleanField(
        _("stays for its time also when the person asks for erasure"),
        default=False,
        help_text=_("Only where a law says so. The person is told why, and until when."),
    )
    why_it_stays = models.CharField(
        _("why it has to stay"),
        max_length=200,
        blank=True,
        help_text=_("In plain words, with the law. The person reads it."),
    )
    is_example = models.BooleanField(
        _("make-believe"), default=False, help_text=_("For the demo. Counts as no decision in production.")
    )

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=1), name="data_is_kept_a_day_at_least"),
            models.CheckConstraint(
                condition=models.Q(must_stay=False) | ~models.Q(why_it_stays=""),
                name="what_has_to_stay_says_why",
                violation_error_message=_("Say why it has to stay. The person reads it."),
            ),
        ]
        verbose_name = _("decision on how long data is kept")
        verbose_name_plural = _("decisions on how long data is kept")

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"


class RetentionRun(models.Model):
    """One day's run of the job. Keeps how many rows of each kind went, and nothing about whose they were."""

    day = models.DateField(_("day"), unique=True)
    started_at = models.DateTimeField(_("begun"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    counts = models.JSONField(_("how many of each kind"), default=dict)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("day of erasing")
        verbose_name_plural = _("days of erasing")

    def __str__(self) -> str:
        return f"{self.day}: {sum(self.counts.values())}"


class ClockReading(models.Model):
    """The latest time that the job saw, to notice a clock that jumped. There is one row."""

    began_on = models.DateField(_("first seen"))
    seen_at = models.DateTimeField(_("seen"))
    refused = models.CharField(_("why the clock is not believed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M}"
