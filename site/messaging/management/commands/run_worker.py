"""`manage.py run_worker`: send messages and do what has to be done as time passes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from messaging import worker


class Command(BaseCommand):
    """The one worker. Start as many as you like; they share the work by leases."""

    help = "Sends due messages and frees times that nobody answered for. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One flag."""
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        if options["once"]:
            self.stdout.write(f"Sent {worker.run_once()} messages.")
        else:
            worker.run_forever()
