"""Suggestions: at most three mentors with times, doors that are open without one, and the line."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.languages import Language, language
from mentors.cards.caps import is_within_cap, many_at_once
from mentors.cards.choices import MeetingWay
from mentors.cards.guides import Agenda, agendas
from mentors.cards.models import NeedsCard
from mentors.cards.owners import needs_card_of
from mentors.hours.free_times import FreeTime
from mentors.hours.why_no_time import for_learner
from mentors.matching.declining import noes, say_no_to_all, show_all_again
from mentors.matching.explaining import what_counts, what_must_be_right
from mentors.matching.forms import ChooseForm, ChosenTime
from mentors.matching.nearest import WithOtherAnswers, answer_wider, with_other_answers
from mentors.matching.suggest import (
    Offer,
    leave_line,
    open_doors,
    put_in_line,
    suggestions_and_doors,
    suggestions_for,
)
from mentors.matching.telling import fits_less_well, price_for_learner
from mentors.matching.waiting import expected_wait
from mentors.matching.weights import weights
from mentors.matching.who_can import suits
from mentors.matching.why_not import EVERYBODY, others_for, times_lost, why_not_for_learner
from mentors.meetings.models import Meeting
from mentors.meetings.quarters import quarter_start
from mentors.meetings.times import in_words, with_date
from mentors.places.closing import end_in_figures
from users.card_handover import card_to_show


@dataclass(frozen=True)
class TimeToChoose:
    """One radio button: what it sends, and what it says. `ends` is the end on the clock."""

    value: str
    when_in_words: str
    ends: str
    #: Empty by phone or video; `way` says which.
    part_of_town: str
    way: str
    is_direct: bool


@dataclass(frozen=True)
class MentorToChoose:
    """A mentor as they may be seen before the yes."""

    alias: str
    reasons: list[str]
    languages: list[Language]
    can_show: list[Agenda]
    times: list[TimeToChoose]
    kept_until: str


@dataclass(frozen=True)
class Door:
    """A drop-in or a group. The exact place of a group is for those who have a seat in it."""

    meeting: Meeting
    when_in_words: str
    is_now: bool
    ends: str
    agenda: Agenda | None
    free_seats: int
    waits_here: bool
    key: uuid.UUID


@login_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Who can show me this, and when? Never a dead end: there is always a line, a guide and a phone."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    if not is_within_cap(request, "suggestions"):
        return many_at_once(request)
    return suggestions_page(request, card, ChooseForm(initial={"key": uuid.uuid4()}))


def suggestions_page(request: HttpRequest, card: NeedsCard, form: ChooseForm) -> HttpResponse:
    """The page with `form` on it, as it was sent or new. Who waits for an answer is not asked to choose."""
    waits_for = (
        Meeting.objects.held()
        .filter(holder=card.learner_id, held_until__gt=timezone.now())
        .select_related("mentor")
        .first()
    )
    prefetch_related_objects([card], "wishes")
    offers, doors = ([], open_doors(card)) if waits_for else suggestions_and_doors(card)
    wishes = list(card.wishes.all())
    about = agendas(
        [(key, "") for offer in offers for key in offer.can_show]
        + [(door.guide_key, "") for door in doors]
        + [(wish.guide_key, wish.step_key) for wish in wishes]
    )
    other = WithOtherAnswers() if offers or waits_for else with_other_answers(card)
    context = {
        "form": form,
        "card": card,
        "alias": card.learner.alias,
        "waits_for": waits_for,
        "mentors": _mentors(offers, about),
        "drop_ins": [_door(one, about) for one in doors if one.format == Meeting.Format.DROP_IN],
        "groups": [_door(one, about) for one in doors if one.format == Meeting.Format.GROUP],
        "wait": expected_wait(card),
        "nearest": other.nearest,
        "otherwise": other.otherwise,
        "other_day_parts": not any(suits(card, time) for offer in offers for time in offer.times),
        "noes": noes(card),
        "meanwhile": next(
            (about[key] for wish in wishes if (key := (wish.guide_key, wish.step_key)) in about), None
        ),
        "has_card_to_show": card_to_show(request) is not None,
    }
    return render(request, "mentors/suggestions.html", context)


@require_safe
def how_we_suggest(request: HttpRequest) -> HttpResponse:
    """The rules in plain words, for anybody."""
    context = {
        "must": what_must_be_right(),
        "counts": what_counts(weights()),
        "has_card": request.user.is_authenticated and needs_card_of(request.user) is not None,
    }
    return render(request, "mentors/how_we_suggest.html", context)


@login_required
@require_safe
def why_not(request: HttpRequest) -> HttpResponse:
    """Why these people and not others: reasons for those who are shown, numbers for those who are not."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    if not is_within_cap(request, "suggestions"):
        return many_at_once(request)
    offers = suggestions_for(card)
    others = others_for(card, {offer.mentor.pk for offer in offers}, at_most=EVERYBODY)
    context = {
        "mentors": [
            {
                "alias": offer.mentor.alias,
                "reasons": offer.reasons,
                "less": fits_less_well(offer.parts, through_interpreter=not offer.languages),
                "price": price_for_learner(offer.mentor.alias, is_wanted=offer.is_wanted),
            }
            for offer in offers
        ],
        "others": why_not_for_learner(others, besides_suggested=bool(offers)),
        "lost": for_learner(times_lost(card)),
    }
    return render(request, "mentors/why_not.html", context)


