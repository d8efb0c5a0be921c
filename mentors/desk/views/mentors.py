"""A mentor's card and hours, entered for somebody who asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentors.cards.guides import guides_to_choose
from mentors.cards.mentor_forms import WholeMentorCardForm
from mentors.cards.models import MentorCard
from mentors.desk.entering import become_mentor, change_mentor, change_standing, contact_of, make_mentor
from mentors.desk.forms import ContactForm, HowAskedForm, NewPersonForm, StandingForm, name_languages
from mentors.desk.looking import look_at
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.views.frame import all_valid, crumb_of, page, person_or_404
from mentors.permissions import meetings_of_mentor
from users.card_handover import keep_to_show
from users.models import Look, User


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_mentor(request: DeskRequest) -> HttpResponse:
    """A new mentor: alias, what they can show, how they are reached, what the desk knows. Hours come next."""
    data = request.POST if request.method == "POST" else None
    person_form = NewPersonForm(data, initial={"language": "sv"})
    card_form = WholeMentorCardForm(data, guides=guides_to_choose(), initial={"capacity": 2})
    name_languages(card_form)
    contact, standing_form, how_asked = ContactForm(data), StandingForm(data), HowAskedForm(data)
    forms = [person_form, card_form, contact, standing_form]
    if data is not None and all_valid(*forms, how_asked):
        card, login_card = make_mentor(
            alias=person_form.cleaned_data["alias"],
            language=person_form.cleaned_data["language"],
            answers=card_form.cleaned_data,
            contact=contact.cleaned_data,
            standing=standing_form.cleaned_data,
            by=request.user,
            entered_by=how_asked.entered_by,
        )
        look_at(request.user, card.mentor, Look.Reason.ASKED)
        keep_to_show(request, login_card)
        messages.success(request, _("The card is saved. Now the hours."))
        return redirect("desk:hours", public_id=card.mentor.public_id)
    context = {"forms": forms, "how_asked": how_asked}
    return page(request, "mentors/desk/mentor_card.html", _("New mentor"), context, icon="plus")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def mentor_card(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change a mentor's card because they asked; or make one for a learner who wants to show."""
    person = person_or_404(public_id)
    card: MentorCard | None = getattr(person, "mentor_card", None)
    data = request.POST if request.method == "POST" else None
    initial = WholeMentorCardForm.initial_of(card) if card else {"capacity": 2}
    card_form = WholeMentorCardForm(data, guides=guides_to_choose(), initial=initial)
    name_languages(card_form)
    contact = ContactForm(data, initial=contact_of(person))
    how_asked = HowAskedForm(data)
    standing_form = StandingForm(data) if card is None else None
    forms = [form for form in (card_form, contact, standing_form) if form is not None]
    if data is not None and all_valid(*forms, how_asked):
        answers: dict[str, Any] = {
            "answers": card_form.cleaned_data,
            "contact": contact.cleaned_data,
            "by": request.user,
            "entered_by": how_asked.entered_by,
        }
        if card is None:
            become_mentor(person, standing=standing_form.cleaned_data, **answers)  # type: ignore[union-attr]
        else:
            change_mentor(card, **answers)
        messages.success(request, _("The card is saved."))
        return redirect("desk:person", public_id=public_id)
    context = {"forms": forms, "how_asked": how_asked, "person": person}
    title = _("Change the mentor card") if card else _("New mentor card")
    return page(
        request, "mentors/desk/mentor_card.html", title, context, icon="edit", behind=[crumb_of(person)]
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Training, promise, and whether new learners are suggested: what the desk knows and decides itself."""
    person, card = mentor_and_card(public_id)
    form = StandingForm(
        request.POST if request.method == "POST" else None,
        initial={"trained_on": card.trained_on, "promised_on": card.promised_on, "is_active": card.is_active},
    )
    if request.method == "POST" and form.is_valid():
        change_standing(card, form.cleaned_data, request.user)
        messages.success(request, _("Saved."))
        coming = meetings_of_mentor(person).standing().ending_after(timezone.now()).count()
        if coming and not form.cleaned_data["is_active"]:
            stand = _("Meetings to come that still stand: %(number)d. Hand them on, or cancel them.")
            messages.warning(request, stand % {"number": coming})
        return redirect("desk:person", public_id=public_id)
    context = {"forms": [form], "how_asked": None, "person": person}
    title = _("Training and promise")
    return page(
        request, "mentors/desk/mentor_card.html", title, context, icon="edit", behind=[crumb_of(person)]
    )


def mentor_and_card(public_id: UUID) -> tuple[User, MentorCard]:
    """A mentor and the card. 404 for anybody without one."""
    person = person_or_404(public_id)
    card: MentorCard | None = getattr(person, "mentor_card", None)
    if card is None:
        raise Http404
    return person, card
