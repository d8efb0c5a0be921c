"""A mentor's hours and days off, what a change of them would touch, and the week in one look."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentors.booking.asking_to_move import ask_to_move
from mentors.booking.errors import BookingProblem
from mentors.cards.choices import MeetingWay
from mentors.cards.models import MentorCard
from mentors.cards.owners import mentor_card_of, signed_in
from mentors.hours.changing import Change, carry_out
from mentors.hours.days import NO_PLACE, ONE_DAY, Weekly, closed_days, days_from, monday_of
from mentors.hours.forms import CalmForm, HoursForm, HoursOnDateForm, TimeOffForm
from mentors.hours.free_times import free_times
from mentors.hours.house_rules import house_rules
from mentors.hours.lost import Lost
from mentors.hours.models import TimeOff, WeeklyHours
from mentors.hours.timetables import mentor_times, stretch_of
from mentors.hours.weeks import Line, laid_out, monday_said, quarters_of, said_of
from mentors.hours.why_no_time import for_mentor, once_each
from mentors.meetings.models import Meeting
from mentors.meetings.views import OPEN, shown_to_mentor
from mentors.permissions import meetings_of_mentor
from mentors.places.models import Place
from mentors.places.weekly import HowOften
from users.models import User

#: On a mentor's week: this one and the next, or those that the address says.
WEEKS_SHOWN = 2
#: How many days are looked at for the next one of hours that do not hold every week.
NEXT_WITHIN = 8 * 7
#: What becomes of meetings that a change of hours touches.
KEEP, MOVE = "keep", "move"


@dataclass(frozen=True)
class Week:
    """One calendar week as a button: `number` 0 is this one. `off` is the row that a press on undo takes away."""

    number: int
    first_day: datetime.date
    last_day: datetime.date
    off: TimeOff | None

    @property
    def said(self) -> str:
        """What the button sends, such as 2026-49: the week that was shown, also where Sunday has passed."""
        return said_of(self.first_day)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mentor_hours(request: HttpRequest) -> HttpResponse:
    """Show the hours; add a row or remove one. A row that is no longer there is as good as removed."""
    card = _card_of(request)
    what = request.POST.get("do", "")
    hours_form = HoursForm(request.POST if what == "add_hours" else None, card=card)
    date_form = HoursOnDateForm(request.POST if what == "add_date" else None, card=card)
    off_form = TimeOffForm(request.POST if what == "add_off" else None)
    sent = next((form for form in (hours_form, date_form, off_form) if form.is_bound), None)
    if request.method == "POST" and (sent is None or sent.is_valid()):
        change, said = _wanted(request, what, card, sent)
        return _changed(request, card, change, said)
    today = timezone.localdate()
    time_off = list(card.time_off.filter(last_day__gte=today))
    weekly = list(card.weekly_hours.select_related("place"))
    # Asked for only where some hours do not hold every week.
    closed = cache(lambda: closed_days(house_rules()))

    def gives_none(day: datetime.date) -> bool:
        return closed()(day) or any(off.first_day <= day <= off.last_day for off in time_off)

    return render(
        request,
        "mentors/mentor_hours.html",
        {
            # The one that was sent, for the errors at the top.
            "form": sent or hours_form,
            "hours_form": hours_form,
            "date_form": date_form,
            "off_form": off_form,
            "weekly_hours": [(row, _next_day(row, today, gives_none)) for row in weekly],
            "hours_on_dates": card.hours_on_dates.filter(day__gte=today).select_related("place"),
            "time_off": _with_meetings(card, time_off),
            "weeks": week_buttons(time_off, monday_of(today), 2),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one row of the week. Somebody else's does not exist."""
    card = _card_of(request)
    row = get_object_or_404(card.weekly_hours, pk=pk)
    form = HoursForm(request.POST if request.method == "POST" else None, card=card, row=row)
    if request.method == "POST" and form.is_valid():
        return _changed(request, card, Change(weekly=(form.hours(),)), _("The hours are changed."))
    return render(request, "mentors/change_hours.html", {"form": form, "row": row})


