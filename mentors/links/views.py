"""A meeting by the link in a message, without signing in. Opening shows, only a button acts: mail programs open links.

Nothing here names a person, a place or a topic: a phone is shared, and lies on tables. No cookie is set, and the forms
need no token against forgery: whoever can send them knows the secret address, and nothing else gives any right here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mentors.booking.anew import choice_after, choose_after, is_behind, key_after
from mentors.booking.answering import accept, decline
from mentors.booking.asking_to_move import ask_to_move
from mentors.booking.cancelling import cancel
from mentors.booking.errors import BookingProblem, TimeTaken
from mentors.booking.forms import ChooseForm, ChosenTime, MoveForm
from mentors.booking.moving import move, times_to_move_to, what_takes_times_to_move_to
from mentors.booking.moving_views import on_several_days
from mentors.booking.seats import give_back_seat
from mentors.booking.series import asked_together, cancel_rest, rest_of
from mentors.booking.waiting_list import leave, take_offer
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.channels import EntryChannel
from mentors.cards.choices import MeetingWay
from mentors.hours.closed_places import that_day
from mentors.hours.free_times import NO_PLACE, FreeTime
from mentors.links.parts import Part, lost_with, next_with, part_with, seat_not_taken, under_way_with
from mentors.links.tokens import Link, read
from mentors.links.tokens import token as token_of
from mentors.meetings.gone import gone_from, gone_token, in_words
from mentors.meetings.models import Booking, Meeting, SeatWait
from mentors.meetings.quarters import quarter_of, quarter_start
from users.models import User

View = Callable[[HttpRequest, str], HttpResponse]


def for_whoever_has_it(view: View) -> View:
    """Never kept by anybody on the way, never found by a search engine, and the address is told to no other page."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


@for_whoever_has_it
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """When the meeting is, and what can be done: a yes and a no, another time, cancelling. After it, the next one."""
    part = part_with(token)
    if part is None:
        if (lost := lost_with(token)) is not None:
            return _done(request, token, in_words(lost), gone=gone_from(lost).token)
        return _without_part(request, token) or _go_on(request, token)
    problem = ""
    if request.method == "POST":
        try:
            said = _do(request.POST.get("do", ""), part)
        except BookingProblem as refusal:
            problem = refusal.message
        else:
            if said:
                return _done(request, token, said)
    on_page = {"also": asked_together(part.meeting), "that_day": that_day(part.meeting)}
    return _page(request, "link", token, part, problem=problem, **on_page)


@for_whoever_has_it
def move_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Times that are certain at once, at the same place: so no place need be named here."""
    part = part_with(token)
    if part is None or not part.can_move:
        return _without_part(request, token) or leads_nowhere(request)
    meeting, learner = part.meeting, part.link.person
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen: ChosenTime = form.cleaned_data["time"]
        try:
            if (chosen.place_id or None, chosen.way) != (meeting.place_id, meeting.way):
                raise BookingProblem
            move(
                meeting,
                chosen.start_quarter,
                chosen.place_id,
                way=chosen.way,
                version=form.cleaned_data["version"],
                by=learner,
                entered_by=EntryChannel.LINK,
            )
        except BookingProblem as problem:
            form.add_error("time", problem.message)
        else:
            return _done(request, token, _("The meeting is moved. We tell the one you meet."))
    anywhere = times_to_move_to(meeting, by=learner)
    here = [one for one in anywhere if (one.place_id or None, one.way) == (meeting.place_id, meeting.way)]
    own = [] if anywhere else what_takes_times_to_move_to(meeting, by=learner)
    times = [
        {"value": ChosenTime.of(meeting.mentor.public_id, one), "time": one} for one in on_several_days(here)
    ]
    elsewhere = anywhere[0] if anywhere and not here else None
    return _page(request, "move", token, part, form=form, times=times, own=own, elsewhere=elsewhere)


@for_whoever_has_it
def cancel_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """One question and a button, two where it is one of a series. Pressed twice, it says the same twice."""
    part, problem = part_with(token), ""
    if request.method == "POST" and part is None and read(token):
        lost = lost_with(token)
        said = _("The meeting is not yours any more. You need do nothing.")
        return _done(request, token, said, gone=gone_from(lost).token if lost else "")
    if part is None or not part.can_cancel:
        return _without_part(request, token) or leads_nowhere(request)
    if request.method == "POST":
        try:
            stands = part.meeting.state == Meeting.State.STANDS
            gone = gone_token(part.meeting) if stands else ""
            return _done(
                request, token, _cancelled(part, with_rest=request.POST.get("do") == "rest"), gone=gone
            )
        except BookingProblem as refusal:
            problem = refusal.message
    rest = [one for one in rest_of(part.meeting, part.link.person) if one.pk != part.meeting.pk]
    return _page(request, "cancel", token, part, problem=problem, rest=rest)


@for_whoever_has_it
def next_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The next meeting with the same mentor: at most three times, and a button."""
    return _go_on(request, token, request.POST if request.method == "POST" else None)


