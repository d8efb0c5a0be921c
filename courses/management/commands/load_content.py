"""`manage.py load_content`: fill the site with its starting content, or bring it up to date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.content.load import load_content


class Command(BaseCommand):
    """Loads `courses/content/`. Never overwrites what an editor has changed."""

    help = "Load the starting content from courses/content/; keeps what editors have changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to look at a site that has it all."""
        parser.add_argument("--only-if-new", action="store_true", help="do nothing if no file has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and report."""
        report = load_content(
            tell=lambda line: self.stdout.write(f"  {line}"), only_if_new=options["only_if_new"]
        )
        for line in report.lines():
            self.stdout.write(f"  {line}")