@login_required
@require_safe
def mentor_week(request: HttpRequest) -> HttpResponse:
    """Two weeks from the one in the address (`?vecka=2026-48`): a list, and a grid where there is room."""
    user = signed_in(request)
    card = mentor_card_of(user)
    if card is None:
        raise Http404
    today = timezone.localdate()
    monday = monday_said(request.GET.get("vecka", ""), today)
    first, end = quarters_of(monday, WEEKS_SHOWN)
    meetings = meetings_of_mentor(user).filter(
        state__in=OPEN, start_quarter__gte=first, start_quarter__lt=end
    )
    shown = shown_to_mentor(user, meetings.order_by("start_quarter", "pk"))
    said = mentor_times([user.pk], monday, monday + (7 * WEEKS_SHOWN - 1) * ONE_DAY).get(user.pk)
    places = Place.objects.in_bulk(said.timetable.places) if said else {}
    names = {pk: place.name for pk, place in places.items()}
    now, local = timezone.now(), timezone.localtime
    weeks = laid_out(
        monday,
        WEEKS_SHOWN,
        [Line(local(one.sees.starts_at), local(one.sees.ends_at), one) for one in shown],
        today=today,
        is_closed=closed_days(house_rules()),
        timetable=said.timetable if said else None,
        places={NO_PLACE: _("By phone or video, at no place"), **names},
        closed_word=_("Closed"),
    )
    context = {
        "weeks": weeks,
        "before": weeks[0].before,
        "after": weeks[0].after,
        "next": next((one for one in shown if one.sees.stands and one.meeting.starts_at > now), None),
        "buttons": week_buttons(list(card.time_off.filter(last_day__gte=today)), monday, WEEKS_SHOWN),
    }
    return render(request, "mentors/mentor_week.html", context)


@login_required
@require_safe
def why_no_time(request: HttpRequest) -> HttpResponse:
    """How many times others can choose, in whatever way, and what took the others away."""
    card = _card_of(request)
    lost: list[Lost] = []
    ways = {MeetingWay.PLACE.value, *card.meeting_ways}
    free = free_times([card.mentor_id], lost=lost, ways=ways)[card.mentor_id]
    moments = {time.start_quarter for time in free}
    context = {
        "free": len(moments),
        "first": free[0] if free else None,
        "lost": for_mentor(once_each(one for one in lost if one.start_quarter not in moments)),
        "has_hours": card.weekly_hours.exists() or card.hours_on_dates.exists(),
    }
    return render(request, "mentors/why_no_time.html", context)


def settle(meetings: list[Meeting], choice: str, by: User, entered_by: str) -> None:
    """What whoever changed the hours wants of the meetings it touches. Those that cannot be moved stand."""
    if choice != MOVE:
        return
    for meeting in meetings:
        try:
            ask_to_move(meeting, by, entered_by)
        except BookingProblem:
            # A group, a request that waits for its answer, or one that has begun: it stays as it is.
            continue


def seen_by(request: HttpRequest) -> set[uuid.UUID]:
    """The meetings that the sent form says it has shown."""
    found = set()
    for text in request.POST.getlist("seen"):
        try:
            found.add(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _changed(request: HttpRequest, card: MentorCard, change: Change, said: str) -> HttpResponse:
    """Save; or show which meetings it touches, with everything that was sent, and ask."""
    choice = request.POST.get("meetings", "")
    try:
        outcome = carry_out(card, change, seen=seen_by(request) if choice in {KEEP, MOVE} else ())
    except IntegrityError:
        # Pressed twice in one moment, or hours of other weeks that are counted from the same day.
        messages.info(
            request, _("You already have hours at this time. Remove those first, or choose another time.")
        )
        return redirect("mentors:mentor_hours")
    if outcome.is_saved:
        settle(outcome.touched, choice, signed_in(request), "web")
        if said:
            messages.success(request, said)
        return redirect("mentors:mentor_hours")
    person = signed_in(request)
    keys = [meeting.pk for meeting in outcome.touched]
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "meetings", "seen"}
        for value in values
    ]
    shown = shown_to_mentor(person, Meeting.objects.filter(pk__in=keys).order_by("start_quarter", "pk"))
    context = {
        "shown": shown,
        "keys": keys,
        "more": len(keys) - len(shown),
        "sent": sent,
        "was_asked": bool(request.POST.getlist("seen")),
    }
    return render(request, "mentors/hours_touch.html", context)


