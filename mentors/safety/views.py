"""Pages where somebody decides what others see of them, and whom they do not want to meet."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.languages import SOURCE
from courses.services.shown import facts_named
from mentors.booking.errors import BookingProblem
from mentors.booking.parting import part, take_back
from mentors.cards.owners import needs_card_of, signed_in
from mentors.meetings.views import OPEN, Shown, shown_to_learner, shown_to_mentor, things_on
from mentors.permissions import meetings_of_learner, meetings_of_mentor, people_met, people_to_keep_away
from mentors.safety.forms import PrivateWishForm, SharingForm
from mentors.safety.sharing import can_be_shown, show_only, shown
from users.models import User

#: The emergency number, from the register.
DANGER = "polisen.emergency"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def what_i_show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What one person sees of me, exactly; and single things to show them, or to take back."""
    user = signed_in(request)
    other = get_object_or_404(people_met(user), public_id=public_id)
    offered = can_be_shown(user)
    if request.method == "POST":
        form = SharingForm(request.POST, offered=offered)
        if form.is_valid():
            show_only(user, other, form.cleaned_data["whats"])
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("mentors:what_i_show", public_id)
    else:
        form = SharingForm(offered=offered, initial={"whats": list(shown(user, other))})
    seen, is_learner = _as_the_other_sees(user, other)
    context = {
        "other": other,
        "form": form,
        "seen": seen,
        "things": things_on(seen.meeting, user, other) if seen else [],
        "is_learner": is_learner,
        "has_something": bool(offered),
    }
    return render(request, "mentors/what_i_show.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def do_not_meet(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One question and a button. Nobody is asked for a reason, and the other one is not told of it."""
    user = signed_in(request)
    other = get_object_or_404(people_to_keep_away(user), public_id=public_id)
    problem = ""
    if request.method == "POST":
        try:
            part(user, other, by=user)
            messages.success(request, _("You two do not meet any more. The other person is not told why."))
            return redirect("mentors:whom_i_meet")
        except BookingProblem as refusal:
            problem = refusal.message
    danger = facts_named([DANGER], get_language() or SOURCE).get(DANGER)
    return render(request, "mentors/do_not_meet.html", {"other": other, "problem": problem, "danger": danger})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def whom_i_meet(request: HttpRequest) -> HttpResponse:
    """Those I meet and what they see, those I do not want to meet, and whom I do not want to be suggested."""
    user = signed_in(request)
    card = needs_card_of(user)
    form = None
    if card is None and request.method == "POST":
        raise Http404
    if card is not None:
        posted = request.POST if request.method == "POST" else None
        form = PrivateWishForm(posted, learner=card.learner)
        if posted is not None and form.is_valid():
            form.save(user)
            messages.success(request, _("Saved. Nobody else sees it."))
            return redirect("mentors:whom_i_meet")
    met = people_met(user).order_by("alias")
    context = {
        "form": form if form is not None and form.fields else None,
        "met": met,
        "known": people_to_keep_away(user).exclude(pk__in=met.values("pk")).order_by("alias"),
        "blocks": user.blocks_made.select_related("other").order_by("pk"),
    }
    return render(request, "mentors/whom_i_meet.html", context)


@login_required
@require_POST
def can_meet_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that I do not want to meet somebody."""
    block = get_object_or_404(signed_in(request).blocks_made.select_related("by"), pk=pk)
    take_back(block, by=signed_in(request))
    messages.success(request, _("You can be suggested to each other again."))
    return redirect("mentors:whom_i_meet")


def _as_the_other_sees(user: User, other: User) -> tuple[Shown | None, bool]:
    """The next meeting of the two as the other one sees it, if any; and whether I am the one who learns."""
    now = timezone.now()
    as_learner = meetings_of_mentor(other).filter(holder=user)
    as_mentor = meetings_of_learner(other).filter(mentor=user, holder=other)
    for is_learner, theirs in ((True, as_learner), (False, as_mentor)):
        coming = theirs.filter(state__in=OPEN).ending_after(now).order_by("start_quarter")[:1]
        seen = shown_to_mentor(other, coming) if is_learner else shown_to_learner(other, coming)
        if seen:
            return seen[0], is_learner
    return None, user.pairings_as_learner.filter(mentor=other).exists()
