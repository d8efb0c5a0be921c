"""Where video meetings are held: only at hosts that the installation allows, in rooms whose names nobody can guess."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def new_room() -> str:
    """A name for one meeting: 128 random bits, in letters that every service takes."""
    return secrets.token_hex(16)


def problem_with(address: str) -> str | Promise:
    """Why no meeting can be held at `address`, for whoever wrote it; empty where one can."""
    allowed = sorted(settings.VIDEO_HOSTS)
    if not allowed:
        return _("No address for video is allowed here yet. Whoever runs the site sets MEDLOTS_VIDEO_HOSTS.")
    try:
        parts = urlsplit(address)
        is_plain = parts.port is None and not (parts.username or parts.password)
    except ValueError:
        return _("This is not an address.")
    if parts.hostname not in allowed:
        return _("Video meetings are held only at: %(hosts)s.") % {"hosts": ", ".join(allowed)}
    if parts.scheme != "https" or not is_plain or parts.query or parts.fragment:
        return _("Write the address as https://%(host)s, and no more.") % {"host": parts.hostname}
    return ""


def link_to(room: str, address: str) -> str:
    """The address of `room`; empty where there is no room, or its host is not allowed any more."""
    if not room or not address or problem_with(address):
        return ""
    return f"{address.rstrip('/')}/{room}"
