"""One meeting: what is known about it, and what can be done for somebody who asked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mentors.booking.answering import accept, decline
from mentors.booking.cancelling import cancel
from mentors.booking.errors import BookingProblem
from mentors.booking.seats import give_back_seat
from mentors.booking.series import asked_together, cancel_rest, rest_of
from mentors.booking.waiting_list import leave, take_offer
from mentors.desk.forms import AnswerForm, CancelForm, HowAskedForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.today import in_detail
from mentors.desk.views.frame import back, page, tell_problem
from mentors.hours.remote import video_link
from mentors.meetings.models import Booking, Meeting, SeatWait
from mentors.queues import tickets
from mentors.queues.tickets import is_open
from mentors.queues.waiting import queue_of

#: A quick button says in its words how the answer came, so it needs no question of its own.
QUICK = "quick"
LIVE = frozenset({Meeting.State.HELD, Meeting.State.STANDS})


@for_the_desk
@require_safe
def meeting(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Who, when, where, about what; its history; and the answers that can be entered."""
    return _meeting_page(request, _meeting_or_404(pk))


@for_the_desk
@require_POST
def answer(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The mentor's yes or no, entered on request."""
    one = _meeting_or_404(pk)
    form = AnswerForm(request.POST, prefix=None if QUICK in request.POST else "answer")
    if not form.is_valid():
        return _meeting_page(request, one, answer_form=form)
    said_yes = form.cleaned_data["answer"] == "yes"
    try:
        (accept if said_yes else decline)(one, request.user, form.entered_by)
    except BookingProblem as problem:
        tell_problem(request, problem)
        return back(request, "desk:today")
    if said_yes:
        messages.success(request, _("The meeting stands. Both are told, where they can be reached."))
    else:
        messages.success(request, _("The time is free again, and the learner's next choice is asked."))
    return back(request, "desk:today")


@for_the_desk
@require_POST
def cancel_meeting(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Cancel for one of the two, or because it cannot take place."""
    one = _meeting_or_404(pk)
    form = CancelForm(request.POST, prefix="cancel")
    if not form.is_valid():
        return _meeting_page(request, one, cancel_form=form)
    try:
        if "rest" in request.POST:
            cancel_rest(one, request.user, form.entered_by)
            messages.success(request, _("The meetings to come are cancelled, and the times are free again."))
        else:
            cancel(one, request.user, form.entered_by)
            messages.success(request, _("The meeting is cancelled, and the time is free again."))
    except BookingProblem as problem:
        tell_problem(request, problem)
    return redirect("desk:meeting", pk=pk)


@for_the_desk
@require_POST
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Give back somebody's seat in a group."""
    seats = Booking.objects.filter(role=Booking.Role.LEARNER).exclude(
        meeting__format=Meeting.Format.ONE_TO_ONE
    )
    seat = get_object_or_404(seats.select_related("meeting", "person"), pk=pk)
    one = _meeting_or_404(seat.meeting_id)
    form = HowAskedForm(request.POST, prefix=f"seat-{seat.pk}")
    if not form.is_valid():
        return _meeting_page(request, one, seat_form=form, seat=seat)
    try:
        give_back_seat(seat, request.user, form.entered_by)
    except BookingProblem as problem:
        tell_problem(request, problem)
    else:
        messages.success(request, _("The seat is free again."))
    return redirect("desk:meeting", pk=seat.meeting_id)


@for_the_desk
@require_POST
def answer_wait(request: DeskRequest, pk: int) -> HttpResponse:
    """For somebody in a waiting list: `do` is take, for the seat that is offered, or leave."""
    wait = get_object_or_404(SeatWait.objects.select_related("meeting", "person"), pk=pk)
    one = _meeting_or_404(wait.meeting_id)
    form = HowAskedForm(request.POST, prefix=f"wait-{wait.pk}")
    if not form.is_valid():
        return _meeting_page(request, one, wait_form=form, wait=wait)
    try:
        if request.POST.get("do") == "take":
            take_offer(wait, by=request.user, entered_by=form.entered_by)
            messages.success(
                request, _("Booked. There is a seat for %(alias)s.") % {"alias": wait.person.alias}
            )
        else:
            leave(wait, by=request.user)
            messages.success(
                request, _("%(alias)s does not wait for this group any more.") % {"alias": wait.person.alias}
            )
    except BookingProblem as problem:
        tell_problem(request, problem)
    return redirect("desk:meeting", pk=one.pk)


@for_the_desk
@require_POST
def call_next(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Call the next number of a drop-in, for the one who leads it."""
    one = _meeting_or_404(pk)
    seen = request.POST.get("seen", "")
    try:
        called = tickets.call_next(one, request.user, seen=int(seen) if seen.isdecimal() else -1)
    except BookingProblem as problem:
        tell_problem(request, problem)
    else:
        if called is None:
            messages.info(request, _("Nobody waits."))
    return redirect("desk:meeting", pk=pk)


def _meeting_or_404(pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("mentor", "holder", "pairing", "place"), pk=pk)


def _meeting_page(
    request: DeskRequest,
    one: Meeting,
    *,
    answer_form: AnswerForm | None = None,
    cancel_form: CancelForm | None = None,
    seat_form: HowAskedForm | None = None,
    seat: Booking | None = None,
    wait_form: HowAskedForm | None = None,
    wait: SeatWait | None = None,
) -> HttpResponse:
    (row,) = in_detail(Meeting.objects.filter(pk=one.pk), with_reasons=True)
    waits_for_release = row.waits_for_release
    is_ahead = one.ends_at > timezone.now()
    seats = one.bookings.filter(role=Booking.Role.LEARNER).select_related("person").order_by("seat")
    is_group, is_of_two = (
        one.format == Meeting.Format.GROUP,
        one.format == Meeting.Format.ONE_TO_ONE,
    )
    stands_ahead = one.state == Meeting.State.STANDS and one.starts_at > timezone.now()
    context = {
        "row": row,
        "meeting": one,
        "video_link": video_link(one),
        "rest": sum(other.pk != one.pk for other in rest_of(one)),
        "also": asked_together(one),
        "queue": queue_of(one) if is_open(one) else None,
        "waits_for_release": waits_for_release,
        "events": one.events.select_related("by"),
        "answer_form": (answer_form or AnswerForm(prefix="answer"))
        if one.state == Meeting.State.HELD and not waits_for_release
        else None,
        "cancel_form": (cancel_form or CancelForm(prefix="cancel"))
        if is_ahead and one.state in LIVE
        else None,
        "can_move": is_of_two and stands_ahead,
        "can_move_group": not is_of_two and stands_ahead and not one.tickets.exists(),
        "can_be_joined": is_of_two and one.state in LIVE and one.starts_at > timezone.now(),
        "waiting": [
            (
                one_wait,
                wait_form if wait and wait.pk == one_wait.pk else HowAskedForm(prefix=f"wait-{one_wait.pk}"),
            )
            for one_wait in one.waits.filter(state__in=SeatWait.OPEN).select_related("person")
        ]
        if is_group and is_ahead
        else [],
        "seats": [
            (
                one_seat,
                seat_form if seat and seat.pk == one_seat.pk else HowAskedForm(prefix=f"seat-{one_seat.pk}"),
            )
            for one_seat in seats
        ]
        if is_group and is_ahead
        else [],
    }
    title = _("Meeting") if one.format == Meeting.Format.ONE_TO_ONE else capfirst(one.get_format_display())
    return page(request, "mentors/desk/meeting.html", title, context, icon="calendar-alt")
