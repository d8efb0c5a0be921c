"""A meeting as a calendar file, the feed, and the page where it is switched on and off."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mentors.calendars.feeds import feed_at, gone_for_calendar, meetings_for_calendar, switch_off, switch_on
from mentors.calendars.files import feed_of, file_of, gone_file_of
from mentors.calendars.forms import FeedForm
from mentors.calendars.models import CalendarFeed
from mentors.cards.owners import signed_in
from mentors.meetings.gone import gone_meeting

CALENDAR_TYPE = "text/calendar; charset=utf-8"
#: The address just made waits in the session for the page that shows it, once.
NEW_SECRET = "new_calendar_address"  # noqa: S105 -- the name of a place, not a secret


@never_cache
@login_required
@require_safe
def meeting_file(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One of one's own meetings as a file; `?plats=1` writes the place in it."""
    person = signed_in(request)
    found = meetings_for_calendar(person).filter(pk=meeting_id).first()
    if found is None:
        raise Http404
    with_place = request.GET.get("plats") == "1"
    language = get_language() or "sv"
    return _file(file_of(found, language=language, with_place=with_place, person=person), "mote.ics")


@never_cache
@require_safe
def gone_file(request: HttpRequest, token: str) -> HttpResponse:
    """A file that takes a meeting out of a calendar, for whoever has no part in it any more."""
    found = gone_meeting(token)
    if found is None:
        raise Http404
    return _file(gone_file_of(found, language=get_language() or "sv"), "mote.ics")


@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of whoever was given this secret address, for a calendar that asks again and again."""
    found = feed_at(secret)
    if found is None:
        raise Http404
    person = found.person
    return _file(
        feed_of(
            meetings_for_calendar(person),
            language=person.language,
            with_place=found.shows_place,
            person=person,
            gone=gone_for_calendar(person),
        ),
        "moten.ics",
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Switch the feed on, give it a new address, or switch it off. A new address is shown once."""
    person = signed_in(request)
    form = FeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "off":
            switch_off(person)
            messages.success(request, _("The address leads nowhere now."))
        else:
            request.session[NEW_SECRET] = switch_on(person, shows_place=form.cleaned_data["shows_place"])
        return redirect("mentors:my_calendar")
    secret = request.session.pop(NEW_SECRET, "")
    address = request.build_absolute_uri(reverse("mentors:calendar_feed", args=[secret])) if secret else ""
    return render(
        request,
        "mentors/calendars/my_calendar.html",
        {"form": form, "feed": CalendarFeed.objects.filter(person=person).first(), "address": address},
    )


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=CALENDAR_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"},
    )
