"""Where a person was on their way to."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_address(request: HttpRequest, address: str) -> str:
    """`address` where it is one of ours, else empty: nobody is led to a stranger's page after signing in.

    It begins with a slash: Django takes other words for the name of a view, and fails where there is none.
    """
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
