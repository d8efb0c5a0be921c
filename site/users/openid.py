"""The municipality's own sign-in (OpenID Connect), for those who work here. Off unless the environment sets it up.

It opens accounts that an administrator has made, and makes none: an account is found by the identity that it
was opened with before, else by a confirmed work address in a domain that is allowed. An administrator's
account is never found by address. The identity provider answers for the second factor.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.privacy.finding import Kind
from core.privacy.guard import findings
from users.models import User, Way
from users.open_accounts import may_sign_in
from users.session_store import SIGNED_IN

logger = logging.getLogger(__name__)


def is_set_up() -> bool:
    """Whether this installation has a provider."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


def provider_name() -> str:
    """What the button says, empty without a provider."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


def where_set_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that exists only where there is a provider."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_set_up():
            raise Http404("no provider")
        return view(request, *args, **kwargs)

    return answer


def came_by_openid(request: HttpRequest) -> bool:
    """Whether the person came by the provider in this sign-in."""
    if not is_set_up() or not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(
        record.get("method") == "socialaccount" and record.get("provider") == settings.OPENID_PROVIDER_ID
        for record in records
    )


class MunicipalityAdapter(DefaultSocialAccountAdapter):
    """Lets in whom the rules above let in, and says no to everybody else in the same words."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: accounts are made by an administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account, or stop here."""
        if sociallogin.state.get("process", AuthProcess.LOGIN) != AuthProcess.LOGIN:
            _refuse(request, "not a sign-in")
        if any(one.kind is Kind.PERSONAL_NUMBER for one in findings(sociallogin.account.uid)):
            _refuse(request, "the provider names people by identity number; ask for another claim as sub")
        if sociallogin.is_existing:
            if not _may(sociallogin.user):
                _refuse(request, "the account is closed or not one of the staff")
            return
        person = staff_with_address(sociallogin.email_addresses)
        if person is None:
            _refuse(request, "no account of the staff has a confirmed and allowed address of the identity")
        sociallogin.connect(request, person)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """The provider said no, or did not answer: back to the other way in."""
        _refuse(request, f"the provider answered {error or type(exception).__name__}")


def staff_with_address(addresses: list[Any]) -> User | None:
    """The one who works here with a confirmed address among `addresses`, in an allowed domain."""
    allowed = {domain.lower() for domain in settings.OPENID_DOMAINS}
    confirmed = [
        address.email
        for address in addresses
        if address.verified is True and address.email.rpartition("@")[2].lower() in allowed
    ]
    people = {
        person
        for address in confirmed
        for person in User.objects.staff().filter(email__iexact=address, is_superuser=False)[:2]
        if _may(person)
    }
    return people.pop() if len(people) == 1 else None


def keep_no_claims(sender: object, instance: SocialAccount, **kwargs: Any) -> None:
    """Receiver of `pre_save`: of what the provider tells, only the name it has for the account is kept."""
    instance.extra_data = {}


def note_way(sender: object, request: HttpRequest, sociallogin: Any = None, **kwargs: Any) -> None:
    """Receiver of allauth's `user_logged_in`: the list of sign-ins says how."""
    if sociallogin is not None and SIGNED_IN in request.session:
        request.session[SIGNED_IN] = {**request.session[SIGNED_IN], "way": Way.OPENID.value}


def _may(person: User) -> bool:
    return person.is_staff and may_sign_in(person)


def _refuse(request: HttpRequest, reason: str) -> NoReturn:
    logger.warning("Sign-in by OpenID Connect refused: %s.", reason)
    raise ImmediateHttpResponse(render(request, "users/staff/openid_refused.html", status=403))


def cancelled(request: HttpRequest) -> HttpResponse:
    """Where somebody comes back to who changed their mind at the provider."""
    return redirect("account_login")
