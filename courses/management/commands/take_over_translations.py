"""`manage.py take_over_translations`: let editors work on every translated page beside the Swedish one."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.content.memory import Report
from courses.content.translations import take_over_all


class Command(BaseCommand):
    """Keeps the words of translated pages as translations of the Swedish strings. Changes no page."""

    help = "Pair translated pages with the Swedish ones, so that they can be worked on side by side."

    def handle(self, *args: Any, **options: Any) -> None:
        """Pair, and name the pages that are of another shape."""
        report = Report()
        take_over_all(report, english_too=True)
        for page in report.of_another_shape:
            self.stdout.write(f"  edited as a whole: {page}")
