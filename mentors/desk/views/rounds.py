"""Rounds at the desk: planned, looked at, released whole or line by line, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mentors.cards.models import NeedsCard
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.rounds import earlier_rounds, show
from mentors.desk.views.frame import back, page
from mentors.matching.rounds.errors import RoundProblem
from mentors.matching.rounds.models import Proposal, Round
from mentors.matching.rounds.planning import plan_round
from mentors.matching.rounds.releasing import leave_out, release, release_round
from mentors.matching.rounds.undoing import Outcome, Undone, undo, undo_round


@for_the_desk
@require_safe
def rounds(request: DeskRequest) -> HttpResponse:
    """The round that waits, with everything that it would change; and what was decided before."""
    waiting = Round.objects.filter(state=Round.State.PLANNED).select_related("planned_by").first()
    context = {
        "shown": show(waiting) if waiting else None,
        "earlier": earlier_rounds(),
        "people": NeedsCard.objects.waiting().count(),
    }
    return page(request, "mentors/desk/rounds.html", _("Rounds of suggestions"), context, icon="group")


@for_the_desk
@require_POST
def plan_now(request: DeskRequest) -> HttpResponse:
    """Plan from what is known right now. Nobody is told anything."""
    made = plan_round(request.user)
    number = made.proposals.filter(state=Proposal.State.PLANNED).count()
    if number:
        messages.success(request, _("Planned. Nobody has been told anything yet."))
    else:
        messages.info(request, _("Planned. Nothing would change right now."))
    return redirect("desk:rounds")


@for_the_desk
@require_safe
def one_round(request: DeskRequest, pk: int) -> HttpResponse:
    """One round, also one from before. One that has given way to a newer plan leads to that one."""
    made = Round.objects.filter(pk=pk).select_related("planned_by").first()
    if made is None:
        return _to_the_newest(request)
    return page(
        request,
        "mentors/desk/round.html",
        _("A round of suggestions"),
        {"shown": show(made)},
        icon="group",
        behind=[(reverse("desk:rounds"), _("Rounds of suggestions"))],
    )


@for_the_desk
@require_POST
def act_on_round(request: DeskRequest, pk: int) -> HttpResponse:
    """Release everything in it that waits, or take back everything that was released."""
    made = Round.objects.filter(pk=pk).first()
    if made is None:
        return _to_the_newest(request)
    do = request.POST.get("do")
    try:
        if do == "release":
            _say_released(request, release_round(made, request.user))
        elif do == "undo":
            _say_undone(request, undo_round(made, request.user))
        else:
            raise Http404
    except RoundProblem as problem:
        messages.error(request, str(problem))
        return redirect("desk:rounds")
    return redirect("desk:round", pk=pk)


@for_the_desk
@require_POST
def act_on_line(request: DeskRequest, pk: int) -> HttpResponse:
    """Release one line, leave it out, or take it back."""
    do = request.POST.get("do")
    try:
        if do == "release":
            _say_released(request, [release(pk, request.user)])
        elif do == "leave_out":
            leave_out(pk, request.user)
            messages.success(request, _("Left out. These two are not put together again for two weeks."))
        elif do == "undo":
            _say_undone(request, [undo(pk, request.user)])
        else:
            raise Http404
    except RoundProblem as problem:
        messages.error(request, str(problem))
    return back(request, reverse("desk:rounds"))


def _to_the_newest(request: DeskRequest) -> HttpResponse:
    messages.warning(request, _("A newer plan has taken the place of that round. This is the newest."))
    return redirect("desk:rounds")


def _say_released(request: DeskRequest, lines: list[Proposal]) -> None:
    """How many went out, and by name what did not fit any more."""
    released = [line for line in lines if line.state == Proposal.State.RELEASED]
    if released:
        messages.success(
            request,
            ngettext(
                "%(number)d suggestion is released. The place is kept for a week.",
                "%(number)d suggestions are released. The places are kept for a week.",
                len(released),
            )
            % {"number": len(released)},
        )
    for line in lines:
        if line.state == Proposal.State.SKIPPED:
            messages.warning(
                request,
                _("Not released for %(alias)s: %(why)s")
                % {"alias": line.learner.alias, "why": line.get_because_display()},
            )
    if not lines:
        messages.info(request, _("Nothing was left to release."))


def _say_undone(request: DeskRequest, undone: list[Undone]) -> None:
    """How many were taken back, and by name what could not be."""
    words = {
        Outcome.TOLD: _("Taken back. A message had already gone to %(alias)s: tell them if you can."),
        Outcome.CHOSEN: _("Not taken back: %(alias)s has chosen a time. Call them, or open the meeting."),
        Outcome.SAID_NO: _("Nothing to take back: %(alias)s has said no to it."),
    }
    quietly = sum(one.outcome is Outcome.UNHEARD for one in undone)
    if quietly:
        messages.success(
            request,
            ngettext(
                "%(number)d suggestion is taken back. Nobody had heard of it.",
                "%(number)d suggestions are taken back. Nobody had heard of them.",
                quietly,
            )
            % {"number": quietly},
        )
    for one in undone:
        if one.outcome in words:
            messages.warning(request, words[one.outcome] % {"alias": one.line.learner.alias})
    if not any(one.outcome is not Outcome.NOTHING for one in undone):
        messages.info(request, _("There was nothing left to take back."))
