"""The week of the whole desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import page
from mentors.desk.week import week_of_all
from mentors.hours.weeks import monday_said
from mentors.places.models import Place


@for_the_desk
@require_safe
def week(request: DeskRequest) -> HttpResponse:
    """All meetings of a week by day: this week, or the one in the address (`?vecka=2026-48`)."""
    now = timezone.now()
    monday = monday_said(request.GET.get("vecka", ""), timezone.localdate(now))
    context = {"week": week_of_all(monday, now), "places": Place.objects.filter(is_open=True)}
    return page(request, "mentors/desk/week.html", _("The week"), context, icon="calendar-alt")
