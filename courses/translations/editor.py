"""The doors of wagtail-localize that this house has its own of, at the same addresses.

Wagtail asks the addresses of the first hook first, so the ones here stand in the way of the package's own.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.exceptions import ValidationError as Refused
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import edit_string_translation, upload_pofile
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
    SubmitTranslationForm,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from core.languages import SOURCE
from core.privacy.admin_forms import problems_in
from courses.translations.publishing import publish
from courses.translations.strings import sync, take_over_or_leave
from courses.translations.targets import targets, translation_of


class TargetsForm(SubmitTranslationForm):
    """Which languages: ordinary ones alone, and one page at a time."""

    def __init__(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """Of the languages that the page is not in, those that Swedish is translated into."""
        super().__init__(instance, *args, **kwargs)
        locales = self.fields["locales"]
        locales.queryset = locales.queryset.filter(pk__in=targets())  # type: ignore[attr-defined]
        self.fields["include_subtree"].widget = forms.HiddenInput()

    def clean_include_subtree(self) -> bool:
        """Never: the pages below may have texts of their own."""
        return False


class _Submit:
    """What both kinds of things to translate have in common."""

    def get_form(self) -> TargetsForm:
        """The house's own form."""
        request, instance = self.request, self.object  # type: ignore[attr-defined]
        if request.method == "POST":
            return TargetsForm(instance, request.POST)
        chosen = targets().filter(language_code=request.GET.get("select_locale", "")).first()
        return TargetsForm(instance, initial={"locales": [chosen]} if chosen else None)


class SubmitPage(_Submit, SubmitPageTranslationView):
    """Begin a translation: a draft with the Swedish text. From any of its languages one comes to the Swedish page."""

    def get_object(self) -> Page:
        """The Swedish page of the one that is asked for."""
        page = super().get_object()
        if page.locale.language_code == SOURCE:
            return page
        swedish = page.get_translations().filter(locale__language_code=SOURCE).first()
        if swedish is None:
            raise Http404("it has no Swedish page to be translated from")
        return swedish.specific


class SubmitSnippet(_Submit, SubmitSnippetTranslationView):
    """The same for a practice run."""

    def get_object(self) -> Any:
        """What is asked for, where it is in Swedish."""
        found = super().get_object()
        if found.locale.language_code != SOURCE:
            raise Http404("it is translated from Swedish")
        return found


class NoFields(forms.Form):
    """Nothing to choose: a sync publishes nothing, and no machine translates."""


class Sync(UpdateTranslationsView):
    """Take in the Swedish page as it is published. Readers' pages stay as they are."""

    def get_form(self) -> NoFields:
        """Nothing to fill in."""
        return NoFields(self.request.POST or None)

    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Sync, and nothing else."""
        sync(self.object)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form has nothing that could be wrong."""
        return self.form_valid(self.get_form())


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def keep_string(request: Request, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Keep one translated text, or say beside it why it is not kept; what was typed stays on the screen."""
    typed = request.data.get("value", "")
    problems = [str(message) for problem in problems_in(typed) for message in problem.messages]
    if not problems:
        return edit_string_translation(request._request, translation_id, string_segment_id)
    page = get_object_or_404(Translation, pk=translation_id).get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    # As the package's own answer, which its script shows.
    told = {"string_id": None, "segment_id": string_segment_id, "data": typed, "error": " ".join(problems)}
    return Response({**told, "comment": "", "last_translated_by": None})


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in a PO file, all of it or nothing, and say what was wrong."""
    try:
        return upload_pofile(request, translation_id)
    except Refused as error:
        problem = " ".join(str(each) for each in error.detail)
    except KeyError:
        problem = _("Please upload a PO file that was downloaded here.")
    messages.error(request, problem)
    translation = get_object_or_404(Translation, pk=translation_id)
    return redirect("wagtailadmin_pages:edit", translation.get_target_instance().pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take_over_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/admin/translations/page/<id>/strings/`: work on this page beside the Swedish, its own words as they are."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        if not _take_over(request, page):
            return redirect("translations_take_over", page_id)
        return redirect("wagtailadmin_pages:edit", page_id)
    return TemplateResponse(request, "courses/translations/admin/take_over.html", {"page_to_translate": page})


def _take_over(request: HttpRequest, page: Page) -> bool:
    reason = take_over_or_leave(page, page_wins=True)
    if reason:
        messages.error(request, _("This page is edited as a whole. %(reason)s") % {"reason": reason})
    return not reason


def to_our_report(request: HttpRequest) -> HttpResponse:
    """One report of translations is enough: ours knows steps and signatures."""
    return redirect("translations")


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """No page is turned into a copy of the Swedish one, and no list of everything is given out."""
    raise Http404("this is not done here")


@hooks.register("before_edit_page", order=-1)
def before_edit_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish and start anew by the rules of this house, before wagtail-localize does by its own."""
    if request.method != "POST":
        return None
    if "localize-convert-to-alias" in request.POST:
        raise Http404("this is not done here")
    if "localize-restart-translation" in request.POST:
        _take_over(request, page)
        return redirect("wagtailadmin_pages:edit", page.pk)
    translation = translation_of(page)
    if translation is None or request.POST.get("action") != "publish":
        return None
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_publish() or permissions.page_locked():
        raise PermissionDenied
    try:
        stays = publish(translation, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Published."))
        if stays:
            messages.warning(
                request,
                _("Readers keep the former text where this is not translated: %(texts)s")
                % {"texts": " | ".join(stays)},
            )
    return redirect(request.path)


@hooks.register("insert_global_admin_css")
def each_text_in_its_own_direction() -> SafeString:
    """The editor shows Arabic and Persian from left to right: let the first letter of each text decide."""
    texts = ".js-translation-editor p, .js-translation-editor textarea"
    return SafeString(f"<style>{texts} {{ unicode-bidi: plaintext; text-align: start; }}</style>")


@hooks.register("construct_reports_menu")
def without_package_report(request: HttpRequest, items: list[Any]) -> None:
    """Without the package's report of translations."""
    theirs = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if getattr(item, "url", None) != theirs]


@hooks.register("register_admin_urls", order=-1)
def urls() -> list[Any]:
    """The house's own doors."""
    return [
        path("localize/submit/page/<int:page_id>/", SubmitPage.as_view(), name="translations_submit_page"),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SubmitSnippet.as_view(),
            name="translations_submit_snippet",
        ),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            keep_string,
            name="translations_keep_string",
        ),
        path("localize/update/<int:translation_source_id>/", Sync.as_view(), name="translations_sync"),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload, name="translations_upload_po"),
        path("localize/page/<int:page_id>/convert_to_alias/", closed, name="translations_no_alias"),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/",
            closed,
            name="translations_no_snippets",
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            closed,
            name="translations_no_snippet",
        ),
        path("localize/reports/translations/", to_our_report, name="translations_one_report"),
        path("localize/reports/translations/results/", closed, name="translations_no_results"),
        path("translations/page/<int:page_id>/strings/", take_over_page, name="translations_take_over"),
    ]
