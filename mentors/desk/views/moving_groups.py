"""A group or a drop-in moves to another time or place. Agreed on with whoever leads it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.booking import moving_groups
from mentors.booking.errors import BookingProblem, LosesSeat
from mentors.desk.forms import HowAskedForm, MoveGroupForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import all_valid, page
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_of
from mentors.places.closing import end_in_figures
from users.models import User


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def move_group(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Place, day and time. Whoever cannot come then is named before anything is moved."""
    groups = Meeting.objects.exclude(format=Meeting.Format.ONE_TO_ONE).select_related("mentor", "place")
    one = get_object_or_404(groups, pk=pk)
    if one.state != Meeting.State.STANDS or one.starts_at <= timezone.now():
        return redirect("desk:meeting", pk=pk)
    data = request.POST if request.method == "POST" else None
    form, how_asked = MoveGroupForm(data, initial=_as_it_is(one)), HowAskedForm(data)
    asks: LosesSeat | None = None
    if data is not None and all_valid(form, how_asked):
        starts, ends = form.span
        seen = _seen(one, data.getlist("seen"))
        try:
            after = moving_groups.move_group(
                one,
                form.cleaned_data["place"],
                quarter_of(starts),
                quarter_of(ends),
                version=form.cleaned_data["version"],
                by=request.user,
                seen=[person.pk for person in seen],
                is_let_in=form.cleaned_data["is_let_in"],
                entered_by=how_asked.entered_by,
            )
        except LosesSeat as question:
            asks = question
        except BookingProblem as problem:
            form.add_error("starts", problem.message)
        else:
            was_moved = after.version != one.version
            messages.success(
                request,
                _("The meeting is moved. Everybody is told, where they can be reached.")
                if was_moved
                else _("Saved."),
            )
            return redirect("desk:meeting", pk=pk)
    context = {"meeting": one, "forms": [form], "how_asked": how_asked, "asks": asks}
    behind = [(reverse("desk:meeting", args=[one.pk]), _("Meeting"))]
    title = _("Move the meeting")
    return page(request, "mentors/desk/move_group.html", title, context, icon="date", behind=behind)


def _as_it_is(one: Meeting) -> dict[str, object]:
    """What the form begins with. Whether the place lets them in is asked anew: it was agreed on for the old time."""
    return {
        "place": one.place_id,
        "day": one.starts_at.date(),
        "starts": f"{one.starts_at:%H:%M}",
        "ends": end_in_figures(one.ends_at),
        "version": one.version,
    }


def _seen(one: Meeting, said: list[str]) -> list[User]:
    """Those with a seat or in the waiting list who were named on the page that was sent."""
    people = User.objects.filter(Q(bookings__meeting=one) | Q(seat_waits__meeting=one)).distinct()
    return [person for person in people if str(person.public_id) in said]
