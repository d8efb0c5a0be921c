"""Being signed in: for how long, on what, where else; and ending it, here or everywhere.

A computer that others use too: 10 minutes without a press, an hour at most. One's own: a month, three at
most. Those who work here: an hour, a working day at most.
"""

from __future__ import annotations

import datetime
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from users.models import Device, Session, User, Way
from users.session_store import SIGNED_IN


@dataclass(frozen=True)
class Limits:
    """How long a session lasts without a press, and in all. Seconds."""

    idle_seconds: int
    whole_seconds: int

    @property
    def write_every_seconds(self) -> int:
        """How exactly the last press is known: nobody may stay longer, and few presses need a write."""
        return max(10, self.idle_seconds // 60)


MINUTE, HOUR, DAY = 60, 3600, 86400
SHARED = Limits(10 * MINUTE, 60 * MINUTE)
OWN = Limits(30 * DAY, 90 * DAY)
AT_WORK = Limits(HOUR, 12 * HOUR)
#: So long before the end of an idle shared session the person is asked whether they are still there.
WARN_BEFORE_SECONDS = 2 * MINUTE

_WAYS = {
    "StaffBackend": Way.PASSWORD,
    "LoginCardBackend": Way.CARD,
    "CodeBackend": Way.CODE,
    "PasskeyBackend": Way.PASSKEY,
}


def begin(request: HttpRequest, user: User, *, is_shared: bool = False) -> None:
    """Write down in a session that has just been signed in to what its limits and its list entry need."""
    path = request.session.get(BACKEND_SESSION_KEY, "")
    request.session[SIGNED_IN] = {
        "id": uuid.uuid4().hex,
        "way": _WAYS.get(path.rsplit(".", 1)[-1], Way.PASSWORD).value,
        "device": device_of(request.META.get("HTTP_USER_AGENT", "")).value,
        "shared": is_shared,
        "staff": user.is_staff,
        "started": int(time.time()),
    }
    _set_cookie_age(request.session)


def note_sign_in(sender: object, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Receiver of `user_logged_in`: no way in, allauth's included, gets past the limits."""
    if request is not None:
        begin(request, user)


def say_whose_device(session: SessionBase, *, is_shared: bool) -> None:
    """The person has said whether others use this computer too."""
    session[SIGNED_IN] = {**session[SIGNED_IN], "shared": is_shared}
    _set_cookie_age(session)


def is_shared(session: SessionBase) -> bool:
    """Whether the session is on a computer that others use too."""
    return bool(session.get(SIGNED_IN, {}).get("shared"))


def limits_of(kept: dict[str, Any]) -> Limits:
    """The limits of a sign-in."""
    if kept["staff"]:
        return AT_WORK
    return SHARED if kept["shared"] else OWN


def ends_at(kept: dict[str, Any], now: datetime.datetime) -> datetime.datetime:
    """When the session ends if nobody presses anything more after `now`."""
    limits = limits_of(kept)
    whole = datetime.datetime.fromtimestamp(kept["started"] + limits.whole_seconds, datetime.UTC)
    return min(now + datetime.timedelta(seconds=limits.idle_seconds), whole)


def sessions_of(user: User) -> QuerySet[Session]:
    """Where somebody is signed in, the latest first."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-last_seen_at")


def end_one(user: User, public_id: uuid.UUID) -> bool:
    """End one of a person's sessions, at once. False where there is none of that name."""
    return bool(Session.objects.filter(user=user, public_id=public_id).delete()[0])


def end_all(user: User) -> int:
    """End all of a person's sessions, at once; returns how many there were."""
    return Session.objects.filter(user=user).delete()[0]


def clear_old() -> int:
    """Take away what is over; returns how many rows. Called now and then by the worker."""
    old = Session.objects.filter(expire_date__lte=timezone.now())
    return old.delete()[0] if old.exists() else 0


def device_of(user_agent: str) -> Device:
    """What kind of thing asks. Phones say so themselves; nothing finer is kept."""
    for pattern, device in _DEVICES:
        if re.search(pattern, user_agent):
            return device
    return Device.OTHER


_DEVICES = [
    (r"iPad", Device.IPAD),
    (r"iPhone|iPod", Device.IPHONE),
    (r"Android", Device.ANDROID),
    (r"KAIOS|Mobile|Opera Mini", Device.OTHER),
    (r"Windows", Device.WINDOWS),
    (r"CrOS", Device.CHROMEBOOK),
    (r"Macintosh", Device.MAC),
    (r"Linux|X11", Device.LINUX),
]


@dataclass(frozen=True)
class Frame:
    """What the frame of a signed-in page shows and does (`signed_in` in `base.html`)."""

    is_shared: bool
    #: When the person is signed out without a press; None on their own device.
    ends_at: datetime.datetime | None
    #: After so many seconds a page without a form asks whether somebody is there.
    ask_after_seconds: int
    leave_after_seconds: int
    #: Where "leave quickly" leads.
    exit_to: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `signed_in`, a `Frame` or nothing.

    Looks at no session that nobody has looked at before: public pages stay public. Late, since a page may
    look at the person first in its title.
    """
    return {"signed_in": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame | None:
    session = getattr(request, "session", None)
    kept = session.get(SIGNED_IN) if session is not None and session.accessed else None
    if not kept:
        return None
    if not kept["shared"]:
        return Frame(False, None, 0, 0, settings.MEDLOTS_QUICK_EXIT)
    now = timezone.now()
    until = ends_at(kept, now)
    left = max(1, int((until - now).total_seconds()))
    ask_after = max(1, left - WARN_BEFORE_SECONDS)
    return Frame(True, until, ask_after, left + 2, settings.MEDLOTS_QUICK_EXIT)


class SignedInMiddleware:
    """Moves the idle limit on, and keeps every page that looked at somebody's session out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; then see whether a signed-in person was there."""
        response = self.get_response(request)
        session = request.session
        if not session.accessed or SIGNED_IN not in session:
            return response
        if "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store, private"
        if not getattr(request, "is_no_press", False):
            _touch(session)
        return response


def _touch(session: SessionBase) -> None:
    kept = session[SIGNED_IN]
    now, limits = int(time.time()), limits_of(kept)
    seen = getattr(session, "last_seen", None) or kept["started"]
    if session.modified or now - seen < limits.write_every_seconds:
        return
    if limits is OWN:
        session.modified = True  # writes the row, and gives the cookie its full time again
    else:
        session.touch()  # type: ignore[attr-defined]


def _set_cookie_age(session: SessionBase) -> None:
    kept = session[SIGNED_IN]
    limits = limits_of(kept)
    session.set_expiry(limits.idle_seconds if limits is OWN else 0)
