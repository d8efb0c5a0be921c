"""The look log: who among those who work here has looked at a person, at what, and why."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from users.models.user import User


class Look(models.Model):
    """One look at one person by one who works here. The person sees every row, with the reason.

    The reason is chosen from a list and has no words of its own: a note about why would be one more text
    about somebody. Rows are only ever added; `users.looks.record_look` writes them.
    """

    class Reason(models.TextChoices):
        """Why somebody looked."""

        ASKED = "asked", _("the person asked for something")
        MATCHING = "matching", _("to find a mentor or a time")
        MEETING = "meeting", _("about a meeting that is booked")
        NOT_REACHED = "not_reached", _("a message did not reach the person")
        SAFETY = "safety", _("somebody's safety")
        CORRECTING = "correcting", _("to put right something that was wrong")
        SUPERVISION = "supervision", _("to check that the service works as it should")

    class What(models.TextChoices):
        """What was seen."""

        PERSON = "person", _("name here, languages, wishes and meetings")
        CONTACT = "contact", _("phone number or e-mail address")
        MESSAGES = "messages", _("messages that were sent")
        LIST = "list", _("a line in a list")
        EVERYTHING = "everything", _("everything that is kept")

    person = models.ForeignKey(User, models.CASCADE, related_name="looks", verbose_name=_("looked at"))
    viewer = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who looked"),
        help_text=_("Somebody who works here. Empty when they no longer do."),
    )
    what = models.CharField(_("what was seen"), max_length=12, choices=What.choices)
    reason = models.CharField(_("why"), max_length=12, choices=Reason.choices)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-at"], name="looks_at_a_person"),
            models.Index(fields=["viewer", "-at"], name="looks_by_a_colleague"),
        ]
        verbose_name = _("look at a person")
        verbose_name_plural = _("looks at people")

    def __str__(self) -> str:
        return f"{self.what} of person {self.person_id}: {self.reason}"
