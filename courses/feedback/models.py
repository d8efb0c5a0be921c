"""What readers say about the step where they got stuck."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.privacy import GuardedTextValidator

LONGEST_TEXT = 300
LONGEST_ANSWER = 500


class StuckNote(models.Model):
    """One reader got stuck on one step. Says nothing about who, and has no place for it.

    Guide and step are kept by their permanent keys, so that the note stays true when a page is moved or
    translated again. `revision` is the version of the guide that the reader had before them.
    """

    class Reason(models.TextChoices):
        """What stopped the reader: the only thing that has to be answered."""

        WORDS = "words", _("I do not understand the words")
        LOOKS = "looks", _("It does not look like this for me")
        LACKS = "lacks", _("I do not have what is needed")
        ERROR = "error", _("I get an error message")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        """How far the editor has come."""

        NEW = "new", pgettext_lazy("of a reader's note", "new")
        READ = "read", pgettext_lazy("of a reader's note", "read")
        MENDED = "mended", pgettext_lazy("of a reader's note", "mended")
        NOT_NOW = "not_now", pgettext_lazy("of a reader's note", "not now")

    guide_key = models.SlugField(_("guide"), max_length=40)
    step_key = models.SlugField(_("step"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    revision = models.PositiveBigIntegerField(
        _("version of the guide"), null=True, blank=True, help_text=_("What the reader had before them.")
    )
    reason = models.CharField(_("what stopped the reader"), max_length=5, choices=Reason.choices)
    text = models.CharField(_("in the reader's own words"), max_length=LONGEST_TEXT, blank=True)
    created_on = models.DateField(_("sent"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.NEW)
    answer = models.TextField(
        _("answer to the reader"),
        max_length=LONGEST_ANSWER,
        blank=True,
        validators=[GuardedTextValidator()],
        help_text=_(
            "In plain words, in the language of the guide. The reader sees it at an address of their own."
        ),
    )
    handled_on = models.DateField(_("state or answer changed"), null=True, blank=True, editable=False)
    address_hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["-created_on", "-pk"]
        indexes = [models.Index(fields=["state", "guide_key"], name="stuck_notes_to_handle")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="not_now") | ~models.Q(answer=""),
                name="a_no_is_explained_to_the_reader",
                violation_error_message=_("Say in the answer why it cannot be mended now."),
            )
        ]
        verbose_name = _("place where somebody got stuck")
        verbose_name_plural = _("where readers got stuck")

    def __str__(self) -> str:
        return f"{self.guide_key}, {self.step_key}: {self.get_reason_display()}"
