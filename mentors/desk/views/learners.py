"""A needs card made for somebody who asked, and everything that follows from it."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentors.booking.choosing import choose
from mentors.booking.errors import BookingProblem
from mentors.booking.forms import ChosenTime
from mentors.booking.seats import take_seat
from mentors.booking.waiting_list import join
from mentors.cards.draft import Draft, draft_of
from mentors.cards.forms import LanguagesForm, WhereAndWhenForm, WishesForm
from mentors.cards.guides import agendas, guides_to_choose
from mentors.cards.making import change_card, make_card
from mentors.cards.models import NeedsCard
from mentors.desk.forms import HowAskedForm, NewPersonForm, OfferedForm, name_languages
from mentors.desk.looking import look_at
from mentors.desk.offers import offers_for, others_read_out
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.record import write_down
from mentors.desk.today import in_detail
from mentors.desk.views.frame import all_valid, crumb_of, page, person_or_404, tell_problem
from mentors.desk.views.people import card_waits_for
from mentors.matching.line import leave_line, place_in_line, put_in_line
from mentors.matching.suggest import can_be_waited_for, is_full, open_doors
from mentors.meetings.models import Meeting
from users.card_handover import keep_to_show
from users.models import Look, User


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_learner(request: DeskRequest) -> HttpResponse:
    """Somebody calls or stands at the counter: the same questions as on the web, on one page."""
    data = request.POST if request.method == "POST" else None
    person_form = NewPersonForm(data, initial={"language": "sv"})
    forms = _needs_forms(data, {"key": uuid.uuid4()})
    how_asked = HowAskedForm(data)
    if data is not None and all_valid(person_form, *forms, how_asked):
        draft, answers = _answers(forms)
        with transaction.atomic():
            made = make_card(
                draft,
                answers,
                language=person_form.cleaned_data["language"],
                by=request.user,
                entered_by=how_asked.entered_by,
            )
            learner = made.needs_card.learner
            if made.login_card is not None:
                if person_form.cleaned_data["alias"]:
                    learner.alias = person_form.cleaned_data["alias"]
                    learner.save(update_fields=["alias"])
                write_down(made.needs_card, request.user, how_asked.entered_by)
        look_at(request.user, learner, Look.Reason.ASKED)
        if made.login_card is not None:
            keep_to_show(request, made.login_card)
        return redirect("desk:suggestions", public_id=learner.public_id)
    context = {"forms": [person_form, *forms], "how_asked": how_asked}
    return page(request, "mentors/desk/needs.html", _("New learner"), context, icon="plus")


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change what somebody wants, speaks and can reach, because they asked."""
    learner = person_or_404(public_id)
    card: NeedsCard | None = getattr(learner, "needs_card", None)
    data = request.POST if request.method == "POST" else None
    forms = _needs_forms(data, _initial(learner, card))
    how_asked = HowAskedForm(data)
    if data is not None and all_valid(*forms, how_asked):
        draft, answers = _answers(forms)
        with transaction.atomic():
            changed = change_card(learner, draft, answers, by=request.user, entered_by=how_asked.entered_by)
            write_down(changed, request.user, how_asked.entered_by)
        messages.success(request, _("The card is saved."))
        return redirect("desk:suggestions", public_id=public_id)
    context = {"forms": forms, "how_asked": how_asked, "person": learner}
    title = _("Change the needs card")
    return page(request, "mentors/desk/needs.html", title, context, icon="edit", behind=[crumb_of(learner)])


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """At most three mentors with reasons and times, groups and drop-ins: read out, and enter the choice."""
    learner, card = _learner_and_card(public_id)
    data = request.POST if request.method == "POST" else None
    form = OfferedForm(data, initial={"key": uuid.uuid4()})
    how_asked = HowAskedForm(data)
    if data is not None and all_valid(form, how_asked):
        try:
            return _book(request, learner, form, how_asked)
        except BookingProblem as problem:
            tell_problem(request, problem)
    offers = offers_for(card)
    found = open_doors(card, with_full=True)
    doors = in_detail(
        Meeting.objects.filter(pk__in=[door.pk for door in found if not is_full(door)]).order_by(
            "start_quarter"
        )
    )
    full = Meeting.objects.filter(pk__in=[door.pk for door in found if can_be_waited_for(door)])
    ahead = Meeting.objects.filter(
        bookings__person=learner, state__in=[Meeting.State.HELD, Meeting.State.STANDS]
    )
    context = {
        "person": learner,
        "card": card,
        "offers": offers,
        "others": others_read_out(card, offers),
        "doors": doors,
        "full": in_detail(full.order_by("start_quarter")),
        "chosen": data.get("chosen", "") if data is not None else "",
        "form": form,
        "how_asked": how_asked,
        "line_form": HowAskedForm(prefix="line"),
        "wishes": _wishes(card),
        "place_in_line": place_in_line(card) if card.waiting_since else None,
        "ahead": in_detail(ahead.ending_after(timezone.now()).order_by("start_quarter")),
        "waits_for_answer": Meeting.objects.held().filter(holder=learner).exists(),
        "card_address": card_waits_for(request, learner),
    }
    title = _("Suggestions and times")
    return page(
        request, "mentors/desk/suggestions.html", title, context, icon="group", behind=[crumb_of(learner)]
    )


