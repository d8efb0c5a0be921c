"""Phone numbers and e-mail addresses, which a person should not have in a text that everybody can read."""

import re
from collections.abc import Iterator

from core.privacy.finding import Finding, Kind, Severity

_INTERNATIONAL = re.compile(r"(?:\+|(?<![0-9+])00 ?)[ (]?[1-9](?:[ ().-]{0,3}[0-9]){7,14}(?![0-9])")
_NATIONAL = re.compile(r"(?<![0-9+])\(?0[1-9](?:[ ()-]{0,3}[0-9]){6,8}(?![0-9])")
_GROUP = re.compile("[0-9]+")

# Numbers of the 020 and 077 series belong to authorities and companies, never to a person's own phone.
_SERVICE_SERIES = ("020", "077")

_LOCAL_PART = frozenset("abcdefghijklmnopqrstuvwxyzåäö0123456789._%+-")
_DOMAIN = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)+")
_WRITTEN_AT = re.compile(r"[(\[{] ?(?:at|snabel-?a) ?[)\]}]", re.IGNORECASE)


def contacts(text: str) -> Iterator[Finding]:
    """Yield phone numbers (Swedish or with a country code) and e-mail addresses of a plain text."""
    for match in _INTERNATIONAL.finditer(text):
        yield Finding(Kind.PHONE, Severity.BLOCK, match.start(), match.end())
    for match in _NATIONAL.finditer(text):
        groups = _GROUP.findall(match.group())
        if not "".join(groups).startswith(_SERVICE_SERIES) and not _is_day_or_hours(groups):
            yield Finding(Kind.PHONE, Severity.BLOCK, match.start(), match.end())
    yield from _emails(text)


def _is_day_or_hours(groups: list[str]) -> bool:
    """Return whether the digits are ``05-12-2026``, ``09-12 13-16`` or grouped as a personal number."""
    sizes = [len(group) for group in groups]
    if sizes == [6, 4]:
        return True
    if sizes in ([8], [2, 2, 4]):
        digits = "".join(groups)
        return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12 and digits[4:6] in {"19", "20"}
    if sizes == [2, 2, 2, 2]:
        return int(groups[0]) <= 24 and int(groups[2]) <= 24 and max(map(int, groups)) < 60
    return False


def _emails(text: str) -> Iterator[Finding]:
    """Yield e-mail addresses, found from the sign in the middle so that each side is read once."""
    for start, end in _at_signs(text):
        first = start
        while first and text[first - 1].lower() in _LOCAL_PART:
            first -= 1
        domain = _DOMAIN.match(text, end)
        if first == start or domain is None:
            continue
        # "mejl.se.2024": the address ends at the last label that can be a top domain.
        labels = domain.group().split(".")
        while labels and (len(labels[-1]) < 2 or labels[-1].isdigit()):
            labels.pop()
        if len(labels) > 1:
            yield Finding(Kind.EMAIL, Severity.BLOCK, first, end + len(".".join(labels)))


def _at_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of ``@`` and of ``(at)``, blanks beside the latter included."""
    place = text.find("@")
    while place >= 0:
        yield place, place + 1
        place = text.find("@", place + 1)
    for match in _WRITTEN_AT.finditer(text):
        start, end = match.span()
        yield start - (text[start - 1 : start] == " "), end + (text[end : end + 1] == " ")
