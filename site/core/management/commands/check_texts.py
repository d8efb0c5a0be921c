"""`manage.py check_texts [<language> …]`: what the catalogues lack of what readers read."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.texts.checking import remarks
from core.texts.reader_facing import reader_facing


class Command(BaseCommand):
    """Says for each language how many texts are missing or wrong, and which. Fails when there is any."""

    help = "Say which reader-facing texts the catalogues lack, or have wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which languages; without any, all of the interface."""
        parser.add_argument("languages", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and tell."""
        chosen = options["languages"] or [code for code, _name in settings.LANGUAGES if code != "en"]
        not_whole = []
        for code in chosen:
            found = remarks(code)
            wrong = {remark.text for remark in found}
            self.stdout.write(f"{code}: {len(reader_facing()) - len(wrong)} right, {len(wrong)} not")
            for remark in found:
                self.stdout.write(f"  {remark}")
            not_whole += [code] if found else []
        if not_whole:
            raise CommandError(f"not whole: {', '.join(not_whole)}")
