"""`manage.py rebuild_search`: make the index that search looks in anew."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.search import index


class Command(BaseCommand):
    """Needed only after something went wrong: publishing and `load_content` keep the index up to date."""

    help = "Make the search index anew from everything that is published."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and tell how much can be found."""
        self.stdout.write(f"{index.rebuild()} things can be found.")
