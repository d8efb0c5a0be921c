"""What there is to borrow, counted by kind; and what a guide can offer of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.guides.contents import all_needs
from courses.services.demands import Needed
from mentors.loans.models import Device, DeviceKind, Loan

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: What helps somebody who lacks what a guide needs.
HELPS_WITH: dict[str, tuple[DeviceKind, ...]] = {
    Needed.SMARTPHONE.value: (DeviceKind.SMARTPHONE,),
    Needed.SCREEN.value: (DeviceKind.SMARTPHONE, DeviceKind.TABLET, DeviceKind.COMPUTER),
    Needed.COMPUTER.value: (DeviceKind.COMPUTER, DeviceKind.TABLET),
    Needed.INTERNET.value: (DeviceKind.SIM,),
}

#: What nobody can borrow, now or when it is cleaned or mended.
GONE = (Device.Condition.RETIRED, Device.Condition.LOST)


@dataclass(frozen=True)
class OnTheShelf:
    """One kind: how many the municipality lends, and how many of them are free today."""

    kind: DeviceKind
    lent_here: int
    free: int

    @property
    def free_in_words(self) -> str:
        """Such as "2 are free today."."""
        if not self.free:
            return _("All are with others right now.")
        said = ngettext("%(free)s is free today.", "%(free)s are free today.", self.free)
        return said % {"free": self.free}


def shelf() -> list[OnTheShelf]:
    """Every kind that the municipality lends, in a fixed order. One query."""
    taken = Loan.objects.open().filter(device=OuterRef("pk"))
    is_free = Q(condition=Device.Condition.READY) & ~Q(Exists(taken))
    rows = (
        Device.objects.exclude(condition__in=GONE)
        .order_by()
        .values("kind")
        .annotate(lent_here=Count("pk"), free=Count("pk", filter=is_free))
    )
    by_kind = {row["kind"]: row for row in rows}
    return [
        OnTheShelf(kind, by_kind[kind.value]["lent_here"], by_kind[kind.value]["free"])
        for kind in DeviceKind
        if kind.value in by_kind
    ]


def offered_by(guide: Guide, language: str) -> list[DeviceKind]:
    """The kinds lent here that help with what `guide` needs: for the line in "before you start".

    Whether one is free today is not said: a guide's page is kept for longer than that. One query.
    """
    wanted = {kind for need in all_needs(guide) for kind in HELPS_WITH.get(need, ())}
    if not wanted:
        return []
    here = set(
        Device.objects.filter(kind__in=wanted)
        .exclude(condition__in=GONE)
        .order_by()
        .values_list("kind", flat=True)
        .distinct()
    )
    return [kind for kind in DeviceKind if kind.value in here]
