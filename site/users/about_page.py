"""Everything about me: what is kept, who has looked, who can see it; a file of it; and erasing it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import about_people, who_sees
from core.retention.decisions import decisions_in_force
from users import erasure, permissions, signed_in
from users.leaving import forget_this_person
from users.models import Look, User
from users.views.next_page import safe_address
from users.views.ways import people_only

#: Of each thing the latest so many stand on the page; all are in the file.
AT_MOST = 20
LOOKS_AT_MOST = 50


@never_cache
@login_required
@require_safe
def about_me(request: HttpRequest) -> HttpResponse:
    """`/om-mig/`: everything, on one page."""
    return render(request, "users/about_me.html", _everything(_person(request), AT_MOST))


@never_cache
@login_required
@require_safe
def about_me_file(request: HttpRequest, form: str) -> HttpResponse:
    """`/om-mig/fil/<form>/`: the same as a file to keep, `lasa` to read and `data` for a machine."""
    person = _person(request)
    if form == "data":
        text = json.dumps(as_data(person), ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="medlots.json"'
        return response
    if form == "lasa":
        return file_to_read(request, person)
    raise Http404


@never_cache
@people_only
@require_POST
def keep_language(request: HttpRequest) -> HttpResponse:
    """`/om-mig/sprak/`: from now on pages after signing in, and messages, are in the language of this page."""
    person = _person(request)
    person.language = get_language() or person.language
    person.save(update_fields=["language"])
    return redirect(safe_address(request, request.POST.get("next", "")) or "users:after_sign_in")


def file_to_read(request: HttpRequest, person: User) -> HttpResponse:
    """Everything about `person` as a page of its own, to keep or to print."""
    response = render(request, "users/about_me_file.html", _everything(person, None))
    response.headers["Content-Disposition"] = 'attachment; filename="medlots.html"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest) -> HttpResponse:
    """`/om-mig/radera/`: what would go and what would stay; the button does it and signs out."""
    person = _person(request)
    if permissions.is_staff_member(person):
        raise Http404
    is_sure = bool(request.POST.get("sure"))
    if request.method == "POST" and is_sure:
        is_shared = signed_in.is_shared(request.session)
        logout(request)
        erasure.erase(person)
        response = redirect("users:erased")
        forget_this_person(response, is_shared=is_shared)
        return response
    found = erasure.preview(person)
    context = {"preview": found, "not_sure": request.method == "POST"}
    return render(request, "users/erase_me.html", context)


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """`/raderat/`: it is done. Anybody may open it: it says nothing about anybody."""
    return render(request, "users/erased.html")


def as_data(person: User) -> dict[str, Any]:
    """Everything about `person`, for a machine: by model, each row with its fields as they are kept."""
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "about": str(person.public_id),
        "kept": {
            about.model: [about_people.raw(about, row) for row in about.rows(person)]
            for about in about_people.abouts().values()
        },
    }


def _everything(person: User, at_most: int | None) -> dict[str, Any]:
    decided = decisions_in_force()
    told = list(about_people.told_to(person, at_most))
    sections = [
        {
            "section": section,
            "correct": _address(section.about.correct),
            "more": at_most is not None and len(section.rows) == at_most,
            "decision": decided.get(section.about.kind),
        }
        for section in told
        if section.about.model_class is not Look
    ]
    looks = person.looks.select_related("viewer")
    return {
        "person": person,
        "sections": sections,
        "looks": looks[:LOOKS_AT_MOST] if at_most else looks,
        "sights": who_sees.sights_of(told),
        "is_file": at_most is None,
        "made_at": timezone.localtime(),
        "may_erase": not permissions.is_staff_member(person),
        "alias_address": _address("mentors:my_alias"),
        "language_note": _("The language of the pages is the one that you choose at the top of a page."),
    }


def _address(name: str) -> str:
    """Where something is put right; empty where this installation has no such page."""
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
