"""A mentor's week and the next in one look: what is booked, what waits for an answer, hours, days off, holidays."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentors.cards.owners import mentor_card_of, signed_in
from mentors.hours.days import ONE_DAY, closed_days
from mentors.hours.house_rules import house_rules
from mentors.hours.timetables import mentor_times
from mentors.hours.views import week_buttons
from mentors.hours.weeks import Line, laid_out, monday_said, quarters_of, said_of
from mentors.meetings.views import OPEN, shown_to_mentor
from mentors.permissions import meetings_of_mentor
from mentors.places.models import Place

#: This week and the next, or those that the address says.
WEEKS = 2


@login_required
@require_safe
def mentor_week(request: HttpRequest) -> HttpResponse:
    """Two weeks from the one in the address (`?vecka=2026-48`): a list, and a grid where there is room."""
    user = signed_in(request)
    card = mentor_card_of(user)
    if card is None:
        raise Http404
    today = timezone.localdate()
    monday = monday_said(request.GET.get("vecka", ""), today)
    first, end = quarters_of(monday, WEEKS)
    meetings = meetings_of_mentor(user).filter(
        state__in=OPEN, start_quarter__gte=first, start_quarter__lt=end
    )
    shown = shown_to_mentor(user, meetings.order_by("start_quarter", "pk"))
    said = mentor_times([user.pk], monday, monday + (7 * WEEKS - 1) * ONE_DAY).get(user.pk)
    places = Place.objects.in_bulk(said.timetable.places) if said else {}
    now, local = timezone.now(), timezone.localtime
    context = {
        "weeks": laid_out(
            monday,
            WEEKS,
            [Line(local(one.sees.starts_at), local(one.sees.ends_at), one) for one in shown],
            today=today,
            is_closed=closed_days(house_rules()),
            timetable=said.timetable if said else None,
            places={pk: place.name for pk, place in places.items()},
            closed_word=_("Closed"),
        ),
        "before": said_of(monday - 7 * ONE_DAY),
        "after": said_of(monday + 7 * ONE_DAY),
        "next": next((one for one in shown if one.sees.stands and one.meeting.starts_at > now), None),
        "buttons": week_buttons(list(card.time_off.filter(last_day__gte=today)), monday, WEEKS),
    }
    return render(request, "mentors/mentor_week.html", context)
