"""The papers that an application usually asks for and that come on a day of their own each month.

The code of a paper stands in addresses and in the anonymous counts, so it never changes. Who sends a paper is
said in general words; a municipality's own senders are local facts of the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.languages import SOURCE, base_code

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    `swedish` is the word on the paper itself; `in_message` begins a Swedish sentence about it. `ask_earlier`
    says who could send it earlier and how.
    """

    code: str
    name: StrPromise
    swedish: str
    in_message: str
    ask_earlier: StrPromise

    @property
    def beside_name(self) -> str:
        """The Swedish word, for readers of another language, unless the name in theirs has one with it already."""
        named = str(self.name).lower()
        is_known = base_code(get_language() or SOURCE) == SOURCE or "(" in named or self.swedish in named
        return "" if is_known else self.swedish


PAPERS = (
    Paper(
        "rent",
        _("Rent slip"),
        "hyresavi",
        "Hyresavin",
        _("Ask your landlord: can the rent slip come earlier, or as an e-invoice?"),
    ),
    Paper(
        "electricity",
        _("Electricity bill"),
        "elräkning",
        "Elräkningen",
        _("Ask the electricity company: can the bill come earlier, or as an e-invoice?"),
    ),
    Paper(
        "insurance",
        _("Home insurance bill"),
        "hemförsäkring",
        "Räkningen på hemförsäkringen",
        _("Ask the insurance company: can the bill come earlier, or as an e-invoice?"),
    ),
    Paper(
        "union",
        _("Union fee"),
        "fackavgift",
        "Räkningen från facket",
        _("Ask your union: can the bill come earlier, or as an e-invoice?"),
    ),
    Paper(
        "unemployment_fund",
        _("Unemployment fund fee"),
        "a-kassa",
        "Räkningen från a-kassan",
        _("Ask the unemployment fund: can the bill come earlier, or as an e-invoice?"),
    ),
    Paper(
        "account",
        _("Account statement"),
        "kontoutdrag",
        "Kontoutdraget",
        _("Ask the bank: can you get a statement on an earlier day?"),
    ),
    Paper(
        "income",
        _("Paper about income"),
        "papper på inkomst",
        "Papperet på min inkomst",
        _("Ask those who pay you: can the paper about your income come earlier?"),
    ),
    Paper(
        "other",
        _("Another paper"),
        "annat papper",
        "Ett annat papper",
        _("Ask those who send the other paper: can it come earlier?"),
    ),
)

BY_CODE = {paper.code: paper for paper in PAPERS}
