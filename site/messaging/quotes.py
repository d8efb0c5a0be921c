"""What a message quotes from the register is looked up when it leaves, so that a number that changed is the new one.

A text holds `[[service.key]]`, such as `[[municipality.phone]]`. Who knows the facts hands in how they are found:
the register is on a floor above this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

#: Where a message has a link of its own, which is made when it leaves (`messaging.links`).
LINK = "[[link]]"
QUOTE = re.compile(r"\[\[([a-z0-9-]+\.[a-z0-9-]+)\]\]")

#: From names and a language to what each fact says; a name that may not be shown is left out.
Lookup = Callable[[set[str], str], Mapping[str, str]]
_lookups: list[Lookup] = []


def look_up_with(lookup: Lookup) -> None:
    """Have `lookup` find what is quoted."""
    _lookups[:] = [lookup]


def filled(text: str, language: str) -> str:
    """`text` with each quote in its place; what is not known there is said to stand on the site.

    As it is kept and shown: a link that somebody was sent is named, and is not there.
    """
    if LINK in text:
        with override(language):
            text = text.replace(LINK, _("(a link of your own)"))
    names = set(QUOTE.findall(text))
    if not names:
        return text
    known = _lookups[0](names, language) if _lookups else {}
    with override(language):
        unknown = _("the number on the site")
    return QUOTE.sub(lambda match: known.get(match[1]) or unknown, text)
