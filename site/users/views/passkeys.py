"""Coming back with a passkey, and adding one. These two pages need script: the browser does the asking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from users import limits, passkeys
from users.forms.computer import is_shared
from users.sign_in import PasskeyBackend, begin_session
from users.signed_in import device_of
from users.views.next_page import safe_address
from users.views.ways import people_only, pin_first


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """`/in/nyckel/`: the browser shows the passkeys it has, and answers with one."""
    wanted = safe_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return _ask(request, wanted)
    if not limits.is_within(request, limits.PASSKEY_RATE):
        return _ask(request, wanted, status=429, too_many=True)
    try:
        person = passkeys.owner_of_answer(request.POST.get("credential", ""))
    except passkeys.NotAPasskey:
        return _ask(request, wanted, refused=True)
    begin_session(request, person, PasskeyBackend, is_shared=is_shared(request.POST.get("computer", "own")))
    return redirect(wanted or "users:after_sign_in")


@never_cache
@people_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """`/kom-tillbaka/nyckel/`: the browser makes a passkey for this phone or computer."""
    if ask := pin_first(request):
        return ask
    if request.method == "POST" and "old" not in request.POST:
        name = str(device_of(request.META.get("HTTP_USER_AGENT", "")).label)
        try:
            passkeys.add(request.user, request.POST.get("credential", ""), name)  # type: ignore[arg-type]
        except passkeys.NotAPasskey:
            return _offer(request, refused=True)
        messages.success(request, _("The passkey is saved. Next time you come in with it."))
        return redirect("users:ways")
    return _offer(request)


def _ask(request: HttpRequest, wanted: str, status: int = 200, **more: bool) -> HttpResponse:
    context = {"question": passkeys.question(), "next": wanted, **more}
    return render(request, "users/passkey.html", context, status=status)


def _offer(request: HttpRequest, **more: bool) -> HttpResponse:
    context = {"question": passkeys.question_for_new(request.user), **more}  # type: ignore[arg-type]
    return render(request, "users/passkey_new.html", context)
