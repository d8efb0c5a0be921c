"""Two people who do not meet, entered because one of them asked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mentors.booking.errors import BookingProblem
from mentors.booking.parting import part, take_back
from mentors.desk.finding import people_called
from mentors.desk.forms import FindForm, HowAskedForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import all_valid, crumb_of, page, person_or_404, tell_problem


@for_the_desk
@sensitive_post_parameters("wanted")
@require_http_methods(["GET", "HEAD", "POST"])
def apart(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Whom somebody does not meet: one more, by alias or card number, or one fewer."""
    person = person_or_404(public_id)
    if request.method == "POST" and "again" in request.POST:
        number = request.POST["again"]
        block = get_object_or_404(person.blocks_made, pk=int(number) if number.isdecimal() else 0)
        take_back(block, by=request.user)
        messages.success(request, _("They can be suggested to each other again."))
        return redirect("desk:apart", public_id)
    data = request.POST if request.method == "POST" else None
    form, how_asked = FindForm(data), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        found = [one for one in people_called(form.cleaned_data["wanted"]) if one.pk != person.pk]
        if len(found) != 1:
            form.add_error(
                "wanted", _("Nobody, or more than one, is called so. The number of the card is sure.")
            )
        else:
            try:
                part(person, found[0], by=request.user, entered_by=how_asked.entered_by)
            except BookingProblem as problem:
                tell_problem(request, problem)
            else:
                messages.success(request, _("These two do not meet any more. The other one is not told why."))
            return redirect("desk:apart", public_id)
    context = {
        "forms": [form],
        "how_asked": how_asked,
        "person": person,
        "blocks": person.blocks_made.select_related("other").order_by("pk"),
    }
    return page(
        request,
        "mentors/desk/apart.html",
        _("People who do not meet"),
        context,
        icon="user",
        behind=[crumb_of(person)],
    )
