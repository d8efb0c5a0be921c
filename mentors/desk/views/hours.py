"""A mentor's hours and days off, entered for somebody who asked: what goes, what comes, and what that touches."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.cards.channels import EntryChannel
from mentors.cards.models import MentorCard
from mentors.desk.forms import HowAskedForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.record import write_down
from mentors.desk.views.frame import all_valid, crumb_of, page
from mentors.desk.views.mentors import mentor_and_card
from mentors.hours.changing import Change, Outcome, carry_out
from mentors.hours.forms import HoursForm, HoursOnDateForm, TimeOffForm
from mentors.hours.models import TimeOff
from mentors.hours.views import KEEP, MOVE, seen_by, settle


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Take away what is ticked, add what is filled in. What touches a meeting is shown before it is saved."""
    person, card = mentor_and_card(public_id)
    data = request.POST if request.method == "POST" else None
    adds = {
        name: data is not None and any(data.get(f"{prefix}{field}") for field in fields)
        for name, prefix, fields in (
            ("hours", "", ("starts", "ends")),
            ("date", "date-", ("day", "starts", "ends")),
            ("off", "off-", ("first_day", "last_day")),
        )
    }
    gone = {name: _ticked(request.POST.getlist(f"remove_{name}")) for name in ("hours", "dates", "days")}
    going = Change(gone["hours"], gone["dates"], gone["days"])
    how_asked = HowAskedForm(data)
    hours_form = HoursForm(data if adds["hours"] else None, card=card, going=going)
    date_form = HoursOnDateForm(data if adds["date"] else None, card=card, going=going)
    off_form = TimeOffForm(data if adds["off"] else None)
    sent = [form for form in (hours_form, date_form, off_form) if form.is_bound]
    outcome = None
    if data is not None and all_valid(how_asked, *sent):
        change = replace(
            going,
            weekly=(hours_form.hours(),) if adds["hours"] else (),
            dates=(date_form.hours(),) if adds["date"] else (),
            off=(TimeOff(**off_form.cleaned_data),) if adds["off"] else (),
        )
        choice = request.POST.get("meetings", "")
        outcome = _saved(request, card, change, choice, how_asked.entered_by)
        if outcome is not None and outcome.is_saved:
            messages.success(
                request,
                _("Saved. Add more, or go back to the page about %(alias)s.") % {"alias": person.alias},
            )
            return redirect("desk:hours", public_id=public_id)
    today = timezone.localdate()
    context = {
        "person": person,
        "hours_form": hours_form,
        "date_form": date_form,
        "off_form": off_form,
        "how_asked": how_asked,
        "weekly_hours": card.weekly_hours.select_related("place"),
        "hours_on_dates": card.hours_on_dates.filter(day__gte=today).select_related("place"),
        "time_off": card.time_off.filter(last_day__gte=today),
        "ticked": gone,
        "touched": outcome.touched if outcome else [],
    }
    return page(
        request, "mentors/desk/hours.html", _("Hours"), context, icon="time", behind=[crumb_of(person)]
    )


def _saved(
    request: DeskRequest, card: MentorCard, change: Change, choice: str, entered_by: EntryChannel
) -> Outcome | None:
    """What came of it. None where the same hours were added in this very moment: the page shows them."""
    try:
        outcome = carry_out(card, change, seen=seen_by(request) if choice in {KEEP, MOVE} else ())
    except IntegrityError:
        return None
    if outcome.is_saved:
        write_down(card, request.user, entered_by)
        settle(outcome.touched, choice, request.user, entered_by)
    return outcome


def _ticked(values: list[str]) -> frozenset[int]:
    return frozenset(
        int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 18
    )
