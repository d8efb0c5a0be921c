"""`manage.py personal_data`: what is kept about people, the record of processing (article 30)."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from core import inventory
from core.personal_data import Entry, entries, needed


class Command(BaseCommand):
    """Prints the register, as text to read, as a table to file or field by field."""

    help = "What is kept about people: purpose, legal ground, how long, protection, who sees it."

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print."""
        parser.add_argument("--csv", action="store_true", help="as a table, one line for each field")
        parser.add_argument(
            "--record",
            action="store_true",
            help="the record of processing in plain words; with --csv a table",
        )
        parser.add_argument("--language", default="sv", help="of the record: sv (the start) or en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every entry, and at the end the fields that lack one."""
        if options["record"]:
            with translation.override(options["language"]):
                self._record(as_table=options["csv"])
        elif options["csv"]:
            self._table()
        else:
            for entry in entries():
                self._text(entry)
        declared = {(entry.model, field) for entry in entries() for field in entry.fields}
        for model, field in needed():
            if (model, field) not in declared:
                self.stderr.write(f"No entry for {model}.{field}")

    def _record(self, *, as_table: bool) -> None:
        if as_table:
            table = csv.writer(self.stdout, lineterminator="\n")
            table.writerow([_(column) for column in inventory.COLUMNS])
            for row in inventory.record():
                table.writerow([_inert(cell) for cell in row.cells()])
            return
        self.stdout.write(_("Record of processing (article 30 of the GDPR)"))
        for label, value in inventory.controller():
            self.stdout.write(f"{label}: {value}")
        self.stdout.write(_("Recipients:"))
        for recipient in inventory.recipients():
            self.stdout.write(f"- {recipient}")
        for row in inventory.record():
            activity, what, fields, *rest = row.cells()
            self.stdout.write(f"\n{activity} – {what}\n    {fields}")
            for label, text in zip(inventory.COLUMNS[3:], rest, strict=True):
                self.stdout.write(f"    {_(label)}: {text}")

    def _text(self, entry: Entry) -> None:
        self.stdout.write(f"{entry.model}: {', '.join(entry.fields)}")
        for label, text in (
            ("purpose", entry.purpose),
            ("ground", entry.ground.value),
            ("kept", entry.retention),
            ("protection", entry.protection),
            ("seen by", entry.seen_by.value),
        ):
            self.stdout.write(f"    {label + ':':<12}{text}")

    def _table(self) -> None:
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(["model", "field", "purpose", "ground", "kept", "protection", "seen by"])
        for entry in entries():
            for field in entry.fields:
                table.writerow(
                    [
                        entry.model,
                        field,
                        entry.purpose,
                        entry.ground.value,
                        entry.retention,
                        entry.protection,
                        entry.seen_by.value,
                    ]
                )


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a number of a decision is typed by people."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
