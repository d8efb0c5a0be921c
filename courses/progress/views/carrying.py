"""What the pages of progress have in common: marks in the address, and where a reader comes from."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override

from core.languages import interface_languages
from courses.progress.marks import Marks, read, write
from users.models import User


def language_here() -> str:
    """The language of the page."""
    return get_language() or "sv"


def progress_address(marks: Marks, **more: str) -> str:
    """The address of "My progress" that holds these marks."""
    query = "&".join(f"{name}={quote(value)}" for name, value in {"g": write(marks), **more}.items() if value)
    return reverse("courses:progress") + (f"?{query}" if query else "")


def marks_brought(request: HttpRequest) -> Marks:
    """The marks in the address of the page that the reader comes from, if it is one of ours.

    A guide stands under its own address for everybody, and no cookie is set: so a guide that was opened from
    "My progress" carries the marks behind its `?`, and the browser says so when one presses a button on it.
    Browsers that do not say it lose nothing but the convenience.
    """
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ()
    return read(parse_qs(came_from.query).get("g", [""])[0])


def see_other(address: str) -> HttpResponse:
    """Lead on after a form was sent; nobody keeps the answer."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, secret: bool = False
) -> HttpResponse:
    """A page that is one person's for the moment: no cache between keeps it; `secret`: no cache at all."""
    response = render(request, f"courses/progress/{template}.html", context, status=status)
    if secret:
        response["Cache-Control"] = "no-store"
    else:
        patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def person_here(request: HttpRequest) -> User | None:
    """Who is signed in.

    Looks at nothing where no session came along, so that anonymous pages stay anonymous.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user


def same_page(name: str, *arguments: str, query: str = "") -> dict[str, str]:
    """This address in the other languages."""
    here = language_here()
    addresses = {}
    for language in interface_languages():
        if language.code != here:
            with override(language.code):
                addresses[language.code] = reverse(name, args=arguments) + query
    return addresses


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent the form."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form; old ones say it by the referrer."""
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said == "same-origin"
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(came_from).netloc == request.get_host()
