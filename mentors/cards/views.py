"""The newcomer's three short screens, one's alias, and the mentor's card."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.languages import SPOKEN, base_code
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.draft import Draft, draft_of, drop_draft, keep_draft, read_draft
from mentors.cards.forms import AliasForm, LanguagesForm, WhereAndWhenForm, WishesForm
from mentors.cards.guides import guides_to_choose, has_step
from mentors.cards.making import (
    card_just_made,
    change_card,
    change_mentor_card,
    end_pause,
    make_card,
    pause_mentor,
)
from mentors.cards.mentor_forms import PauseForm, WholeMentorCardForm
from mentors.cards.models import NeedsCard
from mentors.cards.owners import mentor_card_of, needs_card_of, signed_in
from mentors.queues.coming import has_drop_ins
from users.card_handover import keep_to_show, welcome_with_card
from users.models import ContactPoint
from users.sign_in import sign_in_with_card


@require_http_methods(["GET", "HEAD", "POST"])
def want_help(request: HttpRequest) -> HttpResponse:
    """Screen 1: what do you want to be able to do? `?guide=` and `?step=` say where the person came from."""
    draft = _draft_so_far(request)
    came_from = request.POST.get("step_guide") or request.GET.get("guide") or draft.step_guide_key
    # What the person came from is the first line, so that a small screen shows that it is chosen.
    guides = sorted(guides_to_choose(), key=lambda guide: guide.key != came_from)
    if request.method == "POST":
        form = WishesForm(request.POST, guides=guides)
        if form.is_valid():
            draft.guide_keys = form.cleaned_data["guides"]
            draft.own_words = form.cleaned_data["own_words"]
            draft.step_guide_key, draft.step_key = _step(
                form.cleaned_data["step_guide"], form.cleaned_data["step"]
            )
            keep_draft(request.session, draft)
            return redirect("mentors:want_languages")
    else:
        form = WishesForm(
            initial=_first_answers(request, draft, {guide.key for guide in guides}), guides=guides
        )
    return render(
        request,
        "mentors/want_help.html",
        {
            "form": form,
            "is_change": needs_card_of(request.user),
            "has_answers": read_draft(request.session) is not None,
            "has_drop_ins": has_drop_ins(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def want_languages(request: HttpRequest) -> HttpResponse:
    """Screen 2: which languages do you speak? The language of the page is chosen already."""
    draft = read_draft(request.session)
    if draft is None or not draft.has_wish:
        return redirect("mentors:want_help")
    if request.method == "POST":
        form = LanguagesForm(request.POST)
        if form.is_valid():
            draft.languages = form.cleaned_data["languages"]
            keep_draft(request.session, draft)
            return redirect("mentors:want_when")
    else:
        spoken = {language.code for language in SPOKEN}
        form = LanguagesForm(
            initial={
                "languages": draft.languages
                or [
                    code for code in [get_language() or "", base_code(get_language() or "")] if code in spoken
                ][:1]
            }
        )
    return render(request, "mentors/want_languages.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def want_when(request: HttpRequest) -> HttpResponse:
    """Screen 3: where and when, and how do you get the answer? Pressing on makes the card, once."""
    draft = read_draft(request.session)
    if draft is None or not draft.has_wish or not draft.languages:
        return _pressed_twice(request) or redirect("mentors:want_help")
    card = needs_card_of(request.user)
    if request.method == "POST":
        form = WhereAndWhenForm(request.POST)
        if form.is_valid():
            return _finish(request, draft, form.cleaned_data, card)
    else:
        form = WhereAndWhenForm(initial={"key": draft.key, **(_third_answers(card) if card else {})})
    return render(request, "mentors/want_when.html", {"form": form, "is_change": card})


@require_POST
def forget_answers(request: HttpRequest) -> HttpResponse:
    """Forget what has been answered on the three screens; nothing of it stays on a shared computer.

    Nobody in particular loses the whole session with it. A card that was made already stays as it is.
    """
    if request.user.is_authenticated:
        drop_draft(request.session)
        messages.success(request, _("What you changed is forgotten. Your card is as it was."))
    else:
        request.session.flush()
        messages.success(request, _("Your answers are forgotten."))
    return redirect("mentors:want_help")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_alias(request: HttpRequest) -> HttpResponse:
    """The name that others see, to be changed at any time."""
    user = signed_in(request)
    back = "mentors:suggestions" if "choosing" in (request.POST or request.GET) else "users:after_sign_in"
    if request.method == "POST":
        mails = user.contact_points.filter(kind=ContactPoint.Kind.EMAIL)
        form = AliasForm(request.POST, addresses=[mail.value for mail in mails])
        if form.is_valid():
            user.alias = form.cleaned_data["alias"]
            user.save(update_fields=["alias"])
            messages.success(request, _("Others now see you as %(alias)s.") % {"alias": user.alias})
            return redirect(back)
    else:
        form = AliasForm(initial={"alias": user.alias})
    return render(request, "mentors/my_alias.html", {"form": form, "back": reverse(back)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mentor_card(request: HttpRequest) -> HttpResponse:
    """What a mentor can show, in which languages, and for how many at a time."""
    card = mentor_card_of(request.user)
    if card is None:
        raise Http404
    guides = guides_to_choose()
    if request.method == "POST":
        form = WholeMentorCardForm(request.POST, guides=guides)
        if form.is_valid():
            change_mentor_card(card, form.cleaned_data)
            messages.success(request, _("Your card is saved."))
            return redirect("mentors:mentor_home")
    else:
        form = WholeMentorCardForm(initial=WholeMentorCardForm.initial_of(card), guides=guides)
    at_places = card.weekly_hours.exclude(place=None)
    places = at_places.order_by("place__name").values_list("place__name", flat=True).distinct()
    return render(request, "mentors/mentor_card.html", {"form": form, "places": places})


@login_required
@require_POST
def mentor_pause(request: HttpRequest) -> HttpResponse:
    """Stop getting new requests, or get them again. Meetings that are booked stand."""
    card = mentor_card_of(request.user)
    if card is None:
        raise Http404
    wanted = request.POST.get("takes_new")
    if wanted == "yes":
        end_pause(card)
    elif wanted == "no":
        form = PauseForm(request.POST)
        if not form.is_valid():
            return render(request, "mentors/mentor_pause.html", {"form": form})
        pause_mentor(card, form.cleaned_data["paused_until"])
        messages.success(request, _("You have a pause. Rest well."))
    return redirect("mentors:mentor_home")


def _draft_so_far(request: HttpRequest) -> Draft:
    """The draft of this session; else what the person's card says; else nothing yet."""
    draft = read_draft(request.session)
    if draft is not None:
        return draft
    card = needs_card_of(request.user)
    return draft_of(card) if card else Draft()


