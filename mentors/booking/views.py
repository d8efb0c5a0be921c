"""What changes a booking: choose a time, take a seat, answer, cancel. Opening shows, a button acts."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentors.booking.answering import accept, decline
from mentors.booking.asking_to_move import ask_to_move
from mentors.booking.cancelling import cancel
from mentors.booking.choosing import choose
from mentors.booking.errors import BookingProblem
from mentors.booking.forms import ChooseForm, ChosenTime, NotHeldForm
from mentors.booking.not_held import can_say_not_held, is_theirs_to_say, say_not_held
from mentors.booking.seats import give_back_seat, take_seat
from mentors.booking.series import asked_together, cancel_rest, rest_of
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.models import NeedsCard
from mentors.cards.owners import needs_card_of, signed_in
from mentors.matching.models import Suggestion
from mentors.matching.views import suggestions_page
from mentors.meetings.gone import gone_token
from mentors.meetings.models import Booking, Meeting
from mentors.meetings.times import with_date
from mentors.meetings.views import shown_to_learner, shown_to_mentor, why_it_came
from mentors.permissions import can_answer, can_cancel, can_leave, meetings_of_learner, meetings_of_mentor
from users.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_time(request: HttpRequest) -> HttpResponse:
    """Ask for a time, or book it where that is direct. The same form sent twice leads to the same meeting."""
    learner = signed_in(request)
    card = needs_card_of(learner)
    if card is None or request.method != "POST":
        return redirect("mentors:suggestions" if card else "mentors:want_help")
    if not is_within_cap(request, "booking"):
        return many_at_once(request)
    form = ChooseForm(request.POST)
    if not form.is_valid():
        return suggestions_page(request, card, form)
    chosen: ChosenTime = form.cleaned_data["time"]
    mentor = User.objects.filter(public_id=chosen.mentor, mentor_card__isnull=False).first()
    try:
        if mentor is None:
            raise BookingProblem
        guide_key, step_key = _agenda(card, mentor)
        meeting = choose(
            learner,
            mentor,
            chosen.start_quarter,
            chosen.place_id,
            way=chosen.way,
            key=form.cleaned_data["key"],
            by=learner,
            guide_key=guide_key,
            step_key=step_key,
        )
    except BookingProblem as problem:
        form.add_error("time", problem.message)
        return suggestions_page(request, card, form)
    if not form.cleaned_data["ask_next"]:
        # Without the tick nobody else may be asked: there is no list any more.
        Suggestion.objects.filter(card=card, asked_at=None).exclude(mentor=mentor).delete()
    return redirect("mentors:meeting", meeting.pk)


@login_required
@require_POST
def take_a_seat(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A free seat in a group. Pressing twice takes one seat."""
    learner = signed_in(request)
    card = needs_card_of(learner)
    if card is None:
        return redirect("mentors:want_help")
    if not is_within_cap(request, "booking"):
        return many_at_once(request)
    meeting = get_object_or_404(Meeting, pk=meeting_id, format=Meeting.Format.GROUP)
    try:
        take_seat(meeting, learner, key=_key(request), by=learner)
    except BookingProblem as problem:
        messages.error(request, problem.message)
        return redirect("mentors:suggestions")
    return redirect("mentors:meeting", meeting.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A request, with a yes and a no of the same size. Whoever answers too late is told what happened."""
    mentor = signed_in(request)
    shown = shown_to_mentor(mentor, meetings_of_mentor(mentor).filter(pk=meeting_id))
    if not shown:
        raise Http404
    problem = ""
    if request.method == "POST":
        said = request.POST.get("answer")
        try:
            if said == "yes":
                accept(shown[0].meeting, mentor)
                return redirect("mentors:meeting", meeting_id)
            if said == "no":
                decline(shown[0].meeting, mentor)
                messages.success(request, _("Your no is noted. The time is yours again."))
                return redirect("mentors:mentor_home")
            problem = _("Choose yes or no.")
        except BookingProblem as refusal:
            problem = refusal.message
    elif not can_answer(mentor, shown[0].meeting):
        return redirect("mentors:meeting", meeting_id)
    context = {
        "one": shown[0],
        "problem": problem,
        "why": why_it_came(shown[0]),
        "also": asked_together(shown[0].meeting),
    }
    return render(request, "mentors/answer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One question and a button; a mentor can ask for another time instead. Nobody is asked for a reason."""
    person = signed_in(request)
    as_learner = shown_to_learner(person, meetings_of_learner(person).filter(pk=meeting_id))
    shown = as_learner or shown_to_mentor(person, meetings_of_mentor(person).filter(pk=meeting_id))
    if not shown:
        raise Http404
    meeting, problem = shown[0].meeting, ""
    if request.method == "POST":
        try:
            if can_leave(person, meeting):
                gone = gone_token(meeting)
                _leave(meeting, person)
                messages.success(request, _("Your seat is free for somebody else. Thank you for telling us."))
                return redirect(f"{reverse('mentors:my_meetings')}?bort={gone}")
            if request.POST.get("do") == "ask" and not as_learner:
                ask_to_move(meeting, person)
            elif request.POST.get("do") == "rest":
                cancel_rest(meeting, person)
            else:
                cancel(meeting, person)
            return redirect("mentors:meeting", meeting_id)
        except BookingProblem as refusal:
            problem = refusal.message
    elif not (can_cancel(person, meeting) or can_leave(person, meeting)):
        return redirect("mentors:meeting", meeting_id)
    context = {
        "one": shown[0],
        "problem": problem,
        "is_learner": bool(as_learner),
        "rest": [with_date(one.starts_at) for one in rest_of(meeting, person) if one.pk != meeting.pk],
    }
    return render(request, "mentors/cancel_meeting.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def not_held(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A meeting did not take place: what was in the way, if somebody wants to say it, and a button."""
    person = signed_in(request)
    own = meetings_of_learner(person) | meetings_of_mentor(person)
    meeting = get_object_or_404(own.distinct(), pk=meeting_id)
    if not is_theirs_to_say(person, meeting):
        raise Http404
    form = NotHeldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        say_not_held(meeting, person, form.cleaned_data["obstacle"])
        messages.success(request, _("Thank you. The meeting did not take place, and that is all right."))
        return redirect("mentors:meeting", meeting_id)
    if request.method != "POST" and not can_say_not_held(person, meeting):
        return redirect("mentors:meeting", meeting_id)
    return render(request, "mentors/not_held.html", {"meeting": meeting, "form": form})


def _agenda(card: NeedsCard, mentor: User) -> tuple[str, str]:
    """What the two meet about: the first thing on the learner's list that this mentor can show."""
    can_show = set(mentor.mentor_card.can_show.values_list("guide_key", flat=True))
    for wish in card.wishes.all():
        if wish.guide_key in can_show:
            return wish.guide_key, wish.step_key
    return "", ""


def _leave(meeting: Meeting, person: User) -> None:
    seat = Booking.objects.filter(meeting=meeting, person=person, role=Booking.Role.LEARNER).first()
    if seat is not None:
        give_back_seat(seat, person)


def _key(request: HttpRequest) -> uuid.UUID:
    """The form's own key; a new one where it is missing: a person has only one seat in a group anyway."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
