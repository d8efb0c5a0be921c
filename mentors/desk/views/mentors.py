"""A mentor's card and hours, entered for somebody who asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
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
from mentors.desk.record import write_down
from mentors.desk.views.frame import all_valid, crumb_of, page, person_or_404
from mentors.hours.forms import HoursForm, TimeOffForm
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
    person, card = _mentor_and_card(public_id)
    form = StandingForm(
        request.POST if request.method == "POST" else None,
        initial={"trained_on": card.trained_on, "promised_on": card.promised_on, "is_active": card.is_active},
    )
    if request.method == "POST" and form.is_valid():
        change_standing(card, form.cleaned_data, request.user)
        messages.success(request, _("Saved."))
        return redirect("desk:person", public_id=public_id)
    context = {"forms": [form], "how_asked": None, "person": person}
    title = _("Training and promise")
    return page(
        request, "mentors/desk/mentor_card.html", title, context, icon="edit", behind=[crumb_of(person)]
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The week and the days off: take away what is ticked, add what is filled in."""
    person, card = _mentor_and_card(public_id)
    data = request.POST if request.method == "POST" else None
    adds_hours = data is not None and bool(data.get("starts") or data.get("ends"))
    adds_days = data is not None and bool(data.get("off-first_day") or data.get("off-last_day"))
    hours_form = HoursForm(data if adds_hours else None, card=card)
    off_form = TimeOffForm(data if adds_days else None)
    how_asked = HowAskedForm(data)
    if data is not None:
        with transaction.atomic():
            # First away, then in: somebody may put other hours in the place of the old.
            card.weekly_hours.filter(pk__in=_ticked(data.getlist("remove_hours"))).delete()
            card.time_off.filter(pk__in=_ticked(data.getlist("remove_days"))).delete()
            is_fine = all(
                [
                    how_asked.is_valid(),
                    not adds_hours or hours_form.is_valid(),
                    not adds_days or off_form.is_valid(),
                ]
            )
            if is_fine:
                if adds_hours:
                    hours_form.hours().save()
                if adds_days:
                    card.time_off.get_or_create(**off_form.cleaned_data)
                write_down(card, request.user, how_asked.entered_by)
            else:
                transaction.set_rollback(True)
        if is_fine:
            messages.success(
                request,
                _("Saved. Add more, or go back to the page about %(alias)s.") % {"alias": person.alias},
            )
            return redirect("desk:hours", public_id=public_id)
    context = {
        "person": person,
        "hours_form": hours_form,
        "off_form": off_form,
        "how_asked": how_asked,
        "weekly_hours": card.weekly_hours.select_related("place"),
        "time_off": card.time_off.filter(last_day__gte=timezone.localdate()),
        "ticked_hours": data.getlist("remove_hours") if data else [],
        "ticked_days": data.getlist("remove_days") if data else [],
    }
    return page(
        request, "mentors/desk/hours.html", _("Hours"), context, icon="time", behind=[crumb_of(person)]
    )


def _ticked(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 18]


def _mentor_and_card(public_id: UUID) -> tuple[User, MentorCard]:
    person = person_or_404(public_id)
    card: MentorCard | None = getattr(person, "mentor_card", None)
    if card is None:
        raise Http404
    return person, card
