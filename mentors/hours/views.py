"""A mentor's weekly hours and days off, on one page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.cards.models import MentorCard
from mentors.cards.owners import mentor_card_of
from mentors.hours.forms import CalmForm, HoursForm, TimeOffForm
from mentors.hours.models import TimeOff
from mentors.meetings.models import Meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mentor_hours(request: HttpRequest) -> HttpResponse:
    """Show the hours; add a row or remove one. A row that is no longer there is as good as removed."""
    card = mentor_card_of(request.user)
    if card is None:
        raise Http404
    what = request.POST.get("do", "")
    hours_form = HoursForm(request.POST if what == "add_hours" else None, card=card)
    off_form = TimeOffForm(request.POST if what == "add_off" else None)
    if request.method == "POST" and _did(request, what, card, hours_form, off_form):
        return redirect("mentors:mentor_hours")
    return render(
        request,
        "mentors/mentor_hours.html",
        {
            # The one that was sent, for the errors at the top.
            "form": off_form if off_form.is_bound else hours_form,
            "hours_form": hours_form,
            "off_form": off_form,
            "weekly_hours": card.weekly_hours.select_related("place"),
            "time_off": _with_meetings(card),
        },
    )


def _did(
    request: HttpRequest, what: str, card: MentorCard, hours_form: HoursForm, off_form: CalmForm
) -> bool:
    """Do what the pressed button says. False where the form has to be shown again."""
    if what == "add_hours":
        if not hours_form.is_valid():
            return False
        hours_form.hours().save()
        messages.success(request, _("The hours are added."))
    elif what == "add_off":
        if not off_form.is_valid():
            return False
        card.time_off.get_or_create(**off_form.cleaned_data)
        messages.success(request, _("The days off are added."))
    elif what == "remove_hours":
        card.weekly_hours.filter(pk=_number(request.POST.get("hours"))).delete()
        messages.success(request, _("The hours are removed."))
    elif what == "remove_off":
        card.time_off.filter(pk=_number(request.POST.get("off"))).delete()
        messages.success(request, _("The days off are removed."))
    return True


def _with_meetings(card: MentorCard) -> list[TimeOff]:
    """Days off to come, each with `meetings`: how many meetings still stand in them. Two queries."""
    all_off = list(card.time_off.filter(last_day__gte=timezone.localdate()))
    ahead = Meeting.objects.standing().filter(mentor_id=card.mentor_id).ending_after(timezone.now())
    standing = [meeting.starts_at.date() for meeting in ahead]
    for off in all_off:
        off.meetings = sum(off.first_day <= day <= off.last_day for day in standing)  # type: ignore[attr-defined]
    return all_off


def _number(text: str | None) -> int:
    """A primary key as a form sends it; one that nothing has for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
