"""A meeting moves to another time, or another mentor takes it, because somebody asked. Agreed on beforehand."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.booking.errors import BookingProblem
from mentors.booking.forms import ChosenTime, MoveForm, SeriesForm
from mentors.booking.moving import move, times_to_move_to
from mentors.booking.reassigning import reassign, who_could_take
from mentors.booking.series import book_series, can_begin
from mentors.booking.series_views import weeks_to_choose
from mentors.desk.forms import HowAskedForm, StandInForm
from mentors.desk.offers import offered_times
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import Crumb, all_valid, page, tell_problem
from mentors.meetings.models import Meeting
from users.models import User


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def move_meeting(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Every free time of the mentor that suits the learner, with the place."""
    one = _meeting_or_404(pk)
    if not _is_to_come(one):
        return redirect("desk:meeting", pk=pk)
    data = request.POST if request.method == "POST" else None
    form, how_asked = MoveForm(data, initial={"version": one.version}), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        chosen: ChosenTime = form.cleaned_data["time"]
        try:
            move(
                one,
                chosen.start_quarter,
                chosen.place_id,
                way=chosen.way,
                version=form.cleaned_data["version"],
                by=request.user,
                entered_by=how_asked.entered_by,
            )
        except BookingProblem as problem:
            tell_problem(request, problem)
        else:
            messages.success(request, _("The meeting is moved. Both are told, where they can be reached."))
            return redirect("desk:meeting", pk=pk)
    context = {
        "meeting": one,
        "form": form,
        "how_asked": how_asked,
        "times": offered_times(one.mentor, times_to_move_to(one, by=request.user)),
        "chosen": data.get("time", "") if data is not None else "",
    }
    return page(
        request, "mentors/desk/move.html", _("Move the meeting"), context, icon="date", behind=_behind(one)
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The same time, five weeks, for a learner who asked."""
    one = _meeting_or_404(pk)
    if not can_begin(request.user, one):
        return redirect("desk:meeting", pk=pk)
    data = request.POST if request.method == "POST" else None
    form, how_asked = SeriesForm(data, initial={"key": uuid4()}), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        key, entered_by = form.cleaned_data["key"], how_asked.entered_by
        try:
            book_series(one, form.times, key=key, by=request.user, entered_by=entered_by)
        except BookingProblem as problem:
            tell_problem(request, problem)
        else:
            messages.success(request, _("The meetings are booked."))
            return redirect("desk:meeting", pk=pk)
    context = {
        "meeting": one,
        "form": form,
        "how_asked": how_asked,
        "weeks": weeks_to_choose(one, form, by=request.user),
    }
    title = _("The same time, five weeks")
    return page(request, "mentors/desk/series.html", title, context, icon="date", behind=_behind(one))


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The mentors who could take it: they keep every rule, and are in no other meeting then."""
    one = _meeting_or_404(pk)
    if not _is_to_come(one):
        return redirect("desk:meeting", pk=pk)
    data = request.POST if request.method == "POST" else None
    form, how_asked = StandInForm(data, initial={"version": one.version}), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        mentor = User.objects.filter(public_id=form.cleaned_data["mentor"], mentor_card__isnull=False).first()
        if mentor is None:
            raise Http404
        try:
            reassign(
                one,
                mentor,
                version=form.cleaned_data["version"],
                by=request.user,
                entered_by=how_asked.entered_by,
            )
        except BookingProblem as problem:
            tell_problem(request, problem)
        else:
            messages.success(
                request, _("%(mentor)s takes the meeting. Everybody is told.") % {"mentor": mentor.alias}
            )
            return redirect("desk:meeting", pk=pk)
    context = {
        "meeting": one,
        "form": form,
        "how_asked": how_asked,
        "mentors": who_could_take(one),
        "chosen": data.get("mentor", "") if data is not None else "",
    }
    return page(
        request,
        "mentors/desk/stand_in.html",
        _("Somebody else takes the meeting"),
        context,
        icon="group",
        behind=_behind(one),
    )


def _meeting_or_404(pk: UUID) -> Meeting:
    meetings = Meeting.objects.filter(format=Meeting.Format.ONE_TO_ONE)
    return get_object_or_404(
        meetings.select_related("mentor", "holder__needs_card", "place", "pairing"), pk=pk
    )


def _is_to_come(one: Meeting) -> bool:
    """It stands and has not begun: anything else is neither moved nor handed on. Its page says how it is."""
    return one.state == Meeting.State.STANDS and one.starts_at > timezone.now()


def _behind(one: Meeting) -> list[Crumb]:
    return [(reverse("desk:meeting", args=[one.pk]), _("Meeting"))]
