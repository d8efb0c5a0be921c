"""What a person may lack, what an e-service or a step demands, and when the one is in the way of the other.

The keys stand in addresses, in content files and in the database, so they never change.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Between the keys of a combination in an address: no key holds one.
SEPARATOR = "-"


class Lack(models.TextChoices):
    """What a person may lack, in the order in which the form asks and an address names it.

    `E_SERVICE` is for everybody who does things without e-services: who may not use them (protected
    personal data) or does not want to. The two share a key, so that no address, history or log tells which.
    """

    SMARTPHONE = "smartphone", _("no smartphone")
    E_ID = "e_id", _("no e-ID")
    COMPUTER = "computer", _("no computer")
    PRINTER = "printer", _("no printer")
    EMAIL = "email", _("no e-mail")
    INTERNET = "internet", _("no internet")
    BANK = "bank", _("no bank account")
    SWEDISH = "swedish", _("little Swedish")
    E_SERVICE = "e_service", _("no e-services")


class Needed(models.TextChoices):
    """What an e-service or a step may demand."""

    SMARTPHONE = "smartphone", _("a smartphone")
    COMPUTER = "computer", _("a computer")
    SCREEN = "screen", _("a smartphone, a tablet or a computer")
    E_ID = "e_id", _("an e-ID")
    PRINTER = "printer", _("a printer")
    EMAIL = "email", _("an e-mail address")
    INTERNET = "internet", _("internet")
    BANK = "bank", _("a bank account")
    SWEDISH = "swedish", _("good Swedish")
    PAPERS = "papers", _("papers")


#: Who has nothing: no guide is published without a way for this person.
NOTHING = frozenset({Lack.SMARTPHONE.value, Lack.E_ID.value})

#: For each thing needed the lacks that stand in its way: any of the sets is enough, if all of it is lacked.
_HINDERED_BY: dict[str, tuple[frozenset[str], ...]] = {
    # Any screen will do: a person without a smartphone has perhaps a computer.
    Needed.SCREEN.value: (frozenset({Lack.SMARTPHONE.value, Lack.COMPUTER.value}),),
    # Logging in is what those who do without e-services do not do.
    Needed.E_ID.value: (frozenset({Lack.E_ID.value}), frozenset({Lack.E_SERVICE.value})),
    # Papers are collected one by one; no tick stands for them.
    Needed.PAPERS.value: (),
}

Lacks = frozenset[str]


def is_hindered(needed: str, lacks: Iterable[str]) -> bool:
    """Whether a person with `lacks` does not have what is `needed`."""
    lacked = frozenset(lacks)
    return any(hinder <= lacked for hinder in _HINDERED_BY.get(needed, (frozenset({needed}),)))


def lacks_in_the_way(needed: Iterable[str], lacks: Lacks) -> Lacks:
    """Those of `lacks` that take part in hindering any of what is `needed`."""
    return frozenset(
        lack
        for each in needed
        for hinder in _HINDERED_BY.get(each, (frozenset({each}),))
        if hinder <= lacks
        for lack in hinder
    )


def known_lacks(values: Iterable[str]) -> Lacks:
    """Those of `values` that are lacks; what a reader never could tick is left out."""
    return frozenset(values) & frozenset(Lack.values)


def in_address(lacks: Lacks) -> str:
    """A combination as it stands in an address: `smartphone-e_id`, always in the same order."""
    return SEPARATOR.join(lack for lack in Lack.values if lack in lacks)


def from_address(written: str) -> Lacks | None:
    """The combination that `written` stands for; None for what `in_address` never writes."""
    lacks = known_lacks(written.split(SEPARATOR))
    return lacks if lacks and in_address(lacks) == written else None


def labels(lacks: Lacks) -> list[str]:
    """The lacks in words, in their order."""
    return [str(lack.label) for lack in Lack if lack.value in lacks]
