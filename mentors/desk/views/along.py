"""Who from the desk comes along to first meetings: one's own hours, and somebody else for one meeting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.booking import coming_along
from mentors.booking.errors import BookingProblem
from mentors.desk.forms import DeskHoursForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import page, tell_problem
from mentors.hours.coming_along import hours_in_order, meetings_in, meetings_on
from mentors.hours.forms import TimeOffForm
from mentors.hours.house_rules import house_rules
from mentors.hours.models import DeskDaysOff, DeskHours
from mentors.hours.views import seen_by
from mentors.meetings.models import Meeting

#: What a form on the page of hours says, and says again after the meetings that it touches have been seen.
_SENT = ("do", "row", "off-first_day", "off-last_day")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def come_along(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Those at the desk who are in nothing else then, and a button."""
    meetings = Meeting.objects.filter(format=Meeting.Format.ONE_TO_ONE)
    one = get_object_or_404(meetings.select_related("mentor", "holder", "place", "coordinator"), pk=pk)
    if one.state not in {Meeting.State.HELD, Meeting.State.STANDS} or one.starts_at <= timezone.now():
        return redirect("desk:meeting", pk=pk)
    people = coming_along.who_could_come(one)
    chosen = request.POST.get("person", "")
    if request.method == "POST":
        person = next((one for one in people if str(one.public_id) == chosen), None)
        try:
            if person is None:
                raise BookingProblem(_("Choose one of them."))
            coming_along.come_along(one, person, by=request.user)
        except BookingProblem as problem:
            tell_problem(request, problem)
        else:
            messages.success(request, _("%(name)s comes along.") % {"name": person.name})
            return redirect("desk:meeting", pk=pk)
    return page(
        request,
        "mentors/desk/come_along.html",
        _("Who comes along"),
        {"meeting": one, "people": people, "chosen": chosen},
        icon="group",
        behind=[(reverse("desk:meeting", args=[one.pk]), _("Meeting"))],
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def my_hours(request: DeskRequest) -> HttpResponse:
    """One's own hours for first meetings and days off: add some, take some away.

    Meetings that lie in what goes are shown first; they stand until somebody else comes along.
    """
    data = request.POST if request.method == "POST" else None
    do = data.get("do", "hours") if data is not None else ""
    form = DeskHoursForm(data if do == "hours" else None)
    off_form = TimeOffForm(data if do == "off" else None)
    touched: list[Meeting] = []
    if data is not None:
        touched, said = _changed(request, do, form, off_form)
        if said:
            messages.success(request, said)
            return redirect("desk:my_hours")
    today = timezone.localdate()
    context = {
        "form": form,
        "off_form": off_form,
        "hours": hours_in_order(request.user),
        "off": DeskDaysOff.objects.filter(person=request.user, last_day__gte=today),
        "touched": touched,
        "sent": [(name, value) for name, value in request.POST.items() if name in _SENT] if touched else [],
        "is_used": house_rules().three_way_first_meetings,
    }
    return page(request, "mentors/desk/my_hours.html", _("When I can come along"), context, icon="time")


def _changed(
    request: DeskRequest, do: str, form: DeskHoursForm, off_form: TimeOffForm
) -> tuple[list[Meeting], str]:
    """Carry out what the pressed button says. The meetings to be seen first, or what was done; else neither."""
    mine = {"person": request.user}
    touched: list[Meeting] = []
    if do == "remove":
        row = get_object_or_404(DeskHours, pk=_key(request), **mine)
        touched = meetings_in(row)
        if {one.pk for one in touched} <= seen_by(request):
            row.delete()
            return [], _("Taken away. Meetings that are booked stand.")
    elif do == "back":
        DeskDaysOff.objects.filter(pk=_key(request), **mine).delete()
        return [], _("Taken away. Meetings that are booked stand.")
    elif do == "off" and off_form.is_valid():
        days = off_form.cleaned_data
        touched = meetings_on(request.user, days["first_day"], days["last_day"])
        if {one.pk for one in touched} <= seen_by(request):
            DeskDaysOff.objects.get_or_create(person=request.user, **days)
            return [], _("Saved.")
    elif do == "hours" and form.is_valid():
        try:
            with transaction.atomic():
                DeskHours.objects.create(**mine, **form.cleaned_data)
        except IntegrityError:
            form.add_error("starts", ValidationError(_("You have hours from then on already.")))
        else:
            return [], _("Saved.")
    return touched, ""


def _key(request: DeskRequest) -> int:
    text = request.POST.get("row", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 18):
        raise Http404
    return int(text)
