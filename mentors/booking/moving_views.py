"""Move a meeting: the times that are certain at once, and a button. Opening shows, a button acts."""

from __future__ import annotations

import uuid
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.booking.errors import BookingProblem
from mentors.booking.forms import ChosenTime, MoveForm
from mentors.booking.moving import move, times_to_move_to, what_takes_times_to_move_to
from mentors.cards.choices import MeetingWay
from mentors.cards.owners import signed_in
from mentors.hours.days import date_of
from mentors.hours.free_times import FreeTime
from mentors.meetings.models import Meeting
from mentors.meetings.views import shown_to_learner
from mentors.permissions import can_cancel, meetings_of_learner
from mentors.places.models import Place

#: More would be a list to search in, not to choose from.
TIMES_SHOWN, TIMES_A_DAY = 12, 3


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """For the one who learns, while the meeting stands and has not begun. For others it does not exist."""
    learner = signed_in(request)
    own = meetings_of_learner(learner).filter(pk=meeting_id, format=Meeting.Format.ONE_TO_ONE)
    shown = shown_to_learner(learner, own)
    if not shown:
        raise Http404
    meeting = shown[0].meeting
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            chosen: ChosenTime = form.cleaned_data["time"]
            try:
                move(
                    meeting,
                    chosen.start_quarter,
                    chosen.place_id,
                    way=chosen.way,
                    version=form.cleaned_data["version"],
                    by=learner,
                )
            except BookingProblem as problem:
                form.add_error("time", problem.message)
            else:
                messages.success(request, _("The meeting is moved. We tell the one you meet."))
                return redirect("mentors:meeting", meeting_id)
    elif meeting.state != Meeting.State.STANDS or not can_cancel(learner, meeting):
        return redirect("mentors:meeting", meeting_id)
    times = on_several_days(times_to_move_to(meeting, by=learner))
    parts = dict(
        Place.objects.filter(pk__in={time.place_id for time in times}).values_list("pk", "part_of_town")
    )
    context = {
        "one": shown[0],
        "form": form,
        "own": [] if times else what_takes_times_to_move_to(meeting, by=learner),
        "times": [
            {
                "value": ChosenTime.of(meeting.mentor.public_id, time),
                "starts_at": time.starts_at,
                "part_of_town": parts.get(time.place_id, ""),
                "way": MeetingWay(time.way).label,
            }
            for time in times
        ],
    }
    return render(request, "mentors/move_meeting.html", context)


def on_several_days(times: list[FreeTime]) -> list[FreeTime]:
    """Some of each day, spread over it, until there are enough. Those of the first moment all, in whichever way."""
    chosen = [time for time in times if time.start_quarter == times[0].start_quarter]
    times = [time for time in times if time not in chosen]
    for _day, group in groupby(times, key=lambda time: date_of(time.start_quarter)):
        of_day = list(group)
        step = max(1, -(-len(of_day) // TIMES_A_DAY))
        chosen += of_day[::step]
    return chosen[:TIMES_SHOWN]
