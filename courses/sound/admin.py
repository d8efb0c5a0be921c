"""Recordings and films in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.privacy.admin_forms import GuardedModelForm
from courses.sound.models import Film, Recording

ABOUT_RECORDINGS = _(
    "Read the step as it stands: heading, text, button word, what one should see. A recording is used for as long as "
    "the step says the same; when the step has changed, a computer reads until you have recorded it anew, or saved "
    "the recording again because it still fits. It is heard within a minute. Say no names."
)
ABOUT_FILMS = _(
    "A film is shown when it has captions and all its words as text: for those who do not hear, do not see or have "
    "no data left. Our own files only. No one in it may be recognised who has not agreed."
)


class RecordingViewSet(SnippetViewSet):
    """Recordings, with those that a step has left behind."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    list_display = ["__str__", "step_key", BooleanColumn("is_behind", label=_("The step has changed since"))]
    search_backend_name = None
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(content=ABOUT_RECORDINGS),
            PageChooserPanel("guide", "courses.Guide"),
            FieldPanel("step_key"),
            FieldPanel("file", widget=AdminDocumentChooser),
        ],
        base_form_class=GuardedModelForm,
    )

    def get_queryset(self, request: Any) -> Any:
        """With what the list asks of each."""
        return Recording.objects.select_related("guide__locale", "file")


class FilmViewSet(SnippetViewSet):
    """Films."""

    model = Film
    icon = "media"
    menu_label = _("Films")
    list_display = ["__str__", "kind", BooleanColumn("is_shown", label=_("show it to readers"))]
    search_backend_name = None
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(content=ABOUT_FILMS),
            PageChooserPanel("guide", "courses.Guide"),
            FieldPanel("kind"),
            FieldPanel("file", widget=AdminDocumentChooser),
            FieldPanel("captions", widget=AdminDocumentChooser),
            FieldPanel("transcript"),
            FieldPanel("is_shown"),
        ],
        base_form_class=GuardedModelForm,
    )

    def get_queryset(self, request: Any) -> Any:
        """With what the list asks of each."""
        return Film.objects.select_related("guide__locale", "file", "captions")


class SoundGroup(SnippetViewSetGroup):
    """Both under one heading."""

    items = (RecordingViewSet, FilmViewSet)
    menu_label = _("Sound and film")
    menu_icon = "media"
    menu_order = 315
