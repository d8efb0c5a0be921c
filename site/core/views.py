"""Choosing a language, health, and the pages for when something goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: the languages by their own names. No cookie, no guess: an address each."""
    return render(request, "core/choose_language.html")


@require_safe
def favicon(request: HttpRequest) -> FileResponse:
    """`/favicon.ico`, for browsers that ask without being told to."""
    path = finders.find("icons/favicon.ico") or settings.STATIC_ROOT / "icons" / "favicon.ico"
    response = FileResponse(open(path, "rb"), content_type="image/x-icon")  # noqa: SIM115 - closed by the response
    response["Cache-Control"] = "public, max-age=604800"
    return response


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers; for whoever watches over the server. Tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True}, headers={"Cache-Control": "no-store"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late or from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for what is not yours."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database, so that it can say so when the database is what failed."""
    return render(request, "500.html", status=500)
