"""What somebody shows those they meet, and whom they would rather not be suggested: entered because they asked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.desk.forms import HowAskedForm
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.record import write_down
from mentors.desk.views.frame import address_of, all_valid, crumb_of, page, person_or_404
from mentors.permissions import people_met
from mentors.safety.forms import PrivateWishOnRequestForm, SharingForm
from mentors.safety.sharing import can_be_shown, show_only, shown


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def shows(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """For each person they meet, one box for each thing that there is to show. What is unticked is gone at once."""
    person = person_or_404(public_id)
    offered = can_be_shown(person)
    met = list(people_met(person).order_by("alias", "pk")) if offered else []
    data = request.POST if request.method == "POST" else None
    forms = []
    for other in met:
        form = SharingForm(
            data,
            offered=offered,
            prefix=other.public_id.hex,
            initial={"whats": list(shown(person, other))},
        )
        form.fields["whats"].label = _("What may %(alias)s see?") % {"alias": other.alias}
        form.fields["whats"].help_text = _("In their own words. What is not ticked is gone at once.")
        forms.append(form)
    how_asked = HowAskedForm(data)
    if data is not None and forms and all_valid(*forms, how_asked):
        with transaction.atomic():
            for other, form in zip(met, forms, strict=True):
                show_only(person, other, form.cleaned_data["whats"], entered_by=how_asked.entered_by)
            write_down(person, request.user, how_asked.entered_by, about="shows")
        messages.success(request, _("Saved. It holds from now on."))
        return redirect(address_of(person))
    return page(
        request,
        "mentors/desk/shows.html",
        _("What they show"),
        {"forms": forms, "how_asked": how_asked if forms else None, "person": person},
        icon="view",
        behind=[crumb_of(person)],
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Whom a learner would rather not be suggested. What they have chosen themselves is not shown here either."""
    person = person_or_404(public_id)
    if not hasattr(person, "needs_card"):
        raise Http404("for learners")
    data = request.POST if request.method == "POST" else None
    form, how_asked = PrivateWishOnRequestForm(data, learner=person), HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        with transaction.atomic():
            form.save(person)
            write_down(person, request.user, how_asked.entered_by, about="wishes")
        messages.success(request, _("Saved. Nobody else sees it."))
        return redirect(address_of(person))
    return page(
        request,
        "mentors/desk/wishes.html",
        _("Whom they would rather not be suggested"),
        {"forms": [form], "how_asked": how_asked, "person": person},
        icon="user",
        behind=[crumb_of(person)],
    )
