"""Finding a person, the page about one, their login card."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.languages import interface_languages
from mentors.cards.choices import MeetingWay
from mentors.cards.guides import Agenda, agendas
from mentors.cards.models import AnswerWay, DayPart
from mentors.cards.talking import language_name
from mentors.desk import looking
from mentors.desk.entering import lock_for, new_login_card
from mentors.desk.finding import people_called
from mentors.desk.forms import FindForm, HowAskedForm, WhyForm
from mentors.desk.looking import look_at
from mentors.desk.offers import offered_times
from mentors.desk.permissions import DeskRequest, for_the_desk
from mentors.desk.record import deeds_for
from mentors.desk.today import in_detail, last_two, told
from mentors.desk.views.frame import address_of, back, crumb_of, page, person_or_404
from mentors.hours.free_times import next_free_time
from mentors.matching.models import Pairing
from mentors.meetings.models import Meeting
from users.card_handover import card_to_show, keep_to_show
from users.models import Look, User

#: How much of what has been stands on a person's page.
PAST_MEETINGS = 5
MESSAGES = 10


@for_the_desk
@sensitive_post_parameters("wanted")
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: DeskRequest) -> HttpResponse:
    """Look somebody up. By POST, so that what was looked for stands in no address, no log and no history."""
    form = FindForm(request.POST or None)
    found = None
    if form.is_valid():
        found = people_called(form.cleaned_data["wanted"])
        if len(found) == 1:
            return redirect(address_of(found[0]))
    return page(
        request, "mentors/desk/find.html", _("Find a person"), {"form": form, "found": found}, icon="search"
    )


@partial(for_the_desk, asks_why=False)
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Before the pages of a person open: why? Once a day, in one press, and written down."""
    someone = person_or_404(public_id)
    form = WhyForm(request.POST if request.method == "POST" else None)
    wanted = request.POST.get("next", "") if request.method == "POST" else request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        look_at(request.user, someone, form.cleaned_data["reason"])
        return back(request, address_of(someone))
    context = {"forms": [form], "someone": someone, "next": wanted}
    return page(request, "mentors/desk/why.html", _("Why?"), context, icon="view")


