"""Who may work at the coordinator's desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from mentors.desk import looking
from users.models import User
from users.permissions import is_coordinator


class DeskRequest(HttpRequest):
    """A request that `for_the_desk` has let in: somebody who works here has made it."""

    user: User


def for_the_desk(view: Callable[..., HttpResponse], *, asks_why: bool = True) -> Callable[..., HttpResponse]:
    """Let coordinators in. For everybody else in the admin, editors too, the address does not exist.

    What the desk shows is about people, so nobody keeps a copy of it; and before the pages of one person open,
    whoever wants to see them has said why, today.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            raise Http404
        public_id = kwargs.get("public_id")
        if asks_why and public_id and looking.reason_of_today(cast(User, request.user), public_id) is None:
            wanted = request.path if request.method in {"GET", "HEAD"} else ""
            asked = reverse("desk:why", args=[public_id])
            return redirect(f"{asked}?{urlencode({'next': wanted})}" if wanted else asked)
        return never_cache(view)(request, *args, **kwargs)

    return guarded
