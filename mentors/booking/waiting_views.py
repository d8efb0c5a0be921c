"""The buttons of a waiting list: wait for a seat, take the one that is offered, or leave."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentors.booking.errors import BookingProblem
from mentors.booking.waiting_list import join, leave, take_offer
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.owners import needs_card_of, signed_in
from mentors.meetings.models import Meeting, SeatWait


@login_required
@require_POST
def wait_for_seat(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """`do`: join, take or leave. Pressing twice does it once."""
    learner = signed_in(request)
    if needs_card_of(learner) is None:
        return redirect("mentors:want_help")
    if not is_within_cap(request, "booking"):
        return many_at_once(request)
    meeting = get_object_or_404(Meeting, pk=meeting_id, format=Meeting.Format.GROUP)
    own = SeatWait.objects.filter(meeting=meeting, person=learner).select_related("meeting", "person")
    wait = own.order_by("-pk").first()
    try:
        if request.POST.get("do") == "join":
            join(meeting, learner, by=learner)
            messages.success(request, _("You wait for a seat. We tell you here when there is one."))
        elif wait is not None and request.POST.get("do") == "take":
            take_offer(wait, by=learner)
            return redirect("mentors:meeting", meeting_id)
        elif wait is not None and request.POST.get("do") == "leave":
            leave(wait, by=learner)
            messages.success(request, _("You do not wait for that seat any more."))
    except BookingProblem as problem:
        messages.error(request, problem.message)
    return redirect("mentors:my_meetings")
