"""Who has read a translation and stands for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationSignature(models.Model):
    """A native reader has read one page, or (without a page) the interface, in `language`, and signs it.

    It holds for the text that was read: when the page is published with another, the signature goes.
    """

    language = models.CharField(_("language"), max_length=12)
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="translation_signatures",
        verbose_name=_("page"),
    )
    name = models.CharField(
        _("name of the reader"),
        max_length=80,
        help_text=_(
            "Who has the language as their own and has read all of it. Ask before you write the name."
        ),
    )
    signed_on = models.DateField(_("read on"))
    text_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page"], name="core_page_is_signed_once"),
            models.UniqueConstraint(
                fields=["language"],
                condition=models.Q(page=None),
                name="core_interface_is_signed_once_in_a_language",
            ),
        ]
        verbose_name = _("signature of a translation")
        verbose_name_plural = _("signatures of translations")

    def __str__(self) -> str:
        return f"{self.language} {self.page_id or ''} {self.name}"
