"""Phone numbers and web addresses as links that keep their order in a right-to-left text."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.digits import ascii_digits

register = template.Library()

_SCHEME = re.compile(r"^https?://", re.IGNORECASE)


def dialled(number: str) -> str:
    """What a phone dials for `number`: digits, with a leading plus where it has one.

    A number is dialled as it is written in Sweden: short numbers such as 1177 and 0771 numbers have no
    international form that works everywhere.
    """
    plain = ascii_digits(number).strip()
    digits = "".join(char for char in plain if char.isdigit())
    return f"+{digits}" if plain.startswith("+") else digits


@register.simple_tag
def phone(number: str) -> SafeString:
    """`number` as a link that calls it. Nothing for no number."""
    return _line("tel", number)


@register.simple_tag
def sms(number: str) -> SafeString:
    """`number` as a link that opens a text message to it. Nothing for no number."""
    return _line("sms", number)


def _line(scheme: str, number: str) -> SafeString:
    if not number:
        return SafeString("")
    return format_html('<a href="{}:{}"><bdi dir="ltr">{}</bdi></a>', scheme, dialled(number), number)


@register.simple_tag
def web(address: str) -> SafeString:
    """`address` as a link that shows where it leads, without https:// and a last slash. Nothing for none."""
    if not address:
        return SafeString("")
    target = address if _SCHEME.match(address) else f"https://{address}"
    shown = _SCHEME.sub("", address).removeprefix("www.").rstrip("/")
    return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', target, shown)
