"""The page "Min bild", its parts, the form on paper, and taking it all away. Opening shows, a button acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentors.cards.changes import history
from mentors.cards.choices import CanHow
from mentors.cards.forms import LanguagesForm
from mentors.cards.guides import guides_to_choose
from mentors.cards.models import CardChange, NeedsCard
from mentors.cards.owners import needs_card_of
from mentors.meetings.models import Meeting
from mentors.meetings.times import in_words
from mentors.permissions import meetings_of_learner
from mentors.portrait import changing
from mentors.portrait.blank import blank_form
from mentors.portrait.changing import Hand
from mentors.portrait.forms import (
    CanDoForm,
    DevicesForm,
    MeetingForm,
    MentorWishesForm,
    NewWishesForm,
    ObstaclesForm,
)
from mentors.portrait.showing import portrait_of

MYSELF = Hand()


@dataclass(frozen=True)
class Part:
    """A part of the card that is changed on a page of its own."""

    what: CardChange.What
    title: Any
    form: type[Form]
    initial: Callable[[NeedsCard], dict[str, Any]]


#: By the word in the address.
PARTS = {
    "sprak": Part(
        CardChange.What.LANGUAGES,
        gettext_lazy("My languages"),
        LanguagesForm,
        lambda card: {"languages": card.languages},
    ),
    "telefon": Part(
        CardChange.What.DEVICES, gettext_lazy("My phone and computer"), DevicesForm, DevicesForm.initial_of
    ),
    "hinder": Part(
        CardChange.What.OBSTACLES,
        gettext_lazy("What gets in the way"),
        ObstaclesForm,
        ObstaclesForm.initial_of,
    ),
    "mote": Part(
        CardChange.What.MEETING,
        gettext_lazy("Where, when and how I meet"),
        MeetingForm,
        MeetingForm.initial_of,
    ),
    "mentor": Part(
        CardChange.What.MENTOR_WISHES,
        gettext_lazy("Whom I like to meet"),
        MentorWishesForm,
        MentorWishesForm.initial_of,
    ),
}


@login_required
@require_safe
def my_picture(request: HttpRequest) -> HttpResponse:
    """What I want and can, as a drawing and in words, with who changed what."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    portrait = portrait_of(card)
    return render(
        request,
        "mentors/portrait/my_picture.html",
        {
            "card": card,
            "picture": portrait,
            "drawing": portrait.drawing(card.learner.alias, is_rtl=get_language_bidi()),
            "history": history(card),
            "hows": CanHow.choices,
        },
    )


@login_required
@require_POST
def change_list(request: HttpRequest) -> HttpResponse:
    """A button beside a wish, or beside something one can: up, down, away, "I can this now"."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    do, wanted = request.POST.get("do", ""), request.POST.get("which", "")
    which = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 18 else 0
    if do in {"up", "down"}:
        changing.move_wish(card, which, -1 if do == "up" else 1, MYSELF)
    elif do == "away":
        changing.remove_wish(card, which, MYSELF)
    elif do in CanHow.values:
        if changing.learned(card, which, do, MYSELF):
            messages.success(request, _("Now it stands among the things you can do."))
    elif do in {"can_away", "want_again"}:
        changing.remove_can_do(card, which, MYSELF, to_wishes=do == "want_again")
    return redirect("mentors:my_picture")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_wishes(request: HttpRequest) -> HttpResponse:
    """More that I want to be able to do."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    wished = {wish.guide_key for wish in card.wishes.all()}
    guides = [guide for guide in guides_to_choose() if guide.key not in wished]
    form = NewWishesForm(request.POST if request.method == "POST" else None, guides=guides)
    if form.is_bound and form.is_valid():
        answers = form.cleaned_data
        added = changing.add_wishes(card, answers["guides"], answers["own_words"], answers["icon"], MYSELF)
        wanted = len(answers["guides"]) + bool(answers["own_words"])
        if added < wanted and card.wishes.count() >= changing.WISHES_AT_MOST:
            messages.info(
                request,
                _("There is room for %(number)d wishes. Take one away, or say that you can do it.")
                % {"number": changing.WISHES_AT_MOST},
            )
        return redirect("mentors:my_picture")
    return _form(request, _("I want to be able to"), form, "mentors:picture_wishes")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def can_do(request: HttpRequest) -> HttpResponse:
    """More that I can."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    known = {can.guide_key for can in card.can_do.all()}
    guides = [guide for guide in guides_to_choose() if guide.key not in known]
    form = CanDoForm(request.POST if request.method == "POST" else None, guides=guides)
    if form.is_bound and form.is_valid():
        answers = form.cleaned_data
        changing.add_can_do(
            card, answers["guides"], answers["own_words"], answers["icon"], answers["how"], MYSELF
        )
        return redirect("mentors:my_picture")
    return _form(request, _("What I can do already"), form, "mentors:picture_can")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One part of the card on a page of its own."""
    card = needs_card_of(request.user)
    if name not in PARTS:
        raise Http404
    if card is None:
        return redirect("mentors:want_help")
    wanted = PARTS[name]
    form = (
        wanted.form(request.POST) if request.method == "POST" else wanted.form(initial=wanted.initial(card))
    )
    if form.is_bound and form.is_valid():
        if changing.change_part(card, wanted.what, form.cleaned_data, MYSELF):
            messages.success(request, _("Saved."))
        return redirect("mentors:my_picture")
    return _form(request, str(wanted.title), form, "mentors:picture_part", name)


@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """The empty form, to print and fill in with a pen. Every question has a code, the same as at the desk."""
    return render(request, "mentors/portrait/on_paper.html", {"questions": blank_form()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest) -> HttpResponse:
    """Delete the card with everything on it. Meetings that are booked stand, and are listed."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    ahead = meetings_of_learner(card.learner).filter(state__in=[Meeting.State.HELD, Meeting.State.STANDS])
    if request.method == "POST":
        with transaction.atomic():
            card.delete()
        messages.success(request, _("Your picture is deleted."))
        return redirect("mentors:my_meetings")
    coming = ahead.ending_after(timezone.now()).order_by("start_quarter")
    return render(
        request, "mentors/portrait/take_away.html", {"meetings": [in_words(one.starts_at) for one in coming]}
    )


def _form(request: HttpRequest, title: str, form: Form, address: str, *args: str) -> HttpResponse:
    return render(
        request,
        "mentors/portrait/part.html",
        {"title": title, "form": form, "action": reverse(address, args=args)},
    )
