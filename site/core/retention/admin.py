"""The municipality's decisions in the admin, and the page that shows what the daily job will do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import ClockReading, RetentionDecision, RetentionRun
from core.privacy.admin_forms import GuardedModelForm
from core.retention import clock, job
from core.retention.decisions import undecided
from core.retention.kinds import kinds


class DecisionForm(GuardedModelForm):
    """The kinds that the house knows, each with what we propose."""

    kind = forms.ChoiceField(label=_("kind of data"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (
                kind.key,
                format_lazy(
                    "{name} – {counted}: {since}. {proposed}: {days}",
                    name=kind.name,
                    counted=_("counted from"),
                    since=kind.counted_from,
                    proposed=_("proposed days"),
                    days=kind.proposed_days,
                ),
            )
            for kind in kinds().values()
        ]


class DecisionViewSet(SnippetViewSet):
    """Decisions on how long data is kept; for administrators."""

    model = RetentionDecision
    icon = "calendar-check"
    menu_label = _("How long data is kept")
    menu_name = "retention"
    menu_order = 900
    add_to_admin_menu = True
    list_display = ["kind", "number", "decided_on", "days", "must_stay", "is_example"]
    panels = [
        FieldPanel("kind"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("number"), FieldPanel("decided_on")])], _("The decision")),
        FieldPanel("days"),
        MultiFieldPanel([FieldPanel("must_stay"), FieldPanel("why_it_stays")], _("Erasure on request")),
        FieldPanel("is_example"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """With the kinds as choices."""
        return self.get_edit_handler().get_form_class()

    def get_edit_handler(self) -> Any:
        """The panels, on our form."""
        handler = super().get_edit_handler()
        handler.base_form_class = DecisionForm
        return handler


class TodayMenuItem(MenuItem):
    """What is erased, among the reports; for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether whoever looks is an administrator."""
        return is_administrator(request.user)


def is_administrator(user: Any) -> bool:
    """Whether `user` decides about data in this installation."""
    return bool(user.is_active and user.is_superuser)


@user_passes_test(lambda user: user.is_authenticated)
@require_http_methods(["GET", "HEAD", "POST"])
def today(request: HttpRequest) -> HttpResponse:
    """`/admin/retention/`: what has had its time, what was done; POST: the server's clock is right."""
    if not is_administrator(request.user):
        raise PermissionDenied
    if request.method == "POST":
        clock.believe(timezone.now())
        return redirect(reverse("retention_today"))
    reading = ClockReading.objects.first()
    context = {
        "due": job.due(),
        "undecided": undecided(),
        "runs": [(run, _in_words(run.counts)) for run in RetentionRun.objects.all()[:14]],
        "clock": reading,
        "now": timezone.now(),
        "kinds": kinds(),
        "from_hour": job.FROM_HOUR,
        "decisions": reverse(RetentionDecision.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
    }
    return TemplateResponse(request, "core/retention/today.html", context)


def _in_words(counts: dict[str, int]) -> list[tuple[str, int]]:
    """How many of which kind went; a kind that the house no longer knows stands by its key."""
    named = kinds()
    return sorted((str(named[key].name) if key in named else key, count) for key, count in counts.items())