@login_required
@require_POST
def none_of_these(request: HttpRequest) -> HttpResponse:
    """None of the people shown suits: fresh ones, however often. Or everybody again."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    if request.POST.get("do") == "again":
        show_all_again(card)
    else:
        say_no_to_all(card)
    return redirect("mentors:suggestions")


@login_required
@require_POST
def wider(request: HttpRequest) -> HttpResponse:
    """One press on the page that has no times: an answer that takes times away is made wide."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    answer_wider(card, request.POST.get("do", ""))
    messages.success(request, _("That is saved."))
    return redirect("mentors:suggestions")


@login_required
@require_POST
def line(request: HttpRequest) -> HttpResponse:
    """Take a place in the line, or leave it."""
    card = needs_card_of(request.user)
    if card is None:
        return redirect("mentors:want_help")
    if request.POST.get("do") == "leave":
        leave_line(card)
    else:
        put_in_line(card)
    return redirect("mentors:suggestions")


def _mentors(offers: list[Offer], about: dict[tuple[str, str], Agenda]) -> list[MentorToChoose]:
    return [
        MentorToChoose(
            alias=offer.mentor.alias,
            reasons=offer.reasons,
            languages=[language(code) for code in offer.languages],
            can_show=[about[key, ""] for key in offer.can_show if (key, "") in about],
            times=list(_times(offer)),
            kept_until=with_date(offer.kept_until) if offer.kept_until else "",
        )
        for offer in offers
    ]


def _times(offer: Offer) -> Iterable[TimeToChoose]:
    for time in offer.times:
        place = offer.places.get(time.place_id)
        yield TimeToChoose(
            value=str(ChosenTime.of(offer.mentor.public_id, time)),
            when_in_words=in_words(time.starts_at),
            ends=_clock(time),
            part_of_town=place.part_of_town if place else "",
            way=str(MeetingWay(time.way).label),
            is_direct=time.is_direct,
        )


def _clock(time: FreeTime) -> str:
    return end_in_figures(timezone.localtime(quarter_start(time.end_quarter)))


def _door(meeting: Meeting, about: dict[tuple[str, str], Agenda]) -> Door:
    return Door(
        meeting=meeting,
        when_in_words=in_words(meeting.starts_at),
        is_now=meeting.starts_at <= timezone.now(),
        ends=end_in_figures(meeting.ends_at),
        agenda=about.get((meeting.guide_key, "")),
        free_seats=max(0, meeting.seats - getattr(meeting, "taken_seats", 0)),
        waits_here=getattr(meeting, "waits_here", False),
        key=uuid.uuid4(),
    )
