"""Addresses under `/staff/`: the parts of allauth that those who work here need, and no others.

allauth looks these names up, so they stay without a namespace.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.urls import path
from django.views.decorators.http import require_POST

from users import demo_accounts, openid
from users.forms import staff as forms
from users.qr import qr_svg
from users.second_factor import staff_page
from users.views.leaving import sign_out


class StaffSignInView(account.LoginView):
    """User name and password. In the demo the accounts stand on the page."""

    form_class = forms.StaffSignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With `demo_accounts`, empty outside the demo, and the name of the municipality's own sign-in."""
        return {
            **super().get_context_data(**kwargs),
            "demo_accounts": demo_accounts.sign_ins(),
            "openid_name": openid.provider_name(),
        }


class StaffCodeView(mfa.AuthenticateView):
    """The second factor. In the demo the code stands on the page, since nobody has the app."""

    form_class = forms.CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With `demo_code`, None outside the demo and for real accounts."""
        code = demo_accounts.code_of(self.stage.login.user)
        return {**super().get_context_data(**kwargs), "demo_code": code}


class StaffCodeAgainView(mfa.ReauthenticateView):
    """The second factor for somebody who is signed in."""

    form_class = forms.CodeAgainForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As `StaffCodeView`."""
        return {**super().get_context_data(**kwargs), "demo_code": demo_accounts.code_of(self.request.user)}


class AddPasskeyView(webauthn.AddWebAuthnView):
    """A passkey or security key as the second factor."""

    template_name = "mfa/webauthn/add_form.html"


class PasskeyAgainView(webauthn.ReauthenticateWebAuthnView):
    """The passkey for somebody who is signed in."""

    template_name = "mfa/webauthn/reauthenticate.html"

    def form_invalid(self, form: Any) -> Any:
        """Ask again, on the same page."""
        return self.render_to_response(self.get_context_data(form=form, refused=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what is wrong, which allauth's own page leaves out."""
        return {**super().get_context_data(**kwargs), **kwargs}


class ConnectAppView(totp.ActivateTOTPView):
    """Connecting an app, with a QR code drawn as on our cards."""

    form_class = forms.FirstCodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With `app_qr`, which the app scans."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "app_qr": qr_svg(context["totp_url"])}


urlpatterns = [
    path("login/", StaffSignInView.as_view(), name="account_login"),
    path("logout/", sign_out, name="account_logout"),
    path(
        "password/",
        staff_page(account.PasswordChangeView.as_view(form_class=forms.NewPasswordForm)),
        name="account_change_password",
    ),
    path(
        "again/",
        staff_page(account.ReauthenticateView.as_view(form_class=forms.PasswordAgainForm)),
        name="account_reauthenticate",
    ),
    path("second-factor/", staff_page(mfa.IndexView.as_view()), name="mfa_index"),
    path("second-factor/code/", StaffCodeView.as_view(), name="mfa_authenticate"),
    path("second-factor/again/", staff_page(StaffCodeAgainView.as_view()), name="mfa_reauthenticate"),
    path(
        "second-factor/passkey/again/",
        staff_page(PasskeyAgainView.as_view()),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "second-factor/passkey/add/",
        staff_page(AddPasskeyView.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "second-factor/passkeys/",
        staff_page(mfa.IndexView.as_view()),
        name="mfa_list_webauthn",
    ),
    path(
        "second-factor/passkey/<int:pk>/remove/",
        staff_page(webauthn.RemoveWebAuthnView.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "openid/",
        require_POST(openid.where_set_up(openid_connect.login)),
        {"provider_id": settings.OPENID_PROVIDER_ID},
        name="openid_connect_login",
    ),
    path(
        "openid/callback/",
        openid.where_set_up(openid_connect.callback),
        {"provider_id": settings.OPENID_PROVIDER_ID},
        name="openid_connect_callback",
    ),
    path("openid/cancelled/", openid.where_set_up(openid.cancelled), name="socialaccount_login_cancelled"),
    path(
        "second-factor/app/connect/",
        staff_page(ConnectAppView.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "second-factor/app/disconnect/",
        staff_page(totp.DeactivateTOTPView.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "second-factor/recovery-codes/",
        staff_page(recovery_codes.ViewRecoveryCodesView.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/new/",
        staff_page(recovery_codes.GenerateRecoveryCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
]