@for_the_desk
@require_safe
def person(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """What the desk needs to help one person, and no more."""
    return _person_page(request, person_or_404(public_id))


@for_the_desk
@require_POST
def show_contact(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The same page with the whole number, to call it. A button, so that it is never open by chance."""
    someone = person_or_404(public_id)
    reason = looking.reason_of_today(request.user, public_id)
    if reason is not None:
        look_at(request.user, someone, reason, Look.What.CONTACT)
    return _person_page(request, someone, whole_contact=True)


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def login_card(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Ask first, as the earlier card stops working; then show the new one, to print or to read out."""
    someone = person_or_404(public_id)
    form = HowAskedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keep_to_show(request, new_login_card(someone, request.user, form.entered_by))
        return redirect(address_of_card(someone))
    context = {"person": someone, "how_asked": form, "has_card": hasattr(someone, "login_card")}
    return page(
        request,
        "mentors/desk/login_card.html",
        _("New login card"),
        context,
        icon="key",
        behind=[crumb_of(someone)],
    )


@for_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Asked for in person or by phone ("lock my account"). Locking needs no proof; opening again does."""
    someone = person_or_404(public_id)
    form = HowAskedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        lock_for(someone, request.user, form.entered_by)
        messages.success(request, _("The account is locked. A new card opens it again."))
        return redirect(address_of(someone))
    context = {"person": someone, "how_asked": form}
    return page(
        request,
        "mentors/desk/lock.html",
        _("Lock the account"),
        context,
        icon="lock",
        behind=[crumb_of(someone)],
    )


def address_of_card(someone: User) -> str:
    """Where the new card is shown, in the person's language if the site has it; back leads to their page."""
    spoken = {language.code for language in interface_languages()}
    with override(someone.language if someone.language in spoken else "sv"):
        address = reverse("users:my_card")
    return f"{address}?next={address_of(someone)}"


def card_waits_for(request: DeskRequest, someone: User) -> str:
    """The address of the new card of `someone`, while it can still be shown in this session; else nothing."""
    card = card_to_show(request)
    is_theirs = (
        card is not None and hasattr(someone, "login_card") and someone.login_card.number == card.number
    )
    return address_of_card(someone) if is_theirs else ""


def _person_page(request: DeskRequest, someone: User, *, whole_contact: bool = False) -> HttpResponse:
    now = timezone.now()
    needs, mentor = getattr(someone, "needs_card", None), getattr(someone, "mentor_card", None)
    wishes = list(needs.wishes.all()) if needs else []
    can_show = list(mentor.can_show.all()) if mentor else []
    names = agendas([(one.guide_key, "") for one in [*wishes, *can_show]])
    theirs = Meeting.objects.filter(_of(someone)).distinct()
    ahead = theirs.filter(state__in=[Meeting.State.HELD, Meeting.State.STANDS]).ending_after(now)
    past = theirs.exclude(pk__in=ahead.values("pk")).order_by("-start_quarter")[:PAST_MEETINGS]
    context = {
        "person": someone,
        "needs": needs,
        "mentor": mentor,
        "wishes": [one.own_words or _need(names, one.guide_key) for one in wishes],
        "can_show": [_need(names, one.guide_key) for one in can_show],
        "needs_languages": [language_name(code) for code in needs.languages] if needs else [],
        "mentor_languages": [language_name(code) for code in mentor.languages] if mentor else [],
        "day_parts": [DayPart(one).label for one in needs.day_parts] if needs else [],
        "answer_way": AnswerWay(needs.answer_way).label if needs else "",
        "weekly_hours": mentor.weekly_hours.select_related("place") if mentor else [],
        **(_next_time_of(someone) if mentor else {}),
        "time_off": mentor.time_off.filter(last_day__gte=timezone.localdate(now)) if mentor else [],
        "contacts": [
            (point.get_kind_display(), point.value if whole_contact else last_two(point.value))
            for point in someone.contact_points.order_by("kind")
        ],
        "whole_contact": whole_contact,
        "pairings": _pairings(someone),
        "ahead": in_detail(ahead.order_by("start_quarter")),
        "past": in_detail(past),
        "told": [told(message) for message in someone.messages.order_by("-created_at")[:MESSAGES]],
        "deeds": deeds_for(someone),
        "card_address": card_waits_for(request, someone),
    }
    if whole_contact:
        messages.info(request, _("The whole number is shown until you leave this page."))
    return page(request, "mentors/desk/person.html", someone.alias, context, icon="user")


def _of(someone: User) -> Q:
    """Meetings that `someone` has or had a part in."""
    return Q(mentor=someone) | Q(holder=someone) | Q(bookings__person=someone)


def _next_time_of(mentor: User) -> dict[str, object]:
    """When the mentor is free next, in whatever way, and where."""
    time = next_free_time([mentor.pk], ways=MeetingWay.values)
    if time is None:
        return {"next_time": None}
    (offered,) = offered_times(mentor, [time])
    return {"next_time": time, "next_where": offered.exactly}


def _pairings(someone: User) -> list[tuple[User, bool, str, int]]:
    """The other person, whether that one is the mentor, how far they have come, its number. Open ones first."""
    pairings = (
        Pairing.objects.filter(Q(learner=someone) | Q(mentor=someone))
        .select_related("learner", "mentor")
        .order_by("-changed_at")
    )
    ordered = sorted(pairings, key=lambda one: one.state not in Pairing.OPEN_STATES)
    return [
        (
            one.mentor if one.learner_id == someone.pk else one.learner,
            one.learner_id == someone.pk,
            state_of(one),
            one.pk,
        )
        for one in ordered
    ]


def state_of(pairing: Pairing) -> str:
    """The state in words, with what it waits for."""
    if pairing.state == Pairing.State.CHOSEN and not pairing.is_released:
        return _("waits for your release")
    return str(pairing.get_state_display())


def _need(names: dict[tuple[str, str], Agenda], guide_key: str) -> str:
    agenda = names.get((guide_key, ""))
    return agenda.need if agenda else guide_key
