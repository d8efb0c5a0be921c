"""Headers that every answer carries and no library sets."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SecurityHeadersMiddleware:
    """Keeps what belongs to a signed-in person out of every cache, and other origins out of our answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers that are not there yet."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # An anonymous page looks at no session.
        session = getattr(request, "session", None)
        touched = session is not None and (session.accessed or session.modified)
        if touched and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
