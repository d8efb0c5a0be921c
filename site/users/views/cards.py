"""Signing in with a card and its PIN, and the card itself."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.languages import SOURCE
from users import card_handover, limits, permissions, pins
from users.forms.cards import CardForm, NewPinForm, PinForm
from users.forms.computer import is_shared
from users.models import LoginCard, User
from users.qr import qr_svg
from users.sign_in import may_come_as_a_person, sign_in_with_card
from users.views.next_page import safe_address

#: In the session of somebody whose card was right and whose PIN is still asked for.
WAITS_FOR_PIN = "card_waits_for_pin"
PIN_WAITS_SECONDS = 10 * 60


@never_cache
@sensitive_post_parameters("code", "token")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """`/in/`: the code of a card, typed; or a scanned card, whose token `card.js` posts."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return render(request, "users/already_signed_in.html")
        form = CardForm(initial={"next": request.GET.get("next", "")}, request=request)
        return render(request, "users/sign_in.html", {"form": form})
    if not limits.is_within(request, limits.CARD_RATE):
        return _too_many(request)
    form = CardForm(request.POST, request=request)
    if not form.is_valid() or form.user is None:
        return render(request, "users/sign_in.html", {"form": form})
    wanted = safe_address(request, form.cleaned_data["next"])
    shared = is_shared(form.cleaned_data["computer"])
    card = form.user.login_card
    if card.pin_hash:
        request.session[WAITS_FOR_PIN] = {
            "card": card.token_hash,
            "shared": shared,
            "next": wanted,
            "until": int(time.time()) + PIN_WAITS_SECONDS,
        }
        return redirect("users:pin")
    sign_in_with_card(request, form.user, is_shared=shared)
    return redirect(wanted or "users:after_sign_in")


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """`/in/pin/`: for a card that has a PIN, after the card."""
    waits = request.session.get(WAITS_FOR_PIN)
    card = _card_that_waits(waits)
    if waits is None or card is None:
        request.session.pop(WAITS_FOR_PIN, None)
        return redirect("users:sign_in")
    form = PinForm(request.POST if request.method == "POST" else None, card=card)
    if request.method == "POST" and not limits.is_within(request, limits.CARD_RATE):
        return render(request, "users/pin.html", {"form": PinForm(card=card), "too_many": True}, status=429)
    if request.method != "POST" or not form.is_valid():
        return render(request, "users/pin.html", {"form": form})
    del request.session[WAITS_FOR_PIN]
    sign_in_with_card(request, card.user, is_shared=waits["shared"])
    return redirect(waits["next"] or "users:after_sign_in")


def _card_that_waits(waits: dict[str, object] | None) -> LoginCard | None:
    """The card whose PIN is asked for, if it still works and its time is not up."""
    if waits is None or int(str(waits["until"])) < time.time():
        return None
    card = LoginCard.objects.select_related("user").filter(token_hash=waits["card"], blocked_at=None).first()
    return card if card is not None and may_come_as_a_person(card.user) else None


@never_cache
@login_required
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """`/vidare/`: to the place where one's work or one's meetings are, in the language that goes with the card."""
    if permissions.is_staff_member(request.user):
        return redirect("wagtailadmin_home")
    place = "mentors:mentor_home" if permissions.is_mentor(request.user) else "mentors:my_meetings"
    with override(language_of_pages(request.user)):
        return redirect(place)


def language_of_pages(person: Any) -> str:
    """The language that pages are shown in to `person` first: their own where the site has it, else this page's."""
    return person.language if person.language in dict(settings.LANGUAGES) else get_language() or SOURCE


@never_cache
@login_required
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def my_card(request: HttpRequest) -> HttpResponse:
    """`/mitt-kort/`: a card just issued, to print or write down; POST says that it is saved."""
    next_address = safe_address(request, request.POST.get("next") or request.GET.get("next", ""))
    card = card_handover.card_to_show(request)
    is_own = not permissions.is_staff_member(request.user)
    pin_form = NewPinForm(request.POST if request.method == "POST" else None, must=False)
    if request.method == "POST":
        if card is None or not is_own or "pin" not in request.POST:
            card_handover.forget(request)
            return redirect(next_address or "users:after_sign_in")
        if pin_form.is_valid():
            _keep_pin(request, pin_form.cleaned_data["pin"])
            card_handover.forget(request)
            return redirect(next_address or "users:after_sign_in")
    if card is None:
        return render(request, "users/no_card_to_show.html")
    address = request.build_absolute_uri(reverse("users:sign_in"))
    return render(
        request,
        "users/my_card.html",
        {
            "card": card,
            "card_qr": qr_svg(card.scan_address(address)),
            "sign_in_address": address.split("://", 1)[-1].rstrip("/"),
            "for_somebody_else": not is_own,
            "form": pin_form,
            "next": next_address,
        },
    )


@require_safe
def lost_card(request: HttpRequest) -> HttpResponse:
    """`/kort-borta/`: whom to call or visit for a new card, and what happens to the old one."""
    return render(request, "users/lost_card.html")


def _keep_pin(request: HttpRequest, pin_digits: str) -> None:
    """The PIN that came with "I have saved my card"; none was asked for twice."""
    person = request.user
    if pin_digits and isinstance(person, User) and hasattr(person, "login_card"):
        pins.choose_pin(person.login_card, pin_digits)


def _too_many(request: HttpRequest) -> HttpResponse:
    # Not bound to what was posted, which would check it; but everything typed is still there.
    form = CardForm(
        initial={"code": request.POST.get("code", ""), "next": request.POST.get("next", "")}, request=request
    )
    return render(request, "users/sign_in.html", {"form": form, "too_many": True}, status=429)
