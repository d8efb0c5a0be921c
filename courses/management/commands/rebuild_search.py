"""`manage.py rebuild_search`: make the index of the search anew."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.search import index


class Command(BaseCommand):
    """After a change to the synonyms, and whenever the index is in doubt. Those who search notice nothing."""

    help = "Make the index of the search anew, with the synonyms of courses/content/synonyms/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and report."""
        self.stdout.write(f"  {index.rebuild()} things can be found")
