"""The report of translations in the admin, and signing them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.languages import Language, language
from core.signing import sign, withdraw
from courses.translations.forms import SignatureForm
from courses.translations.in_step import remember
from courses.translations.table import interface, others, table


def may_sign(user: Any) -> bool:
    """Whether `user` writes pages here."""
    return PagePermissionPolicy().user_has_any_permission(user, {"add", "change", "publish"})


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """`/admin/translations/`: every page in every language; where it is behind, and who has signed it."""
    if not may_sign(request.user):
        raise PermissionDenied
    context = {"languages": others(), "rows": table(), "interface": interface()}
    return TemplateResponse(request, "courses/translations/admin/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/admin/translations/page/<id>/`: who has read this page, and when; or take that back."""
    page = get_object_or_404(Page.objects.live().select_related("locale"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _sign(request, page.locale.language_code, page)


@require_POST
def compared(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/admin/translations/page/<id>/compared/`: a page without steps says what the Swedish says today."""
    page = get_object_or_404(Page.objects.live().select_related("locale"), pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    remember(page, is_compared=True)
    return redirect("translations")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_interface(request: HttpRequest, code: str) -> HttpResponse:
    """`/admin/translations/interface/<code>/`: the same for the interface in one language."""
    if not may_sign(request.user):
        raise PermissionDenied
    return _sign(request, code, None)


def _sign(request: HttpRequest, code: str, page: Page | None) -> HttpResponse:
    spoken = _translated(code)
    form = SignatureForm(request.POST or None, initial={"signed_on": timezone.localdate()})
    if request.method == "POST" and "withdraw" in request.POST:
        withdraw(code, page)
        return redirect("translations")
    if request.method == "POST" and form.is_valid():
        sign(code, form.cleaned_data["name"], form.cleaned_data["signed_on"], page)
        return redirect("translations")
    context = {"form": form, "signed_page": page, "language": spoken}
    return TemplateResponse(request, "courses/translations/admin/sign.html", context)


def _translated(code: str) -> Language:
    try:
        spoken = language(code)
    except KeyError as error:
        raise Http404("no such language") from error
    if not spoken.is_translation:
        raise Http404("what is written in this language is no translation")
    return spoken


class TranslationsMenuItem(MenuItem):
    """Among the reports, for those who write pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether whoever looks may open it."""
        return may_sign(request.user)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """The report and the two forms."""
    return [
        path("translations/", report, name="translations"),
        path("translations/page/<int:page_id>/", sign_page, name="translations_sign_page"),
        path("translations/page/<int:page_id>/compared/", compared, name="translations_compared"),
        path("translations/interface/<slug:code>/", sign_interface, name="translations_sign_interface"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Among the reports."""
    return TranslationsMenuItem(_("Translations"), reverse("translations"), icon_name="wagtail", order=700)
