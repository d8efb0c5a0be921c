"""The second factor: nobody is in the admin without having given one in this sign-in.

Learners and mentors never meet it: for whoever does not work here the admin and the staff pages do not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from users.leaving import forget_this_person
from users.openid import came_by_openid
from users.permissions import is_staff_member

#: In the session of somebody who has just connected an app, which is proof of having it: their primary key.
JUST_SET_UP = "second_factor_just_set_up"
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Stands in front of Wagtail's admin, its own sign-in page included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def admin(self) -> str:
        """The admin's address, with a slash at the end."""
        return reverse("wagtailadmin_home")

    @cached_property
    def admin_sign_in(self) -> str:
        """Wagtail's own sign-in page, which nobody is to see."""
        return reverse("wagtailadmin_login")

    @cached_property
    def admin_sign_out(self) -> str:
        """Wagtail's own sign-out, which its menu posts to."""
        return reverse("wagtailadmin_logout")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The admin's answer, or the way to the sign-in or to the second factor."""
        if not request.path.startswith(self.admin):
            return self.get_response(request)
        if request.path == self.admin_sign_out:
            response = self.get_response(request)
            if request.method == "POST" and not request.user.is_authenticated:
                forget_this_person(response)
            return response
        answer = self._gate(request)
        return answer or self.get_response(request)

    def _gate(self, request: HttpRequest) -> HttpResponse | None:
        wanted = self.admin if request.path == self.admin_sign_in else request.get_full_path()
        if not request.user.is_authenticated:
            return _lead_to(request, "account_login", wanted)
        if not is_staff_member(request.user):
            raise Http404("the admin is for those who work here")
        if not has_second_factor(request) and not came_by_openid(request):
            return _lead_to(request, "mfa_activate_totp", wanted)
        if not gave_second_factor(request):
            return _lead_to(request, _way_to_second_factor(request), wanted)
        if request.path == self.admin_sign_in:
            return HttpResponseRedirect(self.admin)
        return None


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the person has connected one."""
    return is_mfa_enabled(request.user, types=SECOND_FACTORS)


def _way_to_second_factor(request: HttpRequest) -> str:
    """The page to give it on: the app's code before a passkey."""
    has_app = is_mfa_enabled(request.user, types=[Authenticator.Type.TOTP])
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"


def gave_second_factor(request: HttpRequest) -> bool:
    """Whether the person gave it since signing in; what an earlier sign-in gave does not count.

    Whoever came by the municipality's OpenID Connect gave it there.
    """
    if request.session.get(JUST_SET_UP) == request.user.pk or came_by_openid(request):
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def remember_set_up(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Receiver of `authenticator_added`: an app connected just now need not prove itself again."""
    if authenticator.type in SECOND_FACTORS:
        request.session[JUST_SET_UP] = user.pk


def staff_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view for those who work here. Others who are signed in find nothing, the rest the staff's sign-in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return _lead_to(request, "account_login", request.get_full_path())
        if not is_staff_member(request.user):
            raise Http404("for those who work here")
        return view(request, *args, **kwargs)

    return answer


def _lead_to(request: HttpRequest, name: str, wanted: str) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        # Wagtail's editor asks in the background: a page to sign in on would be taken for its answer.
        raise PermissionDenied("sign in first")
    if request.method not in ("GET", "HEAD"):
        wanted = reverse("wagtailadmin_home")
    response = HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
    response.headers["Cache-Control"] = "no-store"
    return response
