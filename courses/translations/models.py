"""Which Swedish a page without steps was written after."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WrittenAfter(models.Model):
    """Which Swedish a start page, an information page or a course in another language was written after.

    As a whole: it has no steps with keys. See courses/translations/in_step.py; guides have `RenderedStep`.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, related_name="written_after", verbose_name=_("page")
    )
    own_hash = models.CharField(max_length=64)
    base_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("page written after the Swedish")
        verbose_name_plural = _("pages written after the Swedish")

    def __str__(self) -> str:
        return str(self.page_id)