@for_the_desk
@require_POST
def line(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Give somebody a place in the line, or take them out of it, because they asked."""
    learner, card = _learner_and_card(public_id)
    how_asked = HowAskedForm(request.POST, prefix="line")
    if not how_asked.is_valid():
        messages.error(request, _("Say how the person asked you. Without that, nothing is done for them."))
        return redirect("desk:suggestions", public_id=public_id)
    with transaction.atomic():
        (leave_line if "leave" in request.POST else put_in_line)(card)
        write_down(card, request.user, how_asked.entered_by)
    if "leave" in request.POST:
        messages.success(request, _("%(alias)s is not in the line any more.") % {"alias": learner.alias})
    else:
        messages.success(request, _("%(alias)s has a place in the line.") % {"alias": learner.alias})
    return redirect("desk:person", public_id=public_id)


def _book(request: DeskRequest, learner: User, form: OfferedForm, how_asked: HowAskedForm) -> HttpResponse:
    chosen, key = form.cleaned_data["chosen"], form.cleaned_data["key"]
    if isinstance(chosen, ChosenTime):
        mentor = User.objects.filter(public_id=chosen.mentor, mentor_card__isnull=False).first()
        if mentor is None:
            raise Http404
        meeting = choose(
            learner,
            mentor,
            chosen.start_quarter,
            chosen.place_id,
            way=chosen.way,
            key=key,
            by=request.user,
            entered_by=how_asked.entered_by,
        )
        if meeting.state == Meeting.State.STANDS:
            messages.success(request, _("Booked. The meeting stands."))
        elif meeting.pairing is not None and not meeting.pairing.is_released:
            messages.success(
                request, _("The time is held. It is their first, so release it: open the meeting.")
            )
        else:
            messages.success(
                request,
                _("The time is held. The meeting stands when %(mentor)s says yes.")
                % {"mentor": mentor.alias},
            )
    else:
        group = Meeting.objects.filter(pk=chosen.meeting, format=Meeting.Format.GROUP).first()
        if group is None:
            raise Http404
        if chosen.waits:
            join(group, learner, by=request.user, entered_by=how_asked.entered_by)
            messages.success(
                request, _("%(alias)s is in the waiting list of the group.") % {"alias": learner.alias}
            )
            return redirect("desk:meeting", pk=group.pk)
        take_seat(group, learner, key=key, by=request.user, entered_by=how_asked.entered_by)
        messages.success(request, _("Booked. There is a seat for %(alias)s.") % {"alias": learner.alias})
    return redirect("desk:person", public_id=learner.public_id)


def _needs_forms(data: Any, initial: dict[str, Any]) -> tuple[WishesForm, LanguagesForm, WhereAndWhenForm]:
    wishes = WishesForm(data, guides=guides_to_choose(), initial=initial)
    wishes.fields["guides"].label = _("What do you want to be able to do?")
    languages = LanguagesForm(data, initial=initial)
    languages.fields["languages"].label = _("Which languages do you speak?")
    name_languages(languages)
    return wishes, languages, WhereAndWhenForm(data, initial=initial)


def _answers(forms: tuple[Form, ...]) -> tuple[Draft, dict[str, Any]]:
    wishes, languages, where = (form.cleaned_data for form in forms)
    draft = Draft(
        guide_keys=wishes["guides"],
        step_guide_key=wishes["step_guide"],
        step_key=wishes["step"],
        own_words=wishes["own_words"],
        languages=languages["languages"],
    )
    if where.get("key"):
        draft.key = str(where["key"])
    return draft, where


def _initial(learner: User, card: NeedsCard | None) -> dict[str, Any]:
    if card is None:
        return {}
    draft = draft_of(card)
    contacts = {point.kind: point.value for point in learner.contact_points.all()}
    return {
        "guides": draft.guide_keys,
        "own_words": draft.own_words,
        "step_guide": draft.step_guide_key,
        "step": draft.step_key,
        "languages": draft.languages,
        "places": list(card.places.all()),
        "day_parts": card.day_parts,
        "answer_way": card.answer_way,
        "phone": contacts.get("phone", ""),
        "email": contacts.get("email", ""),
    }


def _wishes(card: NeedsCard) -> list[str]:
    wishes = list(card.wishes.all())
    names = agendas([(one.guide_key, one.step_key) for one in wishes])
    return [
        one.own_words
        or (names[one.guide_key, one.step_key].need if (one.guide_key, one.step_key) in names else "")
        for one in wishes
    ]


def _learner_and_card(public_id: UUID) -> tuple[User, NeedsCard]:
    learner = person_or_404(public_id)
    card: NeedsCard | None = getattr(learner, "needs_card", None)
    if card is None:
        raise Http404
    return learner, card
