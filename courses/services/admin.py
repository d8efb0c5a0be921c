"""The register in the admin: e-services, what is true about them, and where it was found."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from courses.services.models import EService, Fact, Source
from courses.services.register import NEEDS_WORK, Standing, needing_work, with_standing

FACT_PANELS = [
    FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("scope")]),
    FieldPanel("value"),
    FieldPanel("source"),
    FieldRowPanel([FieldPanel("is_settled"), FieldPanel("is_example")]),
    InlinePanel(
        "wordings",
        panels=[
            FieldRowPanel([FieldPanel("language"), FieldPanel("label")]),
            FieldPanel("text"),
        ],
        heading=_("Name and text in each language"),
        label=_("wording"),
        min_num=1,
    ),
]

CHECKING = _(
    "Readers see a fact when it is settled and filled in. To check one: open its source, compare, correct it "
    "here, then mark it as settled. Guides show the new value at once."
)


def shown_as(fact: Fact) -> str:
    """What readers see as the fact's name, in the language of whoever looks; from the prefetched wordings."""
    wordings = {wording.language: wording.label for wording in fact.wordings.all()}
    return wordings.get(get_language() or "sv") or next(iter(wordings.values()), fact.key)


def value_shown(fact: Fact) -> str:
    """The value, or the text in the language of whoever looks; from the prefetched wordings."""
    if fact.value:
        return fact.value
    texts = {wording.language: wording.text for wording in fact.wordings.all() if wording.text}
    return texts.get(get_language() or "sv") or next(iter(texts.values()), "")


def standing_label(fact: Fact) -> str:
    """The standing in words. `fact` comes from `with_standing`."""
    return str(Standing(fact.standing).label)


def day_shown(source: Source | None) -> str:
    """The day to check a source again, in figures. Wagtail's own column says "just now" of a day to come."""
    return f"{source.check_by:%Y-%m-%d}" if source else ""


class FactFilterSet(WagtailFilterSet):
    """Which facts to look at."""

    standing = django_filters.ChoiceFilter(label=_("How it stands"), choices=Standing.choices)

    class Meta:
        model = Fact
        fields = ["standing", "service", "scope", "kind", "source"]


class FactIndexView(IndexView):
    """The register: facts with their standing, in a fixed number of queries."""

    list_export = ["fact", "service", "key", "value", "standing", "scope", "source", "address", "check_by"]
    export_headings = {
        "fact": _("Fact"),
        "service": _("E-service"),
        "key": _("Key"),
        "value": _("Value"),
        "standing": _("How it stands"),
        "scope": _("Where it holds"),
        "source": _("Source"),
        "address": _("Address of the source"),
        "check_by": _("Check again before"),
    }

    def get_base_queryset(self) -> QuerySet[Fact]:
        """Facts with everything that the columns show."""
        return with_standing(Fact.objects.select_related("service", "source").prefetch_related("wordings"))

    @cached_property
    def columns(self) -> list[Column]:
        """The name that readers see leads to the form. No bulk actions: facts are judged one at a time."""
        return [
            self._get_title_column_class(TitleColumn)(
                "fact",
                label=_("Fact"),
                accessor=shown_as,
                get_url=self.get_edit_url,
                sort_key="key",
                width="25%",
            ),
            Column("service", label=_("E-service"), sort_key="service__name"),
            Column("value", label=_("Value"), accessor=value_shown, width="25%"),
            StatusTagColumn(
                "standing",
                label=_("How it stands"),
                accessor=standing_label,
                primary=lambda fact: fact.standing not in NEEDS_WORK,
                sort_key="standing",
            ),
            Column("source", label=_("Source"), accessor=lambda fact: fact.source.key if fact.source else ""),
            Column(
                "check_by",
                label=_("Check again before"),
                accessor=lambda fact: day_shown(fact.source),
                sort_key="source__check_by",
            ),
        ]

    def stream_csv(self, queryset: QuerySet[Fact]) -> list[bytes]:
        """At once instead of line by line: the admin's language is gone when the view has returned."""
        return list(super().stream_csv(queryset))

    def to_row_dict(self, item: Fact) -> dict[str, Any]:
        """One line of the exported sheet."""
        return {
            "fact": shown_as(item),
            "service": item.service.name,
            "key": item.key,
            "value": value_shown(item),
            "standing": standing_label(item),
            "scope": item.get_scope_display(),
            "source": item.source.key if item.source else "",
            "address": item.source.address if item.source else "",
            "check_by": item.source.check_by if item.source else "",
        }


