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
from mentors.hours.coming_along import hours_in_order
from mentors.hours.house_rules import house_rules
from mentors.hours.models import DeskHours
from mentors.meetings.models import Meeting


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
    """One's own hours for first meetings: add some, take some away. Meetings that are booked stand."""
    gone = request.POST.get("remove", "")
    form = DeskHoursForm(request.POST if request.method == "POST" and not gone else None)
    if gone:
        if not (gone.isascii() and gone.isdecimal() and len(gone) < 18):
            raise Http404
        DeskHours.objects.filter(person=request.user, pk=gone).delete()
        messages.success(request, _("Taken away. Meetings that are booked stand."))
        return redirect("desk:my_hours")
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                DeskHours.objects.create(person=request.user, **form.cleaned_data)
        except IntegrityError:
            form.add_error("starts", ValidationError(_("You have hours from then on already.")))
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:my_hours")
    context = {
        "form": form,
        "hours": hours_in_order(request.user),
        "is_used": house_rules().three_way_first_meetings,
    }
    return page(request, "mentors/desk/my_hours.html", _("When I can come along"), context, icon="time")
