"""A link in a message is made when the message leaves, and stands nowhere in the database.

A text holds `[[link]]` where it belongs. A backup, the desk's list of messages and the person's own copy show words in
its place (`quotes.filled`): whoever reads them cannot act for anybody. Who knows what a message is about hands in how a
link is made: that is on a floor above this one.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from messaging.models import Message
from messaging.quotes import LINK

#: From a message to the path of its link, such as "/sv/m/…/", or nothing where there is none.
Maker = Callable[[Message], str]
_makers: list[Maker] = []


def make_with(maker: Maker) -> None:
    """Have `maker` make the links."""
    _makers[:] = [maker]


def with_link(message: Message) -> str:
    """The text of `message` with the link of its own, or the site's address where none can be made."""
    if LINK not in message.text:
        return message.text
    path = _makers[0](message) if _makers else ""
    return message.text.replace(LINK, settings.WAGTAILADMIN_BASE_URL.rstrip("/") + (path or "/"))
