"""A suggestion by the link in a message, without signing in: a few times with one person, and a button.

As for meetings: opening shows, nothing names a person, a place or a topic, and it leads nowhere once it is over.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentors.booking.errors import BookingProblem, TimeTaken
from mentors.booking.forms import ChooseForm, ChosenTime
from mentors.booking.suggested import booked_from, choice_of, choose_suggested, is_alive, key_of
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.channels import EntryChannel
from mentors.hours.free_times import NO_PLACE
from mentors.links.tokens import SuggestedLink, read_suggested
from mentors.links.tokens import token as token_of
from mentors.links.views import for_whoever_has_it, leads_nowhere, times_to_mark
from mentors.matching.models import SUGGESTION_LIVES
from mentors.meetings.models import Meeting


@for_whoever_has_it
def suggested_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """At most three times with the person whom the round has for the learner; what was booked, once it was."""
    link = read_suggested(token)
    booked = booked_from(link.proposal) if link else None
    if link is None or (booked is None and not is_alive(link.proposal)):
        return leads_nowhere(request)
    form = ChooseForm(request.POST if request.method == "POST" else None)
    if booked is None and form.is_bound:
        if not is_within_cap(request, "booking", link.person):
            return many_at_once(request)
        if form.is_valid():
            try:
                booked = _book(link, form)
            except BookingProblem as problem:
                form.add_error("time", problem.message)
    if booked is not None:
        return redirect("mentors:by_link", token_of(booked, link.contact))
    choice = choice_of(link.proposal)
    context = {
        "token": token,
        "form": form,
        "key": key_of(link.proposal),
        "times": times_to_mark(link.proposal.mentor, choice.times) if link.proposal.mentor else [],
        "choice": choice,
        "until": link.proposal.decided_at and link.proposal.decided_at + SUGGESTION_LIVES,
    }
    return render(request, "mentors/links/suggested.html", context)


def _book(link: SuggestedLink, form: ChooseForm) -> Meeting:
    """Book what `form` says, if it is still offered. Raises a `BookingProblem`."""
    chosen: ChosenTime = form.cleaned_data["time"]
    if link.proposal.mentor is None or chosen.mentor != link.proposal.mentor.public_id:
        raise BookingProblem
    wanted = (chosen.start_quarter, chosen.place_id or NO_PLACE, chosen.way)
    for time in choice_of(link.proposal).times:
        if (time.start_quarter, time.place_id, time.way) == wanted:
            return choose_suggested(link.proposal, time, by=link.person, entered_by=EntryChannel.LINK)
    raise TimeTaken
