"""The day of a place on its wall and on paper. Whoever has the signed address sees it: a screen cannot sign in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mentors.meetings.place_day import day_at, place_at

#: A screen on a wall asks again so often; a page that somebody reads never does.
ASKS_AGAIN_SECONDS = 120


@never_cache
@require_safe
def place_day(request: HttpRequest, place: str) -> HttpResponse:
    """What is still to come today; with `?hela=1` the whole day, for paper; with `?skarm=1` it renews itself."""
    found = place_at(place)
    if found is None:
        raise Http404
    whole = request.GET.get("hela") == "1"
    context = {
        "place": found,
        "day": timezone.localdate(),
        "meetings": day_at(found, whole=whole),
        "whole": whole,
        "on_screen": request.GET.get("skarm") == "1",
    }
    response = render(request, "mentors/place_day.html", context)
    if context["on_screen"]:
        response["Refresh"] = str(ASKS_AGAIN_SECONDS)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
