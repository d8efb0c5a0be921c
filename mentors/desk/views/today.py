"""What needs a human today."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentors.booking.answering import release
from mentors.booking.by_mouth import Seen, has_been_told
from mentors.booking.errors import BookingProblem
from mentors.desk.another import suggest_another as ask_another
from mentors.desk.forms import FindForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.today import (
    DAYS,
    ROWS,
    coming_meetings,
    counts_of_messages,
    first_meetings_to_join,
    what_was_sent,
    who_cannot_get_in,
    who_has_not_answered,
    who_is_in_line,
    who_waits_for_release,
    who_wants_an_interpreter,
    whom_to_tell_ourselves,
)
from mentors.desk.views.frame import page, person_or_404, tell_problem
from mentors.matching.models import Pairing
from mentors.matching.rounds.models import Proposal
from mentors.portrait.changing import Hand, arrange_interpreter

#: So many messages stand on the page of their own.
MESSAGES_AT_MOST = 200


@for_the_desk
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    """The desk: short lists. `?all=` shows one of them whole."""
    now = timezone.now()
    whole = request.GET.get("all", "")

    def rows_of(name: str) -> int | None:
        return None if whole == name else ROWS

    context = {
        "find_form": FindForm(auto_id="find_%s"),
        "now": timezone.localtime(now),
        "days": DAYS,
        "to_tell": whom_to_tell_ourselves(now, rows_of("to_tell")),
        "closed": who_cannot_get_in(now, rows_of("closed")),
        "line": who_is_in_line(rows_of("line")),
        "release": who_waits_for_release(rows_of("release")),
        "unanswered": who_has_not_answered(rows_of("unanswered")),
        "coming": coming_meetings(now, rows_of("coming")),
        "interpreter": who_wants_an_interpreter(now, rows_of("interpreter")),
        "alone": first_meetings_to_join(now, rows_of("alone")),
        "sent": what_was_sent(now),
        "counts": counts_of_messages(now),
        "round_waits": Proposal.objects.filter(state=Proposal.State.PLANNED).count(),
    }
    return page(request, "mentors/desk/today.html", _("Desk"), context, icon="tasks")


@for_the_desk
@require_POST
def interpreter(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """An interpreter is arranged for somebody who wants one."""
    card = getattr(person_or_404(public_id), "needs_card", None)
    if card is None:
        raise Http404
    if arrange_interpreter(card, Hand(by=request.user)):
        messages.success(request, _("Noted: an interpreter is arranged."))
    return redirect("desk:today")


@for_the_desk
@require_POST
def told(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Somebody without phone and e-mail knows now what had become of the meetings that the page named."""
    person = person_or_404(public_id)
    said = (Seen.read(one) for one in request.POST.getlist("seen"))
    has_been_told(person, [one for one in said if one is not None])
    messages.success(request, _("Noted: %(alias)s knows.") % {"alias": person.alias})
    return redirect("desk:today")


@for_the_desk
@require_safe
def sent(request: DeskRequest) -> HttpResponse:
    """The outbox of the last days, each message with its text."""
    now = timezone.now()
    context = {
        "sent": what_was_sent(now, MESSAGES_AT_MOST),
        "counts": counts_of_messages(now),
        "days": DAYS,
    }
    return page(request, "mentors/desk/sent.html", _("What was sent"), context, icon="mail")


@for_the_desk
@require_POST
def release_pairing(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a newcomer's first request go to the mentor."""
    pairing = get_object_or_404(Pairing.objects.select_related("learner", "mentor"), pk=pk)
    try:
        release(pairing, request.user)
    except BookingProblem as problem:
        tell_problem(request, problem)
        return redirect("desk:today")
    if pairing.mentor.contact_points.exists():
        messages.success(request, _("%(mentor)s is being asked.") % {"mentor": pairing.mentor.alias})
    else:
        messages.warning(
            request,
            _("%(mentor)s has no phone and no e-mail. Please tell them: see “Who has not answered”.")
            % {"mentor": pairing.mentor.alias},
        )
    return redirect("desk:today")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_another(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask first; then give the time back, and hold one with the next mentor whom the learner was shown."""
    pairing = get_object_or_404(Pairing.objects.select_related("learner", "mentor"), pk=pk)
    if request.method != "POST":
        still_to_ask = pairing.learner.needs_card.suggestions.filter(asked_at=None).count()
        context = {"pairing": pairing, "still_to_ask": still_to_ask}
        return page(request, "mentors/desk/suggest_another.html", _("Suggest another mentor"), context)
    learner = pairing.learner
    try:
        following = ask_another(pairing, request.user)
    except BookingProblem as problem:
        tell_problem(request, problem)
        return redirect("desk:today")
    if following is not None:
        messages.success(
            request,
            _("Next for %(learner)s is %(mentor)s.")
            % {"learner": learner.alias, "mentor": following.mentor.alias},
        )
        return redirect("desk:today")
    messages.info(
        request,
        _("%(learner)s has no further mentor to ask and is in line now. These are the ones who fit today.")
        % {"learner": learner.alias},
    )
    return redirect("desk:suggestions", public_id=learner.public_id)
