"""Groups and drop-ins: what is coming, and setting a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentors.booking.errors import BookingProblem
from mentors.booking.opening import open_meeting
from mentors.cards.guides import guides_to_choose
from mentors.desk.forms import HowAskedForm, OpenDoorForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.today import in_detail
from mentors.desk.views.frame import all_valid, page
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of

DOORS_AT_MOST = 100


@for_the_desk
@require_safe
def doors(request: DeskRequest) -> HttpResponse:
    """What is open to all from today on, the nearest first."""
    coming = (
        Meeting.objects.standing()
        .ending_after(timezone.now())
        .exclude(format=Meeting.Format.ONE_TO_ONE)
        .order_by("start_quarter")[:DOORS_AT_MOST]
    )
    context = {"rows": in_detail(coming)}
    return page(request, "mentors/desk/doors.html", _("Groups and drop-ins"), context, icon="group")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_door(request: DeskRequest) -> HttpResponse:
    """Set a group or a drop-in with a mentor who wants to."""
    data = request.POST if request.method == "POST" else None
    form = OpenDoorForm(data, guides=guides_to_choose())
    how_asked = HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        starts, ends = form.span
        answers = form.cleaned_data
        try:
            open_meeting(
                answers["mentor"].mentor,
                answers["place"],
                quarter_of(starts),
                quarter_of(ends),
                format=answers["format"],
                seats=answers["seats"],
                guide_key=answers["guide_key"],
                is_let_in=answers["is_let_in"],
                by=request.user,
                entered_by=how_asked.entered_by,
            )
        except BookingProblem as problem:
            form.add_error("starts", problem.message)
        else:
            messages.success(request, _("It is set, and newcomers are offered it."))
            return redirect("desk:doors")
    context = {"forms": [form], "how_asked": how_asked}
    return page(request, "mentors/desk/new_door.html", _("New group or drop-in"), context, icon="plus")