def _go_on(request: HttpRequest, token: str, sent: QueryDict | None = None) -> HttpResponse:
    """What the learner can choose once a meeting is behind them; the meeting itself, once the link has led to one."""
    link = next_with(token)
    if link is None:
        return leads_nowhere(request)
    if not is_behind(link.meeting):
        return redirect("mentors:by_link", token_of(link.meeting, link.contact))
    form = ChooseForm(sent)
    if sent is not None:
        if not is_within_cap(request, "booking", link.person):
            return many_at_once(request)
        if form.is_valid():
            try:
                booked = _book(link, form)
            except BookingProblem as problem:
                form.add_error("time", problem.message)
            else:
                return redirect("mentors:by_link", token_of(booked, link.contact))
    return _choose_page(request, token, link, form)


def _book(link: Link, form: ChooseForm) -> Meeting:
    """Book what `form` says. Raises a `BookingProblem`, also for a page about an earlier meeting or another place."""
    meeting, chosen = link.meeting, form.cleaned_data["time"]
    offered = (meeting.mentor.public_id, meeting.place_id or NO_PLACE, meeting.way)
    if form.cleaned_data["key"] != key_after(meeting):
        raise TimeTaken(_("Press the button once more."))
    if (chosen.mentor, chosen.place_id, chosen.way) != offered:
        raise BookingProblem
    return choose_after(meeting, chosen.start_quarter, by=link.person, entered_by=EntryChannel.LINK)


def _choose_page(request: HttpRequest, token: str, link: Link, form: ChooseForm) -> HttpResponse:
    meeting, choice = link.meeting, choice_after(link.meeting)
    live = Meeting.objects.filter(
        holder=link.person, state__in=[Meeting.State.HELD, Meeting.State.STANDS]
    ).exclude(pk=meeting.pk)
    context = {
        "meeting": meeting,
        "token": token,
        "form": form,
        "key": key_after(meeting),
        "times": times_to_mark(meeting.mentor, choice.times),
        "choice": choice,
        "coming": live.filter(start_quarter__gt=quarter_of(timezone.now())).order_by("start_quarter").first(),
    }
    return render(request, "mentors/links/next.html", context)


def times_to_mark(mentor: User, times: list[FreeTime]) -> list[dict[str, Any]]:
    """Times with one person as radio buttons: what each sends and says. `way`: only by phone or video."""
    return [
        {
            "value": str(ChosenTime.of(mentor.public_id, one)),
            "time": one,
            "ends_at": quarter_start(one.end_quarter),
            "way": "" if one.way == MeetingWay.PLACE else MeetingWay(one.way).label,
        }
        for one in times
    ]


def _do(what: str, part: Part) -> str:
    """Carry out what a button asks for; what is said afterwards, or nothing where there is no such button."""
    meeting, person = part.meeting, part.link.person
    if part.offer is not None:
        if what == "yes":
            take_offer(part.offer, by=person, entered_by=EntryChannel.LINK)
            return _("Thank you. The meeting is booked.")
        if what == "no":
            leave(part.offer, by=person)
            return _("You do not wait for that seat any more.")
        return ""
    if what == "yes" and not part.is_learner:
        accept(meeting, person, EntryChannel.LINK)
        return _("Thank you. The meeting is booked.")
    if what == "no" and part.can_answer:
        decline(meeting, person, EntryChannel.LINK)
        return _("Your no is noted. The time is yours again.")
    if what == "ask" and not part.is_learner:
        ask_to_move(meeting, person, EntryChannel.LINK)
        return _("The other one is asked for another time. The meeting stands until they have chosen one.")
    return ""


def _cancelled(part: Part, *, with_rest: bool) -> str:
    meeting, person = part.meeting, part.link.person
    if part.is_learner and meeting.format == Meeting.Format.GROUP:
        seat = Booking.objects.filter(meeting=meeting, person=person, role=Booking.Role.LEARNER).first()
        if seat is not None:
            give_back_seat(seat, person, EntryChannel.LINK)
        return _("Your seat is free for somebody else. Thank you for telling us.")
    if with_rest and meeting.series is not None:
        cancel_rest(meeting, person, EntryChannel.LINK)
        return _("The meetings are cancelled. The other one is told.")
    cancel(meeting, person, EntryChannel.LINK)
    return _("The meeting is cancelled. The other one is told.")


def _page(request: HttpRequest, name: str, token: str, part: Part, **more: Any) -> HttpResponse:
    context = {"part": part, "meeting": part.meeting, "token": token, **more}
    return render(request, f"mentors/links/{name}.html", context)


def _without_part(request: HttpRequest, token: str) -> HttpResponse | None:
    """What is to be said of a meeting that goes on, and of a seat that was offered and not taken; None of others."""
    if (link := under_way_with(token)) is not None:
        return render(request, "mentors/links/under_way.html", {"meeting": link.meeting})
    if (wait := seat_not_taken(token)) is None:
        return None
    if wait.state == SeatWait.State.DECLINED:
        return _done(request, token, _("You do not wait for that seat any more."))
    return _done(
        request, token, _("This seat has gone to the next one who waited. You can wait for another one.")
    )


def _done(request: HttpRequest, token: str, said: str, *, gone: str = "") -> HttpResponse:
    """What was done, and the way back to the meeting where there still is one; else on to the next."""
    is_there = part_with(token) is not None
    context = {
        "said": said,
        "gone": gone,
        "token": token,
        "is_there": is_there,
        "goes_on": not is_there and next_with(token),
    }
    return render(request, "mentors/links/done.html", context)


def leads_nowhere(request: HttpRequest) -> HttpResponse:
    """The same page whatever is wrong with the link, with the other ways to do it."""
    return render(request, "mentors/links/leads_nowhere.html", status=404)
