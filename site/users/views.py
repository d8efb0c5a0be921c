"""Signing in with a card, signing out, and the card itself."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from users import card_handover, permissions
from users.forms import CardForm
from users.qr import qr_svg
from users.sign_in import sign_in_with_card

#: What a browser forgets at sign-out. Not "storage": there lie the guides that somebody saved to read
#: offline.
FORGET = '"cache", "cookies"'
#: The name of the limit in `settings.ACCOUNT_RATE_LIMITS`: per address, generous, since a whole library has
#: one.
CARD_RATE = "card_sign_in"


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
    if not ratelimit.consume(request, action=CARD_RATE):
        return _too_many(request)
    form = CardForm(request.POST, request=request)
    if not form.is_valid() or form.user is None:
        return render(request, "users/sign_in.html", {"form": form})
    sign_in_with_card(request, form.user)
    return redirect(_safe(request, form.cleaned_data["next"]) or "users:after_sign_in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """`/ut/`: opening it asks, the button signs out. Afterwards the same address says that it is done."""
    if request.method != "POST":
        return render(request, "users/sign_out.html")
    logout(request)
    response = redirect("users:sign_out")
    forget_this_person(response)
    return response


def forget_this_person(response: HttpResponse) -> None:
    """Tell the browser to forget pages and cookies: the next person at this computer finds nothing."""
    response.headers["Clear-Site-Data"] = FORGET
    response.headers["Cache-Control"] = "no-store"


@never_cache
@login_required
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """`/vidare/`: to the place where one's work or one's meetings are."""
    if permissions.is_staff_member(request.user):
        return redirect("wagtailadmin_home")
    if permissions.is_mentor(request.user):
        return redirect("mentors:mentor_home")
    return redirect("mentors:my_meetings")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_card(request: HttpRequest) -> HttpResponse:
    """`/mitt-kort/`: a card just issued, to print or write down; POST says that it is saved."""
    next_address = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST":
        card_handover.forget(request)
        return redirect(next_address or "users:after_sign_in")
    card = card_handover.card_to_show(request)
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
            "for_somebody_else": permissions.is_staff_member(request.user),
            "next": next_address,
        },
    )


@require_safe
def lost_card(request: HttpRequest) -> HttpResponse:
    """`/kort-borta/`: whom to call or visit for a new card, and what happens to the old one."""
    return render(request, "users/lost_card.html")


def _safe(request: HttpRequest, address: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""


def _too_many(request: HttpRequest) -> HttpResponse:
    # Not bound to what was posted, which would check it; but everything typed is still there.
    form = CardForm(
        initial={"code": request.POST.get("code", ""), "next": request.POST.get("next", "")}, request=request
    )
    return render(request, "users/sign_in.html", {"form": form, "too_many": True}, status=429)
