"""The practice run and its links to guides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin, TranslatableMixin

from core.languages import base_code
from courses.guides.models import Guide
from courses.guides.readiness import as_readers_met_it, key_that_stays
from courses.practice.blocks import ScreensBlock
from courses.practice.readiness import what_is_missing
from courses.practice.run import Run, run_of


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Sentences about practice runs."""

    def for_readers(self, language: str) -> PracticeQuerySet:
        """The published runs in one language; an own variant has its base's too, after its own."""
        runs = self.filter(live=True, locale__language_code__in={language, base_code(language)})
        own_first = models.Case(models.When(locale__language_code=language, then=0), default=1)
        return runs.order_by(own_first, "place_in_order", "title")

    def of_guide(self, guide_key: str) -> PracticeQuerySet:
        """Runs that practise what a guide shows."""
        return self.filter(guides__guide_key=guide_key)


class Practice(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, ClusterableModel):
    """A make-believe run in one language; the same `key` is the same run in every language.

    Holds nothing about those who practise, and has no place for it.
    """

    key = models.SlugField(
        _("permanent key"),
        max_length=40,
        help_text=_("Stands in the address. The same in every language. Never changes once published."),
    )
    title = models.CharField(_("title"), max_length=90, help_text=_("What one practises."))
    summary = models.CharField(_("in short"), max_length=240)
    area = models.CharField(_("area of life"), max_length=10, choices=Guide.Area.choices)
    place_in_order = models.PositiveSmallIntegerField(_("place in the order"), default=100)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=5)
    screens = StreamField(ScreensBlock(), verbose_name=_("screens"))
    can_now = StreamField(
        [("line", blocks.CharBlock(max_length=160, label=_("what one can do now")))],
        verbose_name=_("what one can do now"),
    )

    #: Translated as a whole: the draft in the other language is written over.
    localize_default_translation_mode = "simple"
    translatable_fields: list[object] = []

    objects = PracticeQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["place_in_order", "title"]
        constraints = [
            models.UniqueConstraint("key", "locale", name="courses_practice_one_of_a_key_in_each_language"),
        ]
        verbose_name = _("practice run")
        verbose_name_plural = _("practice runs")

    def __str__(self) -> str:
        return self.title

    @cached_property
    def run(self) -> Run:
        """The screens as plain values."""
        return run_of(self.screens)

    def clean(self) -> None:
        """The permanent key stays once readers have met it."""
        super().clean()
        if changed := key_that_stays(as_readers_met_it(self), self):
            raise ValidationError(changed)

    def check_ready(self) -> None:
        """Raise `ValidationError` with everything that is missing before the run can be published."""
        missing = what_is_missing(run_of(self.screens))
        if missing:
            raise ValidationError({"screens": missing})
        if not self.can_now:
            raise ValidationError({"can_now": _("Say what one can do after the run.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a published run only when it is whole, by whatever door it comes."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or {"live", "screens", "can_now"} & set(fields)):
            self.check_ready()
        super().save(*args, **kwargs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The paper edition: the whole run at a glance."""
        return "courses/practice/paper.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the paper edition takes. No links to guides: the editor looks at the screens."""
        return super().get_preview_context(request, mode_name) | {
            "practice": self,
            "run": self.run,
            "same_page": {},
        }


class PracticeGuide(Orderable):
    """A guide that the run belongs to, by the guide's permanent key: it holds in every language."""

    practice = ParentalKey(Practice, on_delete=models.CASCADE, related_name="guides")
    guide_key = models.SlugField(_("guide"), max_length=40)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint("practice", "guide_key", name="courses_practice_names_a_guide_once"),
        ]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.guide_key
