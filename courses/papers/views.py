"""The paper calendar: an address in, an outlook out. No session, no cookie, nothing kept about a person."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.papers.calendar import Outlook, outlook
from courses.papers.counting import BadTicketError, new_ticket, read_ticket
from courses.papers.forms import PapersForm
from courses.papers.kinds import BY_CODE
from courses.papers.message import how_late, in_words, message_in_page_language, swedish_message

#: Per internet address; generous, since a whole library can share one.
CAPS = {"count": "20/h/ip"}
LANGUAGE_OF_OFFICES = "sv"


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The form and, where the address holds days, what comes too late and what one can do."""
    return _calendar(request, PapersForm.from_address(request.GET))


# It acts on nobody's behalf, and a CSRF token would need a cookie: the signed ticket stands in for it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    """POST counts the late papers of the ticket once and leads to the thanks, which say what happens now."""
    form = PapersForm.from_address(request.GET)
    entry = form.address() if form.is_valid() else ""
    if request.method != "POST":
        if "counted" not in request.GET:
            return HttpResponseRedirect(_with(reverse("courses:papers"), entry))
        return render(
            request, "courses/papers_thanks.html", {"back": _with(reverse("courses:papers"), entry)}
        )
    try:
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise BadTicketError
        ticket = read_ticket(request.POST.get("ticket", ""))
    except BadTicketError:
        return _calendar(request, form, press_again=True, status=400)
    if not ticket.is_used():
        if not ratelimit.consume(request, app="courses.papers", action="count", config=CAPS):
            back = {"back": _with(reverse("courses:papers"), entry)}
            return render(request, "courses/papers_many.html", back, status=429)
        ticket.use()
    thanks = HttpResponseRedirect(
        _with(reverse("courses:papers_count"), "counted=1" + (f"&{entry}" if entry else ""))
    )
    thanks.status_code = 303
    return thanks


def _calendar(
    request: HttpRequest, form: PapersForm, *, press_again: bool = False, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "press_again": press_again}
    if form.is_valid():
        context |= _result(form)
    response = render(request, "courses/papers.html", context, status=status)
    if "ticket" in context:
        # A ticket is one person's: no cache between may hand it to two.
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _result(form: PapersForm) -> dict[str, Any]:
    due_day, entry = form.cleaned_data["due"], form.address()
    seen = outlook(due_day, form.usual_days(), timezone.localdate())
    result: dict[str, Any] = {
        "entry": entry,
        "outlook": seen,
        "months": [
            {
                "ahead": month,
                "papers": [
                    {"name": BY_CODE[each.paper].name, "coming": each, "how_late": in_words(each)}
                    for each in month.papers
                ],
            }
            for month in seen.months
        ],
        "in_time": [BY_CODE[usual.paper].name for usual in seen.in_time],
        "may_be_later": any(not usual.months_after and usual.day < due_day for usual in seen.in_time),
    }
    if seen.late:
        result |= _what_to_do(due_day, seen)
    return result


def _what_to_do(due_day: int, seen: Outlook) -> dict[str, Any]:
    message = swedish_message(due_day, seen.late)
    body = quote(message.text)
    return {
        "late": [
            {"paper": BY_CODE[each.usual.paper], "how_late": how_late(each.fewest, each.most)}
            for each in seen.late
        ],
        "may_be_earlier": any(not each.usual.months_after for each in seen.late),
        "late_rent": any(each.usual.paper == "rent" for each in seen.late),
        "message": message,
        "meaning": None if _is_swedish() else message_in_page_language(due_day, seen.late),
        # `?&` is read by phones of either make.
        "by_text": f"sms:?&body={body}",
        "by_mail": f"mailto:?subject={quote('Papper som kommer sent')}&body={body}",
        "ticket": new_ticket(each.usual.paper for each in seen.late),
    }


def _is_swedish() -> bool:
    return (get_language() or LANGUAGE_OF_OFFICES).split("-")[0] == LANGUAGE_OF_OFFICES


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
