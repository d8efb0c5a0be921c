"""What one person shows another, one thing at a time. A row means yes; without a row the answer is no.

What there is to show is known by readers, one for each thing: a function of the owner that gives the lines as the
other one reads them, and nothing where the owner has nothing to show.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.retention.decisions import insist
from mentors.cards.channels import EntryChannel
from mentors.safety.apart import are_blocked
from mentors.safety.models import Sharing
from users.models import User

What = Sharing.What
Reader = Callable[[User], list[str]]

_READERS: dict[Sharing.What, Reader] = {}


@dataclass(frozen=True)
class Thing:
    """One thing as its reader sees it: what it is, in words, and its lines. `is_phone`: a number to ring."""

    what: str
    label: str
    lines: list[str]
    is_phone: bool


def register_reader(what: Sharing.What, reader: Reader) -> None:
    """Say how `what` is read of its owner. Called once, when the site starts."""
    _READERS[what] = reader


def can_be_shown(owner: User) -> dict[Sharing.What, list[str]]:
    """What the owner has to show, with the lines that would be read, in the order of `What`."""
    found = {what: _READERS[what](owner) for what in What if what in _READERS}
    return {what: lines for what, lines in found.items() if lines}


def shown(owner: User, seen_by: User) -> set[str]:
    """What the owner has said that this person may see. Nothing between two who do not meet."""
    if are_blocked(owner, seen_by):
        return set()
    return set(Sharing.objects.filter(owner=owner, seen_by=seen_by).values_list("what", flat=True))


def show_only(owner: User, seen_by: User, whats: Iterable[str], entered_by: str = EntryChannel.WEB) -> None:
    """From the next request on, `seen_by` sees these things of the owner and no others."""
    wanted = {What(what) for what in whats}
    if wanted:
        insist("pairings")
    with transaction.atomic():
        rows = Sharing.objects.filter(owner=owner, seen_by=seen_by)
        rows.exclude(what__in=wanted).delete()
        Sharing.objects.bulk_create(
            [Sharing(owner=owner, seen_by=seen_by, what=what, entered_by=entered_by) for what in wanted],
            ignore_conflicts=True,
        )


def what_is_seen(owner: User, seen_by: User, *, meets_on: Iterable[datetime.date]) -> list[Thing]:
    """Exactly what `seen_by` sees of the owner now. The phone number only on a day when the two meet."""
    allowed = shown(owner, seen_by)
    if not allowed:
        return []
    if What.PHONE in allowed and timezone.localdate() not in set(meets_on):
        allowed.discard(What.PHONE)
    return [
        Thing(what.value, str(what.label), lines, what is What.PHONE)
        for what, lines in can_be_shown(owner).items()
        if what.value in allowed
    ]
