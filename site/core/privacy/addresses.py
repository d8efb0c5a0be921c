"""The privacy guard at the door of addresses: a number that points at a person is not taken from one.

An address stands in the history of a shared computer, in links that are passed on and in the logs of others, so
whoever comes with such a number is told, and the page that is shown stands at another address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.privacy.finding import Kind, Severity
from core.privacy.guard import findings

#: What has no place in an address, whoever typed it. Words for codes are allowed: guides have them in their names.
NEVER = frozenset({Kind.PERSONAL_NUMBER, Kind.CARD_NUMBER, Kind.IBAN})
#: Names made by machines, which are digits by chance.
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_MADE_BY_MACHINES = ("/static/", "/files/")
#: The mark of `reads_its_own_query`.
READS_ITS_OWN = "guards_its_query"


View = Callable[..., HttpResponse]


def reads_its_own_query(view: View) -> View:
    """Mark a view whose form asks the guard about its query itself, and says the kind words beside the field."""
    setattr(view, READS_ITS_OWN, True)
    return view


def holds_number(text: str) -> bool:
    """Whether a part of an address holds a personal number, a card number or an IBAN."""
    return any(one.severity is Severity.BLOCK and one.kind in NEVER for one in findings(_UUID.sub(" ", text)))


class GuardedAddressMiddleware:
    """Answers 400 with kind words to an address that holds such a number. Nothing of it is repeated or logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the path before anybody else does."""
        path = request.path_info
        if not path.startswith(_MADE_BY_MACHINES) and holds_number(path):
            return number_in_address(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at the query, unless the view's own form does."""
        if getattr(view, READS_ITS_OWN, False):
            return None
        if any(holds_number(value) for values in request.GET.lists() for value in (values[0], *values[1])):
            return number_in_address(request)
        return None


def number_in_address(request: HttpRequest) -> HttpResponse:
    """The page that says it, in the language of the address."""
    response = render(request, "number_in_address.html", status=400)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    # Django would log the address of an answer of this kind.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
