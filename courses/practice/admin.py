"""Practice runs in the admin: built screen by screen, and published only when they are whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from core.privacy.admin_forms import GuardedModelForm
from courses.guides.models import Guide
from courses.practice.models import Practice

HOW = _(
    "A run has at least four screens and two wrong answers. Every choice has exactly one right way, and "
    "every answer a friendly reason. Use make-believe names such as “Banken” and addresses that end with "
    ".example. Never a real brand, and never a number that could be somebody's. Save as a draft whenever you "
    "like; the preview shows the whole run."
)


class PracticeForm(GuardedModelForm):
    """Says what is missing when an editor wants to publish. A draft may be as unfinished as it likes."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        try:
            self.instance.check_ready()
        except ValidationError as error:
            self.add_error(
                None, [message for messages in error.message_dict.values() for message in messages]
            )


class GuideSelect(forms.Select):
    """The guides that there are, by their Swedish titles."""

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The choices as they are now, asked for when the form is shown."""
        guides = Guide.objects.filter(locale__language_code="sv").order_by("title")
        self.choices = [("", "---------"), *guides.values_list("key", "title")]
        return super().optgroups(name, value, attrs)


class PracticeViewSet(SnippetViewSet):
    """Practice runs in the menu."""

    model = Practice
    icon = "form"
    menu_label = _("Practice")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["title", "key", LocaleColumn(), "area", UpdatedAtColumn()]
    list_filter = ["area"]
    search_fields = ["title", "key", "summary"]
    search_backend_name = None
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(content=HOW),
            FieldPanel("title"),
            FieldPanel("summary"),
            MultiFieldPanel(
                [
                    FieldPanel("key"),
                    FieldRowPanel([FieldPanel("area"), FieldPanel("place_in_order"), FieldPanel("minutes")]),
                    InlinePanel(
                        "guides",
                        panels=[FieldPanel("guide_key", widget=GuideSelect)],
                        heading=_("Guides that it belongs to"),
                        label=_("guide"),
                    ),
                ],
                heading=_("Where it belongs"),
            ),
            FieldPanel("screens"),
            FieldPanel("can_now"),
        ],
        base_form_class=PracticeForm,
    )
