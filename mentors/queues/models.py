"""Tickets of drop-ins. No person stands in one: whoever has it, has it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentors.meetings.models import Meeting


class Ticket(models.Model):
    """A number in the queue of one drop-in. It ends with the drop-in."""

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("waits")
        CALLED = "called", _("called")
        LEFT = "left", _("does not wait any more")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tickets", verbose_name=_("drop-in"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("From 1, in the order of arrival."))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    key = models.UUIDField(editable=False, help_text=_("Pressing again gives the same ticket."))
    called_at = models.DateTimeField(_("called"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="a_number_is_given_once_in_a_drop_in"),
            models.UniqueConstraint(fields=["meeting", "key"], name="a_press_gives_one_ticket"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="numbers_of_a_drop_in_begin_with_one"
            ),
            models.CheckConstraint(
                condition=models.Q(state="called", called_at__isnull=False)
                | (~models.Q(state="called") & models.Q(called_at=None)),
                name="only_who_is_called_has_a_time_of_it",
            ),
        ]
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")

    def __str__(self) -> str:
        return f"number {self.number}"
