"""`manage.py make_sound`: read the guides aloud that have no sound yet, or have changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.sound.making import make_due
from courses.sound.voices import installed


class Command(BaseCommand):
    """Makes what lacks, and clears away what nobody uses. Run again it makes nothing."""

    help = "Make the sound of guides: from recordings, else with espeak-ng."

    def add_arguments(self, parser: CommandParser) -> None:
        """How long it may take."""
        parser.add_argument("--seconds", type=float, help="stop after so long; the next run goes on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and report."""
        missing = installed().missing
        if missing:
            self.stderr.write(f"Not installed, so left out: {', '.join(missing)} (Debian packages).")
        made = make_due(options["seconds"])
        if options["verbosity"]:
            self.stdout.write(f"{made} new sound files.")
