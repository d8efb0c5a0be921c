"""`manage.py personal_data`: what is kept about people."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.personal_data import Entry, entries, needed


class Command(BaseCommand):
    """Prints the register of personal data, as text to read or as a table to file."""

    help = "What is kept about people: purpose, legal ground, how long, protection, who sees it."

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print."""
        parser.add_argument("--csv", action="store_true", help="as a table, one line for each field")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every entry, and at the end the fields that lack one."""
        if options["csv"]:
            self._table()
        else:
            for entry in entries():
                self._text(entry)
        declared = {(entry.model, field) for entry in entries() for field in entry.fields}
        for model, field in needed():
            if (model, field) not in declared:
                self.stderr.write(f"No entry for {model}.{field}")

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
