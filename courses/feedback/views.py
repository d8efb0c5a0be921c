"""“I got stuck here”: a form in, an address of one's own out. No cookie, and nothing about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.addresses import page_address
from core.languages import interface_languages, reading_order
from courses.feedback.forms import StuckForm
from courses.feedback.sending import find, send
from courses.feedback.tickets import BadTicketError, Ticket, new_ticket, read_ticket
from courses.guides.contents import step_keys
from courses.guides.models import Guide
from courses.guides.runs import for_readers_of
from users.qr import qr_svg

#: Per internet address; generous, since a whole library can share one.
CAPS = {"send": "20/h/ip"}
#: What this room needs of a guide.
NEEDED = ("key", "title", "url_path", "path", "depth", "steps", "live_revision_id")


@dataclass(frozen=True)
class Place:
    """The step that somebody stands at, and the way back to it."""

    guide: Guide
    guide_title: str
    language: str
    step_key: str
    title: str
    number: int
    address: str


# It acts on nobody's behalf, and a CSRF token would need a cookie: the signed ticket stands in for it.
@csrf_exempt
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def stuck(request: HttpRequest, guide_key: str, step_key: str) -> HttpResponse:
    """`/fastnat/<guide>/<step>/`: asks what stopped the reader. POST keeps it and leads to the answer."""
    place, same_page = _place(guide_key, step_key)
    if request.method != "POST":
        return _form(request, place, same_page, StuckForm())
    form = StuckForm(request.POST)
    ticket = _ticket(request, place)
    if ticket is None:
        # Not judged yet: the button is pressed once more, and everything written is still there.
        waiting = StuckForm(initial=form.data) if not form.was_sifted else form
        return _form(request, place, same_page, waiting, press_again=True, status=400)
    if not form.is_valid():
        return _form(request, place, same_page, form, ticket)
    if not ratelimit.consume(request, app="courses.feedback", action="send", config=CAPS):
        waiting = StuckForm(initial=form.data)
        return _form(request, place, same_page, waiting, ticket, too_many=True, status=429)
    secret = send(ticket, form.cleaned_data["reason"], form.cleaned_data["text"])
    done = HttpResponseRedirect(reverse("courses:stuck_answer", args=[secret]))
    done.status_code = 303
    done["Cache-Control"] = "no-store"
    return done


@require_safe
def stuck_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """`/besked/<secret>/`: what has happened with one note. Shows, and changes nothing."""
    note = find(secret)
    if note is None:
        raise Http404("no such note")
    guides = _guides(note.guide_key)
    guide = guides.get(note.language)
    address = reverse("courses:stuck_answer", args=[secret])
    context = {
        "note": note,
        "place": _step_of(guide, note.language, note.step_key) if guide else None,
        "address": request.build_absolute_uri(address),
        "qr": qr_svg(request.build_absolute_uri(address), pixels=200),
        "same_page": _elsewhere("courses:stuck_answer", secret),
    }
    response = render(request, "courses/feedback/answer.html", context)
    # Whoever has the address may read it; no cache and no search engine is among them.
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _form(
    request: HttpRequest,
    place: Place,
    same_page: dict[str, str],
    form: StuckForm,
    ticket: Ticket | None = None,
    *,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    ticket = ticket or new_ticket(
        place.guide.key, place.step_key, place.language, place.guide.live_revision_id
    )
    context = {"form": form, "place": place, "ticket": ticket.signed(), "same_page": same_page, **said}
    response = render(request, "courses/feedback/form.html", context, status=status)
    # A ticket is one person's: no cache between may hand it to two. An answer that repeats what was written
    # is private as well, so that it is not packed (see publishing/compression.py).
    patch_cache_control(response, no_cache=True, **({"private": True} if request.method == "POST" else {}))
    return response


def _ticket(request: HttpRequest, place: Place) -> Ticket | None:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return None
    try:
        return read_ticket(request.POST.get("ticket", ""), place.guide.key, place.step_key, place.language)
    except BadTicketError:
        return None


def _place(guide_key: str, step_key: str) -> tuple[Place, dict[str, str]]:
    """The step in the language of the page, and the same address in the other languages. One query."""
    here = get_language() or "sv"
    guides = _guides(guide_key)
    place = _step_of(guides[here], here, step_key) if here in guides else None
    if place is None:
        raise Http404("no such step")
    same_page = {}
    for code, guide in guides.items():
        if code != here and step_key in step_keys(guide.steps):
            with override(code):
                same_page[code] = reverse("courses:stuck", args=[guide_key, step_key])
    return place, same_page


def _guides(guide_key: str) -> dict[str, Guide]:
    """The published guide by language; a language that lacks it has the nearest. One query."""
    found = (
        Guide.objects.shown()
        .filter(key=guide_key)
        .select_related("locale")
        .only(*NEEDED, "locale__language_code")
    )
    written = {guide.locale.language_code: guide for guide in found}
    codes = [each.code for each in interface_languages()]
    return {
        code: written[nearest]
        for code in codes
        for nearest in [next((each for each in reading_order(code) if each in written), None)]
        if nearest
    }


def _step_of(guide: Guide, language: str, step_key: str) -> Place | None:
    for number, block in enumerate(guide.steps.raw_data, start=1):
        if block["value"]["key"] == step_key:
            address = f"{page_address(guide, language)}{number}/"
            shown, title = (
                for_readers_of(text, guide.locale.language_code, language)
                for text in (guide.title, block["value"]["title"])
            )
            return Place(guide, shown, language, step_key, title, number, address)
    return None


def _elsewhere(name: str, *arguments: str) -> dict[str, str]:
    here = get_language() or "sv"
    addresses = {}
    for language in interface_languages():
        if language.code != here:
            with override(language.code):
                addresses[language.code] = reverse(name, args=arguments)
    return addresses
