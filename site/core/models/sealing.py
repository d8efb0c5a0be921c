"""A known value for each key, by which a wrong key is noticed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SealingCanary(models.Model):
    """`song` is the same known sentence, sealed with the key of this name (or its keyed hash)."""

    name = models.CharField(_("key"), max_length=30, primary_key=True)
    song = models.TextField(_("known value"))

    class Meta:
        verbose_name = _("canary of a key")
        verbose_name_plural = _("canaries of keys")

    def __str__(self) -> str:
        return self.name