def _wanted(request: HttpRequest, what: str, card: MentorCard, sent: CalmForm | None) -> tuple[Change, str]:
    """What the pressed button says, and the words for when it is done. Nothing for a button that is none."""
    if isinstance(sent, HoursForm):
        return Change(weekly=(sent.hours(),)), _("The hours are added.")
    if isinstance(sent, HoursOnDateForm):
        return Change(dates=(sent.hours(),)), _("The hours of that day are added.")
    if isinstance(sent, TimeOffForm):
        return Change(off=(TimeOff(**sent.cleaned_data),)), _("The days off are added.")
    buttons: dict[str, Callable[[], tuple[Change, str]]] = {
        "remove_hours": lambda: (
            Change(without_weekly=_key(request, "hours")),
            _("The hours are removed."),
        ),
        "remove_date": lambda: (
            Change(without_dates=_key(request, "date")),
            _("The hours of that day are removed."),
        ),
        "remove_off": lambda: (Change(without_off=_key(request, "off")), _("The days off are removed.")),
        "week_off": lambda: _week_off(request.POST.get("week", "")),
    }
    return buttons[what]() if what in buttons else (Change(), "")


def _week_off(said: str) -> tuple[Change, str]:
    """Changes nothing, and says so, for a week that is over by now."""
    both = (_week(number, timezone.localdate(), []) for number in (0, 1))
    week = next((one for one in both if one.said == said), None)
    if week is None:
        return Change(), _("That week is over. Nothing is changed.")
    off = TimeOff(first_day=week.first_day, last_day=week.last_day)
    return Change(off=(off,)), _("You have the week off. Nobody is told why. You can undo it here.")


def week_buttons(time_off: list[TimeOff], monday: datetime.date, weeks: int) -> list[Week]:
    """Those of this week and the next that lie in so many weeks from `monday`, each with its one press."""
    today = timezone.localdate()
    both = (_week(number, today, time_off) for number in (0, 1))
    return [one for one in both if monday <= one.last_day < monday + 7 * weeks * ONE_DAY]


def _week(number: int, today: datetime.date, time_off: list[TimeOff]) -> Week:
    """This week (what is left of it) or the next."""
    monday = monday_of(today) + 7 * number * ONE_DAY
    first, last = max(monday, today), monday + 6 * ONE_DAY
    off = next((one for one in time_off if monday <= one.first_day <= first and one.last_day == last), None)
    return Week(number, first, last, off)


def _next_day(
    row: WeeklyHours, today: datetime.date, gives_none: Callable[[datetime.date], bool]
) -> datetime.date | None:
    """For every other week, and for what has not begun: the next day on which it gives times. None where it is plain.

    `gives_none`: whether a day is off or closed.
    """
    if row.every == HowOften.EVERY_WEEK and (row.first_day is None or row.first_day <= today):
        return None
    weekly = Weekly(row.weekday, stretch_of(row), row.every, row.first_day, row.last_day)
    days = days_from(max(today, row.first_day or today).toordinal(), NEXT_WITHIN)
    return next((day for day in days if weekly.is_on(day) and not gives_none(day)), None)


def _with_meetings(card: MentorCard, all_off: list[TimeOff]) -> list[TimeOff]:
    """Days off to come, each with `meetings`: how many meetings still stand in them. One query."""
    ahead = Meeting.objects.standing().filter(mentor_id=card.mentor_id).ending_after(timezone.now())
    standing = [meeting.starts_at.date() for meeting in ahead]
    for off in all_off:
        off.meetings = sum(off.first_day <= day <= off.last_day for day in standing)  # type: ignore[attr-defined]
    return all_off


def _card_of(request: HttpRequest) -> MentorCard:
    card = mentor_card_of(request.user)
    if card is None:
        raise Http404
    return card


def _key(request: HttpRequest, name: str) -> frozenset[int]:
    """A primary key as a form sends it; none for anything else."""
    text = request.POST.get(name, "")
    return frozenset({int(text)} if text.isascii() and text.isdecimal() and len(text) < 18 else ())
