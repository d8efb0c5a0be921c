"""A plain page for whoever meets a thing that is not collected yet."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.retention.decisions import NotDecided


class NotDecidedMiddleware:
    """Turns `NotDecided` into words: what is not open, that nothing was kept, and the way to a human."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, with the status of a service that is not there yet."""
        if isinstance(exception, NotDecided):
            return render(request, "core/not_open_yet.html", status=503)
        return None
