"""Two put together by hand: each named part, what it costs beside the best, and the rules that forbid it."""

from __future__ import annotations

import uuid
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentors.cards.forms import CalmForm
from mentors.cards.models import NeedsCard
from mentors.desk.comparing import compared
from mentors.desk.forms import HowAskedForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import crumb_of, page, person_or_404
from mentors.matching.rounds.by_hand import suggest_by_hand
from mentors.matching.rounds.errors import RoundProblem
from mentors.matching.rounds.models import Proposal
from users.models import User


class MentorForm(CalmForm):
    """Any mentor there is: who cannot right now is not hidden, the next page says why."""

    mentor = forms.ModelChoiceField(
        label=gettext_lazy("Mentor"),
        help_text=gettext_lazy("You see what it costs, and what stands in the way, before anything happens."),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=gettext_lazy("Choose a mentor"),
        error_messages={
            "required": gettext_lazy("Choose a mentor."),
            "invalid_choice": gettext_lazy("This mentor is not here any more. Choose another."),
        },
    )

    def __init__(self, data: object = None, *, learner: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        people = User.objects.filter(mentor_card__isnull=False, is_active=True).exclude(pk=learner.pk)
        field = self.fields["mentor"]
        field.queryset = people.order_by("alias", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.alias  # type: ignore[attr-defined]


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Whom should this learner meet? Choosing changes nothing: the next page shows what it costs."""
    learner, _card = _learner_and_card(public_id)
    form = MentorForm(request.POST if request.method == "POST" else None, learner=learner)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["mentor"].public_id
        return redirect("desk:pair_by_hand", public_id=public_id, mentor_id=chosen)
    return page(
        request,
        "mentors/desk/by_hand.html",
        _("Pair by hand"),
        {"forms": [form], "person": learner},
        behind=[crumb_of(learner)],
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def pair_by_hand(request: DeskRequest, public_id: UUID, mentor_id: UUID) -> HttpResponse:
    """What the pair costs beside the best one, and what forbids it; then suggest it. The learner still chooses."""
    learner, card = _learner_and_card(public_id)
    mentor = User.objects.filter(public_id=mentor_id, mentor_card__isnull=False, is_active=True).first()
    if mentor is None or mentor == learner:
        raise Http404
    if request.method == "POST":
        try:
            suggest_by_hand(learner, mentor, request.user)
        except RoundProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(
                request,
                _("%(mentor)s is suggested to %(learner)s, first of all. The place is kept for a week.")
                % {"mentor": mentor.alias, "learner": learner.alias},
            )
        return redirect("desk:pair_by_hand", public_id=public_id, mentor_id=mentor_id)
    now = timezone.now()
    standing = Proposal.objects.alive(now).filter(learner=learner, mentor=mentor).first()
    context = {
        "person": learner,
        "mentor": mentor,
        "both": compared(card, mentor, now=now),
        "standing": standing,
        "how_asked": HowAskedForm(),
        "key": uuid.uuid4(),
        "here": request.path,
    }
    return page(
        request,
        "mentors/desk/pair_by_hand.html",
        _("Pair by hand"),
        context,
        behind=[
            crumb_of(learner),
            (reverse("desk:suggestions", args=[public_id]), _("Suggestions and times")),
        ],
    )


def _learner_and_card(public_id: UUID) -> tuple[User, NeedsCard]:
    learner = person_or_404(public_id)
    card: NeedsCard | None = getattr(learner, "needs_card", None)
    if card is None:
        raise Http404
    return learner, card
