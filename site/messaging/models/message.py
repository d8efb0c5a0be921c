"""The outbox: a message is a row before it is sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealing import SealedField


class Message(models.Model):
    """One message to one person by one channel.

    Written in the same transaction as what it tells about. Unique by (subject, version, kind, channel,
    person): telling the same thing twice is impossible, and moving a meeting raises its version.
    """

    class State(models.TextChoices):
        """Where a message is on its way."""

        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("perhaps sent")
        FAILED = "failed", _("could not be sent")
        EXPIRED = "expired", _("too late to send")
        CANCELLED = "cancelled", _("no longer needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(
        _("about"), max_length=80, help_text=_("What it tells about, such as meeting:<id>.")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    kind = models.CharField(_("kind"), max_length=40)
    channel = models.CharField(_("channel"), max_length=12)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages", verbose_name=_("person")
    )
    address = SealedField(_("number or address"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("text"))
    is_sensitive = models.BooleanField(
        _("for the person only"),
        default=False,
        help_text=_("Such as a sign-in code: nobody here reads it, and it is gone once it has left."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    send_after = models.DateTimeField(_("not before"))
    useful_until = models.DateTimeField(_("useful until"), help_text=_("After this it is not sent any more."))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=40, blank=True)
    provider_reference = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "version", "kind", "channel", "person"], name="message_is_told_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_sensitive=False)
                | models.Q(text="")
                | models.Q(state__in=["queued", "sending"]),
                name="sensitive_text_is_not_kept",
            ),
        ]
        indexes = [models.Index(fields=["state", "send_after"], name="messages_due")]
        ordering = ["-created_at"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} v{self.version} ({self.state})"
