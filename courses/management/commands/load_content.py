"""`manage.py load_content`: fill the site with its starting content, or bring it up to date."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.content.load import load_content


class Command(BaseCommand):
    """Loads `courses/content/`. Never overwrites what an editor has changed."""

    help = "Load the starting content from courses/content/; keeps what editors have changed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        report = load_content(tell=lambda line: self.stdout.write(f"  {line}"))
        for line in report.lines():
            self.stdout.write(f"  {line}")
