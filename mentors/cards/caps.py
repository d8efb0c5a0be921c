"""How much one address or one person may ask for, so that nobody can fill a calendar or map the mentors.

Generous, since a whole library can share one address. Whoever meets a cap gets a page with a phone number.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from users.models import User

#: For each action how often, in allauth's notation: amount / time / per whom.
CAPS = {
    "new_card": "30/h/ip",
    "suggestions": "60/h/user,300/h/ip",
    "booking": "30/h/user",
    # A whole library can share one address, and its screen gives all the numbers.
    "ticket": "20/m/ip,200/h/ip",
}


def is_within_cap(request: HttpRequest, action: str, user: User | None = None) -> bool:
    """Count one more of `action`, and tell whether it may be done. `user`: whose it is, where nobody is signed in."""
    used = ratelimit.consume(request, app="mentors", action=action, config=CAPS, limit_get=True, user=user)
    return bool(used)


def many_at_once(request: HttpRequest) -> HttpResponse:
    """The page for whoever met a cap: nothing is lost, and a person answers the phone."""
    return render(request, "mentors/many_at_once.html", status=429)
