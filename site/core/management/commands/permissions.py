"""`manage.py permissions`: the matrix of address x role."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.permission_matrix import Role, addresses, cell_for


class Command(BaseCommand):
    """Prints who may read and who may act at every address of the site."""

    help = "Who may open which address, for every address of the site."

    def add_arguments(self, parser: CommandParser) -> None:
        """A part of a name, to see less."""
        parser.add_argument(
            "part", nargs="?", default="", help="only addresses whose name or path has this in it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each address, and one for each group of addresses that share a row."""
        rows: dict[str, list[str]] = {}
        for address in addresses():
            cell = cell_for(address.key)
            name = cell.name if cell else address.key
            if options["part"] not in name and options["part"] not in address.route:
                continue
            decisions = [cell.decision(role) for role in Role] if cell else ["?"] * len(Role)
            shown = address.route if cell is None or not cell.is_for_many else ""
            rows.setdefault(name, [name, *decisions, "own" if cell and cell.is_personal else "", shown])
        heading = ["address", *(role.value for role in Role), "", "path"]
        widths = [
            max(len(row[column]) for row in [heading, *rows.values()]) for column in range(len(heading))
        ]
        for row in [heading, *rows.values()]:
            line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
            self.stdout.write(line.rstrip())
