"""Answers that take the same time whatever was found: to whole steps, so that no clock tells who is here."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse


def in_even_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose answers to forms come at whole steps of `MEDLOTS_EVEN_SECONDS` after the question.

    For what has unlike work to do for known and unknown: writing a message takes a little longer than
    writing none. Opening the page is not delayed.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):  # type: ignore[no-untyped-def]
        if request.method != "POST":
            return view(request, *args, **kwargs)
        begun = time.monotonic()
        response = view(request, *args, **kwargs)
        time.sleep(seconds_to_wait(time.monotonic() - begun, settings.MEDLOTS_EVEN_SECONDS))
        return response

    return answer


def seconds_to_wait(passed: float, step: float) -> float:
    """How long until the next whole step after `passed` seconds. A step of 0 waits never."""
    return math.ceil(passed / step) * step - passed if step else 0.0
