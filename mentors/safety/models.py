"""Blocks between two people, private wishes, and what one person has chosen to show another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentors.cards.channels import EntryChannel


class Block(models.Model):
    """Two people who do not meet. One of them said so; it holds both ways, and the other is never told.

    There is no field for a reason: nobody has to explain.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks_made", verbose_name=_("said by")
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("does not meet")
    )
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "other"], name="one_block_from_one_to_another"),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("other")), name="nobody_blocks_themselves"
            ),
        ]
        verbose_name = _("two who do not meet")
        verbose_name_plural = _("people who do not meet")

    def __str__(self) -> str:
        return f"block {self.pk}"


class PrivateWish(models.Model):
    """What a learner does not want in a mentor: never shown to a mentor, and never asked why.

    The threat can be in one's own community. A mentor who speaks one of `languages`, or has hours in one of
    `parts_of_town`, is never suggested; the two talk in another language that both speak.
    """

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="private_wish", verbose_name=_("learner")
    )
    languages = models.JSONField(
        _("not somebody who speaks"), default=list, blank=True, help_text=_("Codes of languages.")
    )
    parts_of_town = models.JSONField(_("not somebody who is in"), default=list, blank=True)

    class Meta:
        verbose_name = _("private wish")
        verbose_name_plural = _("private wishes")

    def __str__(self) -> str:
        return f"private wish {self.pk}"


class Sharing(models.Model):
    """One thing about `owner` that `seen_by` may see, because the owner said so. The row goes, the sight goes.

    Before there is a row, a mentor sees alias, language, wish and meeting place of a learner, and a learner
    the same of a mentor.
    """

    class What(models.TextChoices):
        """What can be shown, one thing at a time."""

        DEVICE = "device", _("which phone or computer I have")
        OBSTACLES = "obstacles", _("what gets in the way")
        KNOWS = "knows", _("what I can do already")
        PHONE = "phone", _("my phone number, on the day we meet")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sharings", verbose_name=_("about")
    )
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("shown to")
    )
    what = models.CharField(_("what"), max_length=10, choices=What.choices)
    entered_by = models.CharField(
        _("entered"), max_length=10, choices=EntryChannel.choices, default=EntryChannel.WEB
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "seen_by", "what"], name="a_thing_is_shown_once_to_each"
            ),
            models.CheckConstraint(
                condition=~models.Q(owner=models.F("seen_by")), name="nobody_shows_things_to_themselves"
            ),
        ]
        verbose_name = _("thing shown to somebody")
        verbose_name_plural = _("things shown to somebody")

    def __str__(self) -> str:
        return f"{self.what} ({self.pk})"
