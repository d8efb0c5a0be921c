"""The secret address of a person's calendar feed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """A calendar that follows somebody's meetings at an address that only they know.

    Only a hash of the address is kept: it is shown once, and a new one replaces it.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("person")
    )
    address_hash = models.CharField(_("hash of the address"), max_length=64, unique=True)
    shows_place = models.BooleanField(_("shows the place"), default=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
