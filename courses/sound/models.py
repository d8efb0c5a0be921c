"""Sound and film as they are kept: what was made, what people recorded, and films."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.guides.contents import step_keys
from courses.guides.models import Guide
from courses.sound.captions import is_captions
from courses.sound.script import LEAD, said_hash, scripts
from media.sound import FILM_ENDINGS, SOUND_ENDINGS


class GuideSound(models.Model):
    """The sound that readers of one guide in one language are given, made by `courses/sound/making.py`.

    `clips` by step key ("" is the lead): `name` of the files without their endings, `hash` of what they were made of,
    `person` (a person's voice, or a computer's), and the bytes of each format that there is.
    `made_of`: the publication, the recordings and the tools that all clips were made with; empty while some lack.
    """

    guide = models.OneToOneField(Guide, models.CASCADE, related_name="sound")
    clips = models.JSONField(default=dict)
    made_of = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("sound of a guide")
        verbose_name_plural = _("sound of guides")

    def __str__(self) -> str:
        return f"{self.guide_id}"


class Recording(models.Model):
    """A step as a person reads it aloud. It is used for as long as the step says what it said then."""

    guide = models.ForeignKey(
        Guide,
        models.CASCADE,
        related_name="recordings",
        verbose_name=_("guide"),
        help_text=_("In the language that is read."),
    )
    step_key = models.CharField(
        _("permanent key of the step"),
        max_length=40,
        blank=True,
        help_text=_("Empty: the title and what stands under it."),
    )
    file = models.ForeignKey(
        "media.File",
        models.PROTECT,
        related_name="+",
        verbose_name=_("sound file"),
        help_text=_("MP3, M4A, Opus, Ogg or WAV. Listeners get it smaller, without anything but the voice."),
    )
    said_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide", "step_key"], name="courses_one_recording_of_a_step")
        ]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return f"{self.guide} {self.step_key}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, for what the step says now."""
        self.said_hash = said_hash(scripts(self.guide).get(self.step_key, ""))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The step is there, and the file is sound."""
        problems = {}
        if self.guide_id and self.step_key != LEAD and self.step_key not in step_keys(self.guide.steps):
            keys = ", ".join(step_keys(self.guide.steps))
            problems["step_key"] = ValidationError(
                _("The steps of this guide are: %(keys)s") % {"keys": keys}
            )
        if self.file_id and ending_of(self.file) not in SOUND_ENDINGS:
            problems["file"] = ValidationError(_("This is no sound file."))
        if problems:
            raise ValidationError(problems)

    @property
    def is_behind(self) -> bool:
        """Whether the step says something else by now."""
        return self.said_hash != said_hash(scripts(self.guide).get(self.step_key, ""))


class FilmQuerySet(models.QuerySet["Film"]):
    """Sentences about films."""

    def shown(self) -> FilmQuerySet:
        """Those that readers meet, with their files."""
        return self.filter(is_shown=True).select_related("file", "captions")


class Film(models.Model):
    """A film about one guide in one language, from our own files, with captions and all its words in the page."""

    class Kind(models.TextChoices):
        """What one sees and hears in it."""

        SIGN = "sign", _("sign language")
        SPOKEN = "spoken", _("spoken")

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="films", verbose_name=_("guide"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.SIGN)
    file = models.ForeignKey(
        "media.File", models.PROTECT, related_name="+", verbose_name=_("film"), help_text=_("MP4 or WebM.")
    )
    captions = models.ForeignKey(
        "media.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("captions"),
        help_text=_("A WebVTT file (.vtt) in the language of the guide."),
    )
    transcript = models.TextField(
        _("what is said in the film"),
        blank=True,
        help_text=_("All that is said or signed, and what one has to see. It stands in the page."),
    )
    is_shown = models.BooleanField(
        _("show it to readers"),
        default=False,
        help_text=_("Only with captions and with all that is said as text."),
    )

    objects = FilmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide", "kind"], name="courses_one_film_of_a_kind"),
            models.CheckConstraint(
                condition=Q(is_shown=False) | (Q(captions__isnull=False) & ~Q(transcript="")),
                name="courses_film_shown_only_with_captions_and_transcript",
                violation_error_message=_("A film needs captions and its words as text before it is shown."),
            ),
        ]
        verbose_name = _("film")
        verbose_name_plural = _("films")

    def __str__(self) -> str:
        return f"{self.guide} ({self.get_kind_display()})"

    def clean(self) -> None:
        """The files are what they should be, and nothing is shown that somebody cannot follow."""
        problems = {}
        if self.file_id and ending_of(self.file) not in FILM_ENDINGS:
            problems["file"] = ValidationError(_("This is no film file."))
        if self.captions is not None and not is_captions(self.captions):
            problems["captions"] = ValidationError(_("This is no WebVTT file with captions in it."))
        if self.is_shown and self.captions_id is None:
            problems["captions"] = ValidationError(_("The film needs captions before it is shown."))
        if self.is_shown and not self.transcript.strip():
            problems["transcript"] = ValidationError(
                _("Write down all that is said in the film before it is shown.")
            )
        if problems:
            raise ValidationError(problems)


def ending_of(file: Any) -> str:
    """The ending of a file of ours, in small letters, without its dot."""
    return PurePath(file.file.name).suffix.lower().removeprefix(".")
