"""Two who meet, at the desk: how they came there, and a pause or an end for the one who asked."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentors.booking import together
from mentors.booking.errors import BookingProblem
from mentors.cards.forms import CalmForm
from mentors.desk.forms import HowAskedForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import all_valid, crumb_of, page, tell_problem
from mentors.matching.models import Pairing


class PairForm(CalmForm):
    """Which of the two asked, and for what."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who asked?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which of the two asked you.")},
    )
    do = forms.ChoiceField(
        label=gettext_lazy("What do they want?"),
        choices=[
            ("pause", gettext_lazy("A pause. Meetings that are booked stand.")),
            ("go_on", gettext_lazy("To go on, after the first meeting or after a pause.")),
            ("end", gettext_lazy("Not to meet any more. Meetings to come are cancelled.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they want.")},
    )

    def __init__(self, *args: object, pairing: Pairing, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.people = {"learner": pairing.learner, "mentor": pairing.mentor}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("learner", _("%(alias)s, who learns") % {"alias": pairing.learner.alias}),
            ("mentor", _("%(alias)s, who shows") % {"alias": pairing.mentor.alias}),
        ]


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: DeskRequest, pk: int) -> HttpResponse:
    """The history of a pairing, also of one that is over, and what can be done on request."""
    pairing = get_object_or_404(Pairing.objects.select_related("learner", "mentor"), pk=pk)
    data = request.POST if request.method == "POST" else None
    form, how_asked = PairForm(data, pairing=pairing), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        said_by = form.people[form.cleaned_data["who"]]
        try:
            {"pause": together.pause, "go_on": together.go_on, "end": together.end}[form.cleaned_data["do"]](
                pairing, request.user, how_asked.entered_by, said_by=said_by
            )
        except BookingProblem as problem:
            tell_problem(request, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:pair", pk=pk)
    can_change = pairing.state in Pairing.OPEN_STATES and pairing.state != Pairing.State.CHOSEN
    context = {
        "forms": [form] if can_change else [],
        "how_asked": how_asked if can_change else None,
        "person": pairing.learner,
        "pairing": pairing,
        "events": pairing.events.select_related("by"),
    }
    title = f"{pairing.learner.alias} · {pairing.mentor.alias}"
    return page(
        request, "mentors/desk/pair.html", title, context, icon="group", behind=[crumb_of(pairing.learner)]
    )
