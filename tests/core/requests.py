"""A request as a view gets it, without a browser."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory


def page(path: str) -> HttpRequest:
    """Somebody who has not signed in opens `path`."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.session = SessionStore()
    return request
