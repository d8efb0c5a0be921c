"""The start page of one language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from core.models import ReaderPage
from courses.start.reading import StartReadingMixin


class StartPage(StartReadingMixin, ReaderPage):
    """What do you want to get done? The root of all pages in one language."""

    lead = models.CharField(_("first sentence"), max_length=160)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    translatable_fields = [TranslatableField("title"), TranslatableField("lead")]
    template = "courses/start_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.Guide", "courses.Course", "core.InfoPage"]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")
