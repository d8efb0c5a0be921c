"""Courses, and what is kept of somebody's progress: on paper by a code, or with an account."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from core.models import ReaderPage
from courses.guides.models import Guide
from courses.guides.readiness import as_readers_met_it, key_that_stays
from courses.progress.marks import Able
from courses.progress.reading import CourseReadingMixin


class Course(CourseReadingMixin, ReaderPage):
    """Guides in an order that makes sense. `Page.title` says what the reader gets out of it."""

    key = models.SlugField(
        _("permanent key"),
        max_length=40,
        help_text=_("The same in every language. Never changes once published."),
    )
    summary = models.CharField(_("in short"), max_length=240)
    place_in_order = models.PositiveSmallIntegerField(_("place in the order"), default=100)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        InlinePanel(
            "guides",
            panels=[FieldPanel("guide_key"), FieldPanel("can_do")],
            heading=_("The guides, in the order to read them"),
            label=_("guide"),
            min_num=1,
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("key"), FieldPanel("place_in_order")])], heading=_("Where it belongs")
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2), index.FilterField("key")]
    #: Written over as a page: what one can do after each guide stands in rows that cannot be translated one by one.
    localize_default_translation_mode = "simple"
    translatable_fields: list[object] = []
    template = "courses/progress/course.html"
    parent_page_types = ["courses.StartPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self) -> None:
        """The permanent key stays once readers have met it."""
        super().clean()
        if changed := key_that_stays(as_readers_met_it(self), self):
            raise ValidationError(changed)


class CourseGuide(Orderable):
    """One guide of a course, by the guide's permanent key, and what one can do afterwards."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="guides", verbose_name=_("course"))
    guide_key = models.SlugField(
        _("guide"),
        max_length=40,
        help_text=_("The permanent key of the guide. It stands in the guide's own form."),
    )
    can_do = models.CharField(
        _("what one can do then"),
        max_length=120,
        help_text=_(
            "Goes on from “I can …”, such as “stop a fraud on the phone”. Stands on the certificate."
        ),
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint("course", "guide_key", name="courses_course_has_a_guide_once"),
        ]
        verbose_name = _("guide of a course")
        verbose_name_plural = _("guides of a course")

    def __str__(self) -> str:
        return self.guide_key

    def clean(self) -> None:
        """The guide has to exist, in some language."""
        super().clean()
        if self.guide_key and not Guide.objects.filter(key=self.guide_key).exists():
            raise ValidationError({"guide_key": _("There is no guide with this key.")})


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Sentences about what is kept."""

    def on_paper(self) -> ProgressQuerySet:
        """What somebody holds the code of."""
        return self.filter(owner=None)

    def unused_since(self, day: datetime.date) -> ProgressQuerySet:
        """What was last used before `day`."""
        return self.filter(used_on__lt=day)


class Progress(models.Model):
    """How far one person has come: found by a code on paper, or by the account it belongs to.

    With a code nobody knows whose it is: no person, no address, no moment. Only an HMAC of the code is kept.
    """

    code_hash = models.CharField(
        _("hash of the code"), max_length=64, unique=True, null=True, blank=True, editable=False
    )
    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="progress",
        null=True,
        blank=True,
        verbose_name=_("person"),
        help_text=_("Nobody, where the progress is kept on paper."),
    )
    used_on = models.DateField(
        _("last used"),
        db_index=True,
        help_text=_("A day. What is on paper is forgotten when it is not used."),
    )

    objects = ProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner=None, code_hash__isnull=False)
                | models.Q(owner__isnull=False, code_hash=None),
                name="courses_progress_has_a_code_or_an_owner",
            ),
        ]
        verbose_name = _("progress")
        verbose_name_plural = _("progress")

    def __str__(self) -> str:
        return f"progress {self.pk}"


class GuideMark(models.Model):
    """How far in one guide, and the answers to "Can you do this?"."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="marks", verbose_name=_("progress"))
    guide_key = models.SlugField(_("guide"), max_length=40)
    step_key = models.SlugField(
        _("step"), max_length=40, blank=True, help_text=_("The last step that was done.")
    )
    before = models.CharField(_("answer before"), max_length=10, choices=Able.choices, blank=True)
    after = models.CharField(_("answer after"), max_length=10, choices=Able.choices, blank=True)
    later = models.CharField(_("answer five weeks later"), max_length=10, choices=Able.choices, blank=True)
    ask_on = models.DateField(
        _("ask again on"),
        null=True,
        blank=True,
        help_text=_("Only with an account: on paper nobody can be asked."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("progress", "guide_key", name="courses_progress_has_a_guide_once"),
        ]
        ordering = ["pk"]
        verbose_name = _("mark in a guide")
        verbose_name_plural = _("marks in guides")

    def __str__(self) -> str:
        return f"{self.guide_key} {self.step_key}".strip()

    @property
    def answers(self) -> dict[str, Any]:
        """The answers, by when they were given."""
        return {"before": self.before, "after": self.after, "later": self.later}