def _first_answers(request: HttpRequest, draft: Draft, known: set[str]) -> dict[str, Any]:
    chosen, step_guide, step = list(draft.guide_keys), draft.step_guide_key, draft.step_key
    asked_for = request.GET.get("guide", "")
    if asked_for in known:
        if asked_for not in chosen:
            chosen.insert(0, asked_for)
        step_guide, step = _step(asked_for, request.GET.get("step", ""))
    return {"guides": chosen, "own_words": draft.own_words, "step_guide": step_guide, "step": step}


def _step(guide_key: str, step_key: str) -> tuple[str, str]:
    """The guide one came from, with the step if there is such a step in it."""
    return (
        (guide_key, step_key if step_key and has_step(guide_key, step_key) else "") if guide_key else ("", "")
    )


def _third_answers(card: NeedsCard) -> dict[str, Any]:
    contacts = {point.kind: point.value for point in card.learner.contact_points.all()}
    return {
        "places": list(card.places.all()),
        "day_parts": card.day_parts,
        "answer_way": card.answer_way,
        "phone": contacts.get("phone", ""),
        "email": contacts.get("email", ""),
    }


def _finish(
    request: HttpRequest, draft: Draft, answers: dict[str, Any], card: NeedsCard | None
) -> HttpResponse:
    if request.user.is_authenticated:
        change_card(signed_in(request), draft, answers)
    elif not is_within_cap(request, "new_card"):
        return many_at_once(request)
    else:
        made = make_card(draft, answers, language=get_language() or "sv")
        if made.login_card is None:
            welcome_with_card(request, made.needs_card.learner)
        else:
            sign_in_with_card(request, made.needs_card.learner)
            keep_to_show(request, made.login_card)
    drop_draft(request.session)
    return redirect("mentors:suggestions")


def _pressed_twice(request: HttpRequest) -> HttpResponse | None:
    """The second of two presses: the first has made the card, and its answer never reached the screen."""
    if request.method != "POST":
        return None
    if needs_card_of(request.user):
        return redirect("mentors:suggestions")
    form = WhereAndWhenForm(request.POST)
    form.is_valid()
    key = form.cleaned_data.get("key")
    card = card_just_made(key) if isinstance(key, uuid.UUID) else None
    if card is None:
        messages.info(request, _("Please start again from the first question. Nothing was saved."))
        return None
    welcome_with_card(request, card.learner)
    return redirect("mentors:suggestions")
