"""`manage.py replay_erasures`: after a backup was put back, erase again whoever had been erased since."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from users import erased_list, erasure


class Command(BaseCommand):
    """Run it after every restore, before the site is opened. The web server and the worker do it at start too."""

    help = "Erase again whoever a restored backup has brought back (the list lies outside the database)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay and say how many."""
        self.stdout.write(f"{len(erased_list.hashes())} erased people in {erased_list.where()}.")
        self.stdout.write(f"{erasure.replay()} of them were in this database and are erased again.")
