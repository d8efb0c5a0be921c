"""Where readers got stuck, in the admin: the editors' queue, and the answer to each reader."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.privacy.admin_forms import GuardedModelForm
from courses.feedback.models import StuckNote
from courses.guides.models import Guide

State = StuckNote.State


def with_guide(notes: QuerySet[StuckNote]) -> QuerySet[StuckNote]:
    """`notes` with `guide_title`, `guide_id` and `guide_revision` of the live guide, in the same query."""
    guide = Guide.objects.filter(key=OuterRef("guide_key"), locale__language_code=OuterRef("language"))
    return notes.annotate(
        guide_title=Subquery(guide.values("title")[:1], output_field=CharField()),
        guide_id=Subquery(guide.values("pk")[:1]),
        guide_revision=Subquery(guide.values("live_revision_id")[:1]),
    )


def guide_choices() -> list[tuple[str, str]]:
    """The guides that there is a note about, by their Swedish titles where they have one."""
    keys = StuckNote.objects.order_by("guide_key").values_list("guide_key", flat=True).distinct()
    titles = dict(Guide.objects.filter(locale__language_code="sv", key__in=keys).values_list("key", "title"))
    return [(key, titles.get(key, key)) for key in keys]


def step_choices() -> list[tuple[str, str]]:
    """The steps that there is a note about."""
    keys = StuckNote.objects.order_by("step_key").values_list("step_key", flat=True).distinct()
    return [(key, key) for key in keys]


def language_choices() -> list[tuple[str, str]]:
    """The languages that there is a note in."""
    codes = StuckNote.objects.order_by("language").values_list("language", flat=True).distinct()
    return [(code, code) for code in codes]


class StuckFilterSet(WagtailFilterSet):
    """Which notes to look at."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    guide_key = django_filters.ChoiceFilter(label=_("Guide"), choices=guide_choices)
    step_key = django_filters.ChoiceFilter(label=_("Step"), choices=step_choices)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices)
    reason = django_filters.ChoiceFilter(label=_("What stopped the reader"), choices=StuckNote.Reason.choices)

    class Meta:
        model = StuckNote
        fields = ["state", "guide_key", "step_key", "language", "reason"]


def address_of_guide(note: StuckNote) -> str | None:
    """Where the note's guide is edited; none where the guide is gone. `note` comes from `with_guide`."""
    pk = note.guide_id  # type: ignore[attr-defined]
    return reverse("wagtailadmin_pages:edit", args=[pk]) if pk else None


class StuckIndexView(IndexView):
    """The queue, the latest first, in a fixed number of queries."""

    def get_base_queryset(self) -> QuerySet[StuckNote]:
        """Notes with everything that the columns show."""
        return with_guide(StuckNote.objects.all())

    @cached_property
    def columns(self) -> list[Column]:
        """The reason leads to the note, the guide to where it is edited."""
        return [
            self._get_title_column_class(TitleColumn)(
                "reason",
                label=_("What stopped the reader"),
                accessor=lambda note: note.get_reason_display(),
                get_url=self.get_edit_url,
                sort_key="reason",
            ),
            Column("text", label=_("In the reader's own words")),
            TitleColumn(
                "guide",
                label=_("Guide"),
                accessor=lambda note: note.guide_title or note.guide_key,
                get_url=address_of_guide,
                sort_key="guide_key",
            ),
            Column("step_key", label=_("Step"), sort_key="step_key"),
            Column("language", label=_("Language"), sort_key="language"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda note: note.get_state_display(),
                primary=lambda note: note.state == State.NEW,
                sort_key="state",
            ),
            DateColumn("created_on", label=_("Sent"), sort_key="created_on"),
        ]


class AnswerForm(GuardedModelForm):
    """What the editor decides. The reader's own part cannot be changed."""

    def save(self, commit: bool = True) -> StuckNote:
        """Remember the day for the reader. Who has answered a new note has read it."""
        if {"state", "answer"} & set(self.changed_data):
            self.instance.handled_on = timezone.localdate()
            if self.instance.state == State.NEW and self.instance.answer:
                self.instance.state = State.READ
        return super().save(commit)


class NotePanel(HelpPanel):
    """What the reader has said, and the way to the guide as it is and as it was."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "courses/feedback/admin/note.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel of one note."""

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """`note`, the addresses `edit_guide` and `compare`, and whether the guide has changed since."""
            context = super().get_context_data(parent_context)
            note: Any = with_guide(StuckNote.objects.all()).get(pk=self.instance.pk)
            compare = None
            if note.guide_id and note.revision:
                compare = reverse(
                    "wagtailadmin_pages:revisions_compare", args=[note.guide_id, note.revision, "live"]
                )
            return context | {
                "note": note,
                "edit_guide": address_of_guide(note),
                "compare": compare if note.revision != note.guide_revision else None,
            }


class NobodyAdds(ModelPermissionPolicy):
    """Notes come from readers alone; those who work here answer them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the model's permissions say, but for adding."""
        return action != "add" and super().user_has_permission(user, action)


class StuckViewSet(SnippetViewSet):
    """Where readers got stuck, in the menu."""

    model = StuckNote
    icon = "help"
    menu_label = _("Got stuck here")
    menu_order = 290
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = StuckIndexView
    filterset_class = StuckFilterSet
    search_fields = ["text", "guide_key", "step_key"]
    search_backend_name = None
    ordering = ["-created_on", "-pk"]
    list_per_page = 50
    edit_handler = ObjectList(
        [NotePanel(), FieldPanel("state"), FieldPanel("answer")], base_form_class=AnswerForm
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """Nobody adds a note here."""
        return NobodyAdds(self.model)


class StuckSummaryItem(SummaryItem):
    """On the first page of the admin: how many notes nobody has read yet."""

    order = 250
    template_name = "courses/feedback/admin/summary.html"

    def get_context_data(self, parent_context: dict[str, Any] | None) -> dict[str, Any]:
        """`total` and `address` of the list of new notes."""
        address = reverse(StuckNote.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
        return {
            "total": StuckNote.objects.filter(state=State.NEW).count(),
            "address": f"{address}?state={State.NEW.value}",
        }

    def is_shown(self) -> bool:
        """For those who may answer."""
        return NobodyAdds(StuckNote).user_has_permission(self.request.user, "change")


def add_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """For Wagtail's hook `construct_homepage_summary_items`."""
    items.append(StuckSummaryItem(request))
