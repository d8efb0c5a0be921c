"""The same time, five weeks: five dates with what is in the way, and one button. Opening shows, a button acts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.booking.errors import BookingProblem
from mentors.booking.forms import SeriesForm
from mentors.booking.series import Week, book_series, can_begin, five_weeks
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.owners import signed_in
from mentors.hours.free_times import FreeTime
from mentors.meetings.models import Meeting
from mentors.meetings.times import with_date
from mentors.meetings.views import shown_to_learner
from mentors.permissions import meetings_of_learner
from mentors.places.models import Place
from users.models import User


@dataclass(frozen=True)
class Choice:
    """One radio button."""

    value: str
    when: str
    part_of_town: str
    is_chosen: bool


@dataclass(frozen=True)
class WeekToChoose:
    """One of the five: its name in the form, when it would be, and what can be chosen. `why`: why not that time."""

    name: str
    when: str
    same: Choice | None
    other: Choice | None
    why: str
    is_left_out: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """For the one who learns, of a pair. For others it does not exist."""
    learner = signed_in(request)
    own = meetings_of_learner(learner).filter(pk=meeting_id, format=Meeting.Format.ONE_TO_ONE)
    shown = shown_to_learner(learner, own)
    if not shown:
        raise Http404
    meeting = shown[0].meeting
    form = SeriesForm(request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4()})
    if request.method == "POST":
        if not is_within_cap(request, "booking"):
            return many_at_once(request)
        if form.is_valid():
            try:
                made = book_series(meeting, form.times, key=form.cleaned_data["key"], by=learner)
            except BookingProblem as problem:
                form.add_error("week1", problem.message)
            else:
                messages.success(request, said_of(made))
                return redirect("mentors:my_meetings")
    elif not can_begin(learner, meeting):
        return redirect("mentors:meeting", meeting_id)
    context = {"one": shown[0], "form": form, "weeks": weeks_to_choose(meeting, form, by=learner)}
    return render(request, "mentors/series.html", context)


def said_of(made: list[Meeting]) -> str:
    """What has become of them, for whoever pressed."""
    standing = [one for one in made if one.state == Meeting.State.STANDS]
    if standing == made:
        return _("The meetings are booked.")
    soon = [f"{_('Your meeting is booked')}: {with_date(one.starts_at)}." for one in standing]
    return " ".join([*soon, _("Your question is sent. The times are kept for you until there is an answer.")])


def weeks_to_choose(meeting: Meeting, form: SeriesForm, *, by: User) -> list[WeekToChoose]:
    """The weeks as the page shows them; what was marked stays marked."""
    weeks = five_weeks(meeting, by=by)
    times = [time for week in weeks for time in (week.same, week.other) if time]
    parts = dict(
        Place.objects.filter(pk__in={time.place_id for time in times}).values_list("pk", "part_of_town")
    )
    return [_to_choose(week, f"week{number}", parts, form) for number, week in enumerate(weeks, start=1)]


def _to_choose(week: Week, name: str, parts: dict[int, str], form: SeriesForm) -> WeekToChoose:
    said = form.data.get(name, "") if form.is_bound else _value(week.same)
    same, other = (_choice(time, parts, said) for time in (week.same, week.other))
    marked = any(one is not None and one.is_chosen for one in (same, other))
    return WeekToChoose(name, with_date(week.wanted), same, other, week.why, not marked)


def _choice(time: FreeTime | None, parts: dict[int, str], said: str) -> Choice | None:
    if time is None:
        return None
    value = _value(time)
    return Choice(value, with_date(time.starts_at), parts.get(time.place_id, ""), value == said)


def _value(time: FreeTime | None) -> str:
    return f"{time.start_quarter}.{time.place_id}" if time else ""
