"""Where somebody is led after signing in: to a page of ours, or to their own first page."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from users.views.next_page import safe_address


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("/sv/mina-moten/?a=1", "/sv/mina-moten/?a=1"),
        ("//evil.example/", ""),
        ("/\\evil.example/", ""),
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("4111 1111 1111 1111", ""),
        ("-1", ""),
        ("users:my_card", ""),
        ("", ""),
    ],
)
def test_only_a_path_of_ours_is_safe(address: str, safe: str):
    assert safe_address(RequestFactory().get("/sv/in/"), address) == safe
