"""What a person may ask for about their own data, done for them by phone or in person: a copy, and erasing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from core.languages import interface_languages
from mentors.desk import looking
from mentors.desk.forms import HowAskedForm
from mentors.desk.looking import look_at
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.record import write_down
from mentors.desk.views.frame import crumb_of, page, person_or_404
from users import about_page, erasure
from users.models import Look


@for_the_desk
@require_POST
def copy(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Everything about the person, in their language, to print and hand over. The person sees that it was made."""
    someone = person_or_404(public_id)
    reason = looking.reason_of_today(request.user, public_id) or Look.Reason.ASKED.value
    look_at(request.user, someone, reason, Look.What.EVERYTHING)
    spoken = {language.code for language in interface_languages()}
    with override(someone.language if someone.language in spoken else "sv"):
        return about_page.file_to_read(request, someone)


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """What would go and what would stay, to read aloud; then, on the person's word, it is done."""
    someone = person_or_404(public_id)
    form = HowAskedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        write_down(someone, request.user, form.entered_by)
        erasure.erase(someone)
        messages.success(
            request, _("Everything about the person is erased. What has to stay goes on its day.")
        )
        return redirect("desk:today")
    context = {"person": someone, "how_asked": form, "preview": erasure.preview(someone)}
    return page(
        request,
        "mentors/desk/erase.html",
        _("Erase a person"),
        context,
        icon="bin",
        behind=[crumb_of(someone)],
    )
