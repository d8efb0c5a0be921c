"""Base pages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import TranslatableField

from core.languages import SOURCE, are_read_alike, language
from core.privacy.admin_forms import GuardedPageForm

#: What an editor may use in running text: no links to press blindly, no pictures, no inline styles.
PLAIN_FEATURES = ["bold", "ol", "ul", "link"]


class ReaderPage(Page):
    """What every page for readers has in common: it is public, short, and says so in one sentence."""

    class Meta:
        abstract = True

    #: Comments and the promote tab carry nothing that a reader sees.
    show_in_menus_default = False
    #: What readers see is for everybody: it is baked into files and kept in caches, where no password could
    #: guard it. So the admin offers no way to hide a page but to take it off the site.
    private_page_options: list[str] = []
    base_form_class = GuardedPageForm

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None, and without the two queries that Wagtail would ask all its ancestors with."""
        return PageViewRestriction.objects.none()


class InfoPage(ReaderPage):
    """Running text under headings: help, about, accessibility."""

    summary = models.CharField(
        _("in short"),
        max_length=200,
        blank=True,
        help_text=_("One or two sentences: the most important first."),
    )
    body = RichTextField(_("text"), features=["h2", *PLAIN_FEATURES], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    translatable_fields = [TranslatableField(name) for name in ("title", "summary", "body")]
    template = "core/info_page.html"
    subpage_types: list[str] = []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`borrowed`: the language of the text, where it is not the reader's."""
        own, reader = self.locale.language_code, get_language() or SOURCE
        borrowed = None if are_read_alike(own, reader) else language(own)
        return super().get_context(request, *args, **kwargs) | {"borrowed": borrowed}

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
