"""The queue of a drop-in for everybody, a ticket for whoever has it, and "next" for who leads it.

Nobody signs in to wait, and no cookie is set: the two forms that anybody can send give no right and change nothing of
anybody's. Opening shows, only a button acts.
"""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mentors.booking.errors import BookingProblem
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.owners import signed_in
from mentors.meetings.models import Meeting
from mentors.queues.coming import drop_ins_to_come
from mentors.queues.models import Ticket
from mentors.queues.tickets import address_of, call_next, is_open, leave, take, ticket_at
from mentors.queues.waiting import queue_of

#: How often a ticket looks again by itself, in seconds.
LOOKS_AGAIN = 30


@never_cache
@require_safe
def drop_ins(request: HttpRequest) -> HttpResponse:
    """When and where anybody can come without booking, now and in the coming weeks. Names no person."""
    now = timezone.now()
    coming = [(meeting, meeting.starts_at <= now) for meeting in drop_ins_to_come(now)]
    return render(request, "mentors/queues/drop_ins.html", {"coming": coming})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """How many wait, about how long, and a button for a number. For the place's screen and for one's own phone."""
    drop_ins = Meeting.objects.standing().filter(format=Meeting.Format.DROP_IN).select_related("place")
    meeting = get_object_or_404(drop_ins, pk=meeting_id)
    problem = ""
    if request.method == "POST":
        if not is_within_cap(request, "ticket"):
            return many_at_once(request)
        try:
            ticket = take(meeting, key=_key(request))
        except BookingProblem as refusal:
            problem = refusal.message
        else:
            return _shown_to_nobody_else(redirect("mentors:ticket", address_of(ticket)))
    context = {
        "meeting": meeting,
        "queue": queue_of(meeting),
        "is_open": is_open(meeting),
        "key": uuid.uuid4(),
        "problem": problem,
    }
    return _shown_to_nobody_else(render(request, "mentors/queues/queue.html", context))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """One number: whose turn it is, how many are before. It looks again by itself, and by a link."""
    found = ticket_at(ticket)
    if found is None:
        return _shown_to_nobody_else(render(request, "mentors/queues/ticket_over.html", status=404))
    if request.method == "POST":
        leave(found)
        return _shown_to_nobody_else(redirect("mentors:ticket", ticket))
    context = {"ticket": found, "queue": queue_of(found.meeting, found), "address": ticket}
    response = render(request, "mentors/queues/ticket.html", context)
    if found.state == Ticket.State.WAITING:
        response["Refresh"] = str(LOOKS_AGAIN)
    return _shown_to_nobody_else(response)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """For who leads the drop-in: whose turn it is, how many wait, and "next". For others it does not exist."""
    person = signed_in(request)
    drop_ins = Meeting.objects.standing().filter(format=Meeting.Format.DROP_IN).select_related("place")
    meeting = get_object_or_404(drop_ins, pk=meeting_id)
    if meeting.mentor_id != person.pk:
        raise Http404
    problem = ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            if not (seen.isascii() and seen.isdecimal() and len(seen) < 6):
                raise BookingProblem(_("Press the button once more."))
            call_next(meeting, person, seen=int(seen))
        except BookingProblem as refusal:
            problem = refusal.message
        else:
            return redirect("mentors:call", meeting_id)
    context = {
        "meeting": meeting,
        "queue": queue_of(meeting),
        "is_open": is_open(meeting),
        "problem": problem,
    }
    return render(request, "mentors/queues/call.html", context)


def _shown_to_nobody_else(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