class FactViewSet(SnippetViewSet):
    """One fact at a time: what staff open to check it."""

    model = Fact
    icon = "check"
    menu_label = _("Facts")
    index_view_class = FactIndexView
    filterset_class = FactFilterSet
    search_fields = ["key", "value", "wordings__label", "service__name"]
    search_backend_name = None
    export_filename = "facts"
    list_per_page = 50
    panels = [HelpPanel(content=CHECKING), FieldPanel("service"), *FACT_PANELS]


class EServiceIndexView(IndexView):
    """E-services with how many facts each has, and how many of them leave something to do."""

    def get_base_queryset(self) -> QuerySet[EService]:
        """E-services with their counts, in one query."""
        return EService.objects.annotate(
            facts_count=Count("facts", distinct=True),
            to_do_count=Count("facts", filter=Q(facts__in=needing_work().values("pk")), distinct=True),
        )

    @cached_property
    def columns(self) -> list[Column]:
        """The count of facts to look at leads to exactly those facts."""
        facts_url = reverse(Fact.snippet_viewset.get_url_name("list"))

        def url_of_facts(service: EService) -> str | None:
            return f"{facts_url}?service={service.pk}" if service.facts_count else None

        return [
            self._get_title_column_class(TitleColumn)(
                "name", label=_("E-service"), get_url=self.get_edit_url, sort_key="name"
            ),
            Column("owner", label=_("Who runs it"), sort_key="owner"),
            TitleColumn("facts_count", label=_("Facts"), get_url=url_of_facts, sort_key="facts_count"),
            StatusTagColumn(
                "to_do_count",
                label=_("To check or fill in"),
                accessor=lambda service: service.to_do_count or "",
                sort_key="to_do_count",
            ),
        ]


class EServiceViewSet(SnippetViewSet):
    """An e-service with all its facts on one page."""

    model = EService
    icon = "site"
    menu_label = _("E-services")
    index_view_class = EServiceIndexView
    ordering = ["name"]
    list_per_page = 50
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("owner"), FieldPanel("key")], heading=_("The service")
        ),
        HelpPanel(content=CHECKING),
        InlinePanel("facts", panels=FACT_PANELS, heading=_("Facts"), label=_("fact")),
    ]


class SourceFilterSet(WagtailFilterSet):
    """Which sources to look at."""

    check_by = django_filters.DateFilter(
        label=_("To check again before"), lookup_expr="lte", widget=AdminDateInput
    )

    class Meta:
        model = Source
        fields = ["check_by"]


class SourceViewSet(SnippetViewSet):
    """Where facts were found, and until when we trust them."""

    model = Source
    icon = "doc-full"
    menu_label = _("Sources")
    filterset_class = SourceFilterSet
    list_display = [
        "key",
        "title",
        "address",
        "year",
        Column("check_by", label=_("Check again before"), accessor=day_shown, sort_key="check_by"),
    ]
    search_fields = ["key", "title", "address"]
    ordering = ["check_by"]
    list_per_page = 50
    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("year")]),
        FieldPanel("title"),
        FieldPanel("address"),
        FieldPanel("check_by"),
    ]


class RegisterGroup(SnippetViewSetGroup):
    """The register in the menu."""

    items = (FactViewSet, EServiceViewSet, SourceViewSet)
    menu_label = _("E-services")
    menu_icon = "site"
    menu_order = 300
