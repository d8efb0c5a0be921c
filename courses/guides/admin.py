"""What the admin says before several guides are published at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses.guides.models import Guide
from courses.guides.readiness import what_is_missing, what_is_too_hard


def refuse_unready(
    request: HttpRequest, action_type: str, pages: Iterable[Page], action: Any
) -> HttpResponse | None:
    """For Wagtail's hook: publish none of several pages while one of the guides among them is not ready.

    The form of a guide asks by itself; here no form is shown, so the editor is told which guides to open.
    """
    if action_type != "publish":
        return None
    unready = [
        guide.title
        for guide in _guides_among(pages, action)
        if what_is_missing(guide.ways) or what_is_too_hard(guide)
    ]
    if not unready:
        return None
    messages.error(
        request,
        _(
            "Nothing was published. Open these guides and press publish there, to see what is missing: %(titles)s"
        )
        % {"titles": ", ".join(unready)},
    )
    return redirect(action.next_url)


def _guides_among(pages: Iterable[Page], action: Any) -> list[Guide]:
    """The guides that would be published, as their latest drafts are."""
    # Wagtail asks the same hook about snippets.
    chosen = [page for page in pages if isinstance(page, Page)]
    form = getattr(action, "cleaned_form", None)
    if form is not None and form.cleaned_data.get("include_descendants"):
        chosen += [below for page in chosen for below in page.get_descendants().not_live()]
    guides = Guide.objects.filter(pk__in=[page.pk for page in chosen])
    return [guide.get_latest_revision_as_object() for guide in guides]
