"""The week of a place. It is closed for one by one press, and opened again by one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import page
from mentors.desk.week import week_at
from mentors.hours.days import ONE_DAY, monday_of
from mentors.hours.opening import Opening, openings
from mentors.hours.place_changing import meetings_outside
from mentors.hours.views import seen_by
from mentors.hours.weeks import monday_said, said_of
from mentors.meetings.models import Meeting
from mentors.meetings.place_day import address_of
from mentors.places.models import Place, PlaceDays


@dataclass(frozen=True)
class PlaceWeek:
    """One calendar week, what is left of it. `closed`: the row that one press on undo takes away."""

    number: int
    first_day: datetime.date
    last_day: datetime.date
    closed: PlaceDays | None

    @property
    def said(self) -> str:
        """What its button sends, such as 2026-49: the week that was shown, also where Sunday has passed."""
        return said_of(self.first_day)


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def place_week(request: DeskRequest, pk: int) -> HttpResponse:
    """This week, or the one in the address (`?vecka=2026-48`), and buttons that close this one and the next.

    What a closed week touches is shown first; the meetings stand until they are moved.
    """
    place = get_object_or_404(Place, pk=pk)
    weeks = [_week(place, number) for number in (0, 1)]
    touched: list[Meeting] = []
    asked = None
    if request.method == "POST":
        week = next((one for one in weeks if one.said == request.POST.get("week")), None)
        if week is None:
            messages.info(request, _("That week is over. Nothing is changed."))
            return redirect("desk:place_week", pk=pk)
        if week.closed is not None:
            if request.POST.get("do") == "open":
                week.closed.delete()
                messages.success(request, _("The place is open again that week."))
            return redirect("desk:place_week", pk=pk)
        if request.POST.get("do") == "close":
            touched = _touched(place, week)
            if {meeting.pk for meeting in touched} <= seen_by(request):
                PlaceDays.objects.create(place=place, first_day=week.first_day, last_day=week.last_day)
                messages.success(request, _("The place is closed that week. No new times are offered there."))
                if touched:
                    messages.info(
                        request, _("Whoever has a meeting there is told, where they can be reached.")
                    )
                return redirect("desk:place_week", pk=pk)
            asked = week
    monday = monday_said(request.GET.get("vecka", ""), timezone.localdate())
    opening = openings([pk], monday, monday + 6 * ONE_DAY).get(pk, Opening())
    context = {
        "place": place,
        "week": week_at(place, opening, monday, timezone.now()),
        "has_hours": opening != Opening(),
        "rules": place.hours.exclude(every=1, first_day=None, last_day=None),
        "weeks": weeks,
        "touched": touched,
        "asked": asked,
        "day": reverse("mentors:place_day", args=[address_of(place)]),
    }
    title = _("%(place)s, week by week") % {"place": place.name}
    behind = [(reverse(Place.snippet_viewset.get_url_name("list")), _("Places"))]
    return page(request, "mentors/desk/place_week.html", title, context, icon="home", behind=behind)


def _week(place: Place, number: int) -> PlaceWeek:
    today = timezone.localdate()
    monday = monday_of(today) + 7 * number * ONE_DAY
    first, last = max(monday, today), monday + 6 * ONE_DAY
    closed = PlaceDays.objects.filter(
        place=place, starts=None, first_day__gte=monday, first_day__lte=first, last_day=last
    )
    return PlaceWeek(number, first, last, closed.first())


def _touched(place: Place, week: PlaceWeek) -> list[Meeting]:
    """Meetings to come that a closed week takes the hours from."""
    now = openings([place.pk], week.first_day, week.last_day).get(place.pk, Opening())
    after = Opening(now.weekly, [*now.days, (week.first_day, week.last_day, None)])
    outside = meetings_outside(place, after)
    return [one for one in outside if week.first_day <= one.starts_at.date() <= week.last_day]
