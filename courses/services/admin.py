"""The register in the admin: e-services, what is true about them, and where it was found."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from core.languages import SOURCE
from core.privacy.admin_forms import GuardedModelForm
from courses.services.models import EService, Fact, Source
from courses.services.register import NEEDS_WORK, Standing, mark_as_checked, with_counts, with_standing

FACT_PANELS = [
    FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("scope")]),
    FieldPanel("value"),
    FieldPanel("source"),
    FieldRowPanel([FieldPanel("valid_as_of"), FieldPanel("check_by")]),
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

VARIANT_PANELS = [
    FieldRowPanel([FieldPanel("region"), FieldPanel("is_example")]),
    FieldPanel("value"),
    FieldPanel("source"),
    InlinePanel(
        "wordings",
        panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("text")])],
        heading=_("Text in each language"),
        label=_("wording"),
    ),
]

CHECKING = _(
    "Readers see a fact when it is settled and filled in. To check one: open its source, compare, correct it "
    "here, then press “Checked today” in the menu beside “Save”. Guides show the new value at once."
)

ABOUT_FACTS = _(
    "Give each service its address, phone number, office and paper form where it has them: those are the "
    "ways for a person without a screen. To note that a fact is checked, open it in the list of facts."
)

#: The name of the button, as it stands in the posted form.
CHECKED_TODAY = "action-checked-today"


class CheckedTodayItem(ActionMenuItem):
    """The button that saves a fact and notes that it was compared with its source today, and by whom."""

    name = CHECKED_TODAY
    label = _("Checked today")
    icon_name = "check"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        """For facts that exist, and for whoever may change them."""
        return context["view"] == "edit" and context["request"].user.has_perm("courses.change_fact")


def checked_today(model: type[Model]) -> CheckedTodayItem | None:
    """For Wagtail's hook: the button, in the form of a fact."""
    return CheckedTodayItem() if model is Fact else None


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


def in_figures(day: datetime.date | None) -> str:
    """A day in figures. Wagtail's own column says "just now" of a day to come."""
    return f"{day:%Y-%m-%d}" if day else ""


def last_check(fact: Fact) -> str:
    """When a fact was checked last, and by whom. Empty for one that nobody has checked."""
    return f"{in_figures(fact.checked_on)} {fact.checked_by}".strip()


def demands_shown(service: EService) -> str:
    """What the service demands, in words; from the prefetched demands."""
    return ", ".join(map(str, service.demands.all()))


def without_screen(service: EService) -> str:
    """Which ways lead to the service without a screen: the first thing to fill in where there is none."""
    ways = [
        (service.phone_count, _("phone")),
        (service.office_count, _("office")),
        (service.paper_form_count, _("paper form")),
    ]
    return ", ".join(str(name) for count, name in ways if count) or str(_("none yet"))


class FactFilterSet(WagtailFilterSet):
    """Which facts to look at."""

    standing = django_filters.ChoiceFilter(label=_("How it stands"), choices=Standing.choices)

    class Meta:
        model = Fact
        fields = ["standing", "service", "scope", "kind", "source"]


def source_and_year(fact: Fact) -> str:
    """The key of the fact's source and the year of which the fact is, or that nobody knows it."""
    if fact.source is None:
        return ""
    year = fact.valid_as_of.year if fact.valid_as_of else fact.source.year
    return f"{fact.source.key} ({year or _('year not known')})"


