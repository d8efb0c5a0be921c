"""What an answer tells the browser when somebody leaves."""

from __future__ import annotations

from django.http import HttpResponse

#: What a browser forgets at sign-out. Not "storage": there lie the guides that somebody saved to read
#: offline.
FORGET = '"cache", "cookies"'
#: On a computer that others use too there is nothing to keep.
FORGET_ALL = '"cache", "cookies", "storage"'
#: Clearing the cache can take a browser seconds, and whoever leaves quickly has none. Nothing of theirs is
#: in it: signed-in pages are `no-store`.
FORGET_QUICKLY = '"cookies"'
FORGET_ALL_QUICKLY = '"cookies", "storage"'


def forget_this_person(response: HttpResponse, *, is_shared: bool = False, quickly: bool = False) -> None:
    """Tell the browser to forget: the next person at this computer finds nothing."""
    slow = FORGET_ALL if is_shared else FORGET
    quick = FORGET_ALL_QUICKLY if is_shared else FORGET_QUICKLY
    response.headers["Clear-Site-Data"] = quick if quickly else slow
    response.headers["Cache-Control"] = "no-store"
