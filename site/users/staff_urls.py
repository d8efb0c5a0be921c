"""Addresses under `/staff/`: the parts of allauth that those who work here need, and no others.

allauth looks these names up, so they stay without a namespace.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from users import demo_accounts, forms, views
from users.qr import qr_svg
from users.second_factor import staff_page


class StaffSignInView(account.LoginView):
    """User name and password. In the demo the accounts stand on the page."""

    form_class = forms.StaffSignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With `demo_accounts`, empty outside the demo."""
        return {**super().get_context_data(**kwargs), "demo_accounts": demo_accounts.sign_ins()}


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


class ConnectAppView(totp.ActivateTOTPView):
    """Connecting an app, with a QR code drawn as on our cards."""

    form_class = forms.FirstCodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With `app_qr`, which the app scans."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "app_qr": qr_svg(context["totp_url"])}


urlpatterns = [
    path("login/", StaffSignInView.as_view(), name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
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
