"""Hard words in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.terms.models import Term

HOW = _(
    "The first time a guide uses the word, the explanation stands right under the sentence. Write it so that "
    "it fits everywhere: what the thing is, in words that need no explanation themselves. Headings, links "
    "and words on buttons are left alone, and so is a sentence that explains the word itself."
)


class TermViewSet(SnippetViewSet):
    """Hard words in the menu."""

    model = Term
    icon = "openquote"
    menu_label = _("Hard words")
    menu_order = 305
    add_to_admin_menu = True
    list_display = ["word", "explanation", "language", "key"]
    list_filter = ["language"]
    search_fields = ["word", "forms", "explanation", "key"]
    search_backend_name = None
    ordering = ["language", "word"]
    list_per_page = 100
    panels = [
        HelpPanel(content=HOW),
        FieldRowPanel([FieldPanel("language"), FieldPanel("key")]),
        FieldPanel("word"),
        FieldPanel("forms"),
        FieldPanel("explanation"),
    ]