class FactIndexView(IndexView):
    """The register: facts with their standing, in a fixed number of queries."""

    list_export = [
        *("fact", "service", "key", "value", "standing", "scope", "source", "address"),
        *("valid_as_of", "check_by", "checked_on", "checked_by"),
    ]
    export_headings = {
        "fact": _("Fact"),
        "service": _("E-service"),
        "key": _("Key"),
        "value": _("Value"),
        "standing": _("How it stands"),
        "scope": _("Where it holds"),
        "source": _("Source"),
        "address": _("Address of the source"),
        "valid_as_of": _("Valid as of"),
        "check_by": _("Check again before"),
        "checked_on": _("Checked on"),
        "checked_by": _("Checked by"),
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
            Column("source", label=_("Source"), accessor=source_and_year),
            Column(
                "check_by",
                label=_("Check again before"),
                accessor=lambda fact: in_figures(fact.check_day),
                sort_key="check_day",
            ),
            Column("checked", label=_("Checked"), accessor=last_check, sort_key="checked_on"),
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
            "valid_as_of": item.valid_as_of or (item.source.year if item.source else None) or "",
            "check_by": item.check_day or "",
            "checked_on": item.checked_on or "",
            "checked_by": item.checked_by,
        }


class FactForm(GuardedModelForm):
    """The form of one fact."""

    is_compared = forms.BooleanField(
        required=False,
        label=_("Every wording is right, compared with the Swedish as it is now"),
        help_text=_(
            "Where Swedish has changed since a wording was written, readers are shown the Swedish until the wording is "
            "changed, or this is ticked and saved."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """What is checked today is settled: so the fact is asked whether it may be (see `Fact.clean`)."""
        cleaned: dict[str, Any] = super().clean()
        if CHECKED_TODAY in self.data:
            cleaned["is_settled"] = True
        return cleaned

    def save(self, commit: bool = True) -> Fact:
        """Save; with the tick, every wording counts as written after today's Swedish."""
        fact: Fact = super().save(commit=commit)
        if commit and self.cleaned_data.get("is_compared"):
            for each in (fact, *fact.variants.all()):
                for wording in each.wordings.exclude(language=SOURCE):
                    wording.compared()
        return fact


class FactEditView(EditView):
    """The form of one fact; "Checked today" saves it as checked by whoever pressed."""

    def save_instance(self) -> Fact:
        """Save what was written, with the check where that button was pressed."""
        if CHECKED_TODAY in self.request.POST:
            mark_as_checked(self.form.instance, by=self.request.user.get_full_name())
        return super().save_instance()

    def get_success_message(self) -> str:
        """Says what a check means."""
        if CHECKED_TODAY in self.request.POST:
            return _("%(fact)s is checked. Next time: before %(day)s.") % {
                "fact": self.object,
                "day": in_figures(self.object.check_by),
            }
        return super().get_success_message()


class FactViewSet(SnippetViewSet):
    """One fact at a time: what staff open to check it."""

    model = Fact
    icon = "check"
    menu_label = _("Facts")
    index_view_class = FactIndexView
    edit_view_class = FactEditView
    filterset_class = FactFilterSet
    search_fields = ["key", "value", "wordings__label", "service__name"]
    search_backend_name = None
    export_filename = "facts"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            HelpPanel(content=CHECKING),
            HelpPanel(template="courses/services/admin/last_check.html"),
            FieldPanel("service"),
            *FACT_PANELS,
            FieldPanel("is_compared"),
            FieldPanel("otherwise"),
            InlinePanel(
                "variants", panels=VARIANT_PANELS, heading=_("As it is in a region"), label=_("region")
            ),
        ],
        base_form_class=FactForm,
    )


class EServiceIndexView(IndexView):
    """E-services with how many facts each has, and how many of them leave something to do."""

    def get_base_queryset(self) -> QuerySet[EService]:
        """E-services with their counts, in one query."""
        return with_counts(EService.objects.prefetch_related("demands"))

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
            Column("demands", label=_("What it demands"), accessor=demands_shown),
            Column("without_screen", label=_("Ways without a screen"), accessor=without_screen),
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
        InlinePanel(
            "demands",
            panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]), FieldPanel("source")],
            heading=_("What it demands of whoever uses it on a screen"),
            label=_("demand"),
        ),
        HelpPanel(content=ABOUT_FACTS),
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
        Column(
            "check_by",
            label=_("Check again before"),
            accessor=lambda source: in_figures(source.check_by),
            sort_key="check_by",
        ),
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
