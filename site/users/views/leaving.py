"""Signing out, leaving quickly, staying on, and seeing where one is signed in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from users import signed_in
from users.leaving import forget_this_person
from users.session_store import SIGNED_IN
from users.views.next_page import safe_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """`/ut/`: opening it asks, the button signs out. Afterwards the same address says that it is done."""
    if request.method != "POST":
        return render(request, "users/sign_out.html")
    is_shared = signed_in.is_shared(request.session)
    logout(request)
    response = redirect("users:sign_out")
    forget_this_person(response, is_shared=is_shared)
    return response


@csrf_exempt
@never_cache
@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """`/bort/`: sign out and be somewhere else, in one press. With script the page is replaced as well.

    Needs no token: it must work whatever happened to a cookie, and all that a stranger's page could do with
    it is sign somebody out (and not even that, as the session's cookie is `SameSite`).
    """
    is_shared = signed_in.is_shared(request.session)
    logout(request)
    response = HttpResponse(status=303, headers={"Location": settings.MEDLOTS_QUICK_EXIT})
    forget_this_person(response, is_shared=is_shared, quickly=True)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_here(request: HttpRequest) -> HttpResponse:
    """`/kvar/`: whoever is about to be signed out is asked; the big button goes back to where they were.

    Looking at it is no press. When the session is over, it says so.
    """
    wanted = safe_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if not request.user.is_authenticated or SIGNED_IN not in request.session:
        if request.method == "POST" and request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=401)
        return render(request, "users/over.html", {"next": wanted})
    if request.method == "POST":
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=204)
        return redirect(wanted or "users:after_sign_in")
    request.is_no_press = True  # type: ignore[attr-defined]
    name = request.session[SIGNED_IN]["id"]
    row = signed_in.sessions_of(request.user).filter(public_id=name).first()  # type: ignore[arg-type]
    if row is None:
        return render(request, "users/over.html", {"next": wanted})
    left = max(1, int((row.expire_date - timezone.now()).total_seconds()))
    return render(
        request,
        "users/still_here.html",
        {"until": row.expire_date, "left_seconds": left + 2, "next": wanted, "asks_already": True},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def where_signed_in(request: HttpRequest) -> HttpResponse:
    """`/inloggad/`: every place where one is signed in. POST says whose this computer is, or ends one."""
    person = request.user
    if request.method == "POST":
        return _change(request)
    return render(
        request,
        "users/where_signed_in.html",
        {
            "rows": list(signed_in.sessions_of(person)),  # type: ignore[arg-type]
            "this_one": request.session.get(SIGNED_IN, {}).get("id"),
            "is_shared": signed_in.is_shared(request.session),
        },
    )


@never_cache
@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """`/inloggad/ut-overallt/`: end every session, this one too."""
    is_shared = signed_in.is_shared(request.session)
    person = request.user
    logout(request)
    signed_in.end_all(person)  # type: ignore[arg-type]
    response = redirect("users:sign_out")
    forget_this_person(response, is_shared=is_shared)
    return response


def _change(request: HttpRequest) -> HttpResponse:
    computer = request.POST.get("computer")
    if computer in ("own", "shared") and SIGNED_IN in request.session:
        signed_in.say_whose_device(request.session, is_shared=computer == "shared")
        messages.success(request, _("That is noted."))
        return redirect("users:where_signed_in")
    try:
        name = UUID(request.POST.get("end", ""))
    except ValueError:
        raise Http404("no such sign-in") from None
    if not signed_in.end_one(request.user, name):  # type: ignore[arg-type]
        raise Http404("no such sign-in")
    messages.success(request, _("Signed out there."))
    return redirect("users:where_signed_in")
