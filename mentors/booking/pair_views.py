"""The pages of a pair: where the two are, and a button for each of them. Opening shows, a button acts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.booking import together
from mentors.booking.errors import BookingProblem
from mentors.cards.owners import signed_in
from mentors.matching.pairs import pairs_of
from mentors.meetings.models import Meeting
from mentors.meetings.times import in_words

#: What the buttons send, what they do, and what is said afterwards.
_DEEDS = {
    "pause": (together.pause, lambda: _("You have a pause from each other. Meetings that are booked stand.")),
    "go_on": (together.go_on, lambda: _("You go on.")),
    "end": (together.end, lambda: _("You two do not go on. You need not explain it to anybody.")),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """One pair: pause, go on, change mentor. For others it does not exist, and what is over for nobody."""
    user = signed_in(request)
    mine = next((one for one in pairs_of(user) if one.pairing.pk == pairing_id), None)
    if mine is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        deed, said = _DEEDS.get(request.POST.get("do", ""), (None, None))
        if deed is None or said is None:
            return redirect("mentors:pair", pairing_id)
        try:
            deed(mine.pairing, user)
        except BookingProblem as refusal:
            problem = refusal.message
        else:
            messages.success(request, said())
            if request.POST["do"] != "end":
                return redirect("mentors:pair", pairing_id)
            return redirect("mentors:my_meetings" if mine.is_learner else "mentors:mentor_home")
    coming = (
        Meeting.objects.filter(pairing=mine.pairing, state__in=[Meeting.State.HELD, Meeting.State.STANDS])
        .ending_after(timezone.now())
        .order_by("start_quarter")
    )
    asked = next((one for one in coming if one.state == Meeting.State.HELD), None)
    context = {
        "pair": mine,
        "coming": [in_words(one.starts_at) for one in coming],
        "asked": asked if mine.is_request else None,
        "problem": problem,
    }
    return render(request, "mentors/pair.html", context)
