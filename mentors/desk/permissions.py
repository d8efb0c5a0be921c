"""Who may work at the coordinator's desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from users.models import User
from users.permissions import is_coordinator


class DeskRequest(HttpRequest):
    """A request that `for_the_desk` has let in: somebody who works here has made it."""

    user: User


def for_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let coordinators in. For everybody else in the admin, editors too, the address does not exist.

    What the desk shows is about people, so nobody keeps a copy of it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            raise Http404
        return never_cache(view)(request, *args, **kwargs)

    return guarded
