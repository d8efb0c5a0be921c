"""The register as a record of processing (article 30 of the GDPR) and as a draft impact assessment (article 35).

Built from what every app declares, so that it says what the code does. What only the municipality knows or
decides stands as a question, never as an answer of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from core.about_people import Words, abouts
from core.models import Municipality, RetentionDecision
from core.personal_data import Entry, Ground, Seen, entries
from core.retention.decisions import decisions_in_force
from core.retention.kinds import kinds

#: The columns of the record, in order.
COLUMNS = (
    gettext_noop("activity"),
    gettext_noop("what"),
    gettext_noop("fields"),
    gettext_noop("purpose"),
    gettext_noop("ground in law"),
    gettext_noop("whose"),
    gettext_noop("seen by"),
    gettext_noop("kept"),
    gettext_noop("decision"),
    gettext_noop("protection"),
    gettext_noop("sent outside the EU"),
)


@dataclass(frozen=True)
class Row:
    """One line of the record: what some fields of one model are kept for."""

    entry: Entry
    #: The kind of data, as the decisions name it; empty for a table of a library's.
    kind: str
    title: Words
    labels: list[Words]
    decision: RetentionDecision | None

    def cells(self) -> list[str]:
        """The line, in the order of `COLUMNS`, in the language that is switched on."""
        kind = kinds().get(self.kind)
        return [
            str(kind.name) if kind else _("Tables of the libraries"),
            str(self.title),
            ", ".join(str(label) for label in self.labels),
            _(self.entry.purpose),
            _(self.entry.ground.value),
            whose(self.entry),
            _(self.entry.seen_by.value),
            _(self.entry.retention),
            decided(self.decision),
            _(self.entry.protection),
            _("no"),
        ]


def record() -> Iterator[Row]:
    """Every line, in the order of the apps."""
    decided_kinds = decisions_in_force()
    for entry in entries():
        about = abouts().get(entry.model)
        labels: list[Words] = [about.fields.get(name, name) if about else name for name in entry.fields]
        kind = about.kind if about else ""
        yield Row(entry, kind, about.title if about else entry.model, labels, decided_kinds.get(kind))


def controller() -> list[tuple[str, str]]:
    """Who answers for it: what the installation knows, and what has to be filled in."""
    municipality = Municipality.load()
    ask = _("(fill in)")
    return [
        (_("Controller"), municipality.name or ask),
        (_("The committee that answers for it"), ask),
        (_("Contact"), municipality.help_phone or ask),
        (_("Data protection officer"), ask),
        (_("Processor (host), with the agreement's number"), ask),
        (_("Where the computers stand"), ask),
    ]


def whose(entry: Entry) -> str:
    """The category of people."""
    if entry.seen_by in {Seen.STAFF, Seen.ADMINISTRATORS} and entry.ground is Ground.LEGAL_DUTY:
        return _("those who work here; learners and mentors")
    return _("learners and mentors; those who work here")


def decided(decision: RetentionDecision | None) -> str:
    """The decision in words."""
    if decision is None:
        return _("no decision entered")
    text = ngettext(
        "%(days)s day, decision %(number)s of %(day)s",
        "%(days)s days, decision %(number)s of %(day)s",
        decision.days,
    ) % {
        "days": decision.days,
        "number": decision.number,
        "day": decision.decided_on,
    }
    return f"{text} ({_('make-believe')})" if decision.is_example else text


def recipients() -> list[str]:
    """Who gets data: those the register names, and those outside."""
    seen = list(
        dict.fromkeys(_(entry.seen_by.value) for entry in entries() if entry.seen_by is not Seen.NOBODY)
    )
    return [
        *seen,
        _(
            "the company that sends text messages and the one that sends e-mail: number or address, and the text"
        ),
        _("the company that hosts the computers, if the municipality does not do it itself"),
    ]
