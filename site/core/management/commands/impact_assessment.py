"""`manage.py impact_assessment`: a draft, to be judged and signed by people."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core import impact, inventory
from core.retention.decisions import decisions_in_force, undecided
from core.retention.kinds import kinds


class Command(BaseCommand):
    """Prints the draft as a page to read, print and fill in: `… > konsekvensbedomning.html`."""

    help = "A draft impact assessment (article 35 of the GDPR) from the inventory, as HTML."

    def add_arguments(self, parser: CommandParser) -> None:
        """The language."""
        parser.add_argument("--language", default="sv", help="sv (the start) or en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        with translation.override(options["language"]):
            decided = decisions_in_force()
            context = {
                "language": options["language"],
                "made_on": timezone.localdate(),
                "controller": inventory.controller(),
                "recipients": inventory.recipients(),
                "columns": inventory.COLUMNS,
                "rows": [row.cells() for row in inventory.record() if row.kind],
                "kinds": [(kind, inventory.decided(decided.get(kind.key))) for kind in kinds().values()],
                "undecided": undecided(),
                "risks": impact.RISKS,
                "decisions": impact.DECISIONS,
            }
            self.stdout.write(render_to_string("core/impact_assessment.html", context))
