"""The report of figures in the admin."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from insight.figures import FEWEST
from insight.questions import answers, quarters_that_are_over


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """`/admin/figures/`: what was counted in one quarter that is over. Wagtail lets in those who work here."""
    quarters = quarters_that_are_over(timezone.localdate())
    wanted = request.GET.get("quarter", str(quarters[0]))
    quarter = next((one for one in quarters if str(one) == wanted), None)
    if quarter is None:
        raise Http404("no quarter that is over")
    context = {"quarter": quarter, "quarters": quarters, "answers": answers(quarter), "fewest": FEWEST}
    return TemplateResponse(request, "insight/report.html", context)
