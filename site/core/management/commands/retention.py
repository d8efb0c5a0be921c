"""`manage.py retention`: what has had its time, and erasing it now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.models import ClockReading
from core.retention import clock, decisions, job


class Command(BaseCommand):
    """Shows what the daily job would do; does it only when asked to."""

    help = "What has had its time by the municipality's decisions. Shows it; --run does today's work."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--dry-run", action="store_true", help="show only; this is what happens anyway")
        choice.add_argument("--run", action="store_true", help="do today's work now, unless it is done")
        choice.add_argument(
            "--clock-is-right", action="store_true", help="I have looked at another clock: believe this one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Show, run or believe."""
        now = timezone.now()
        if options["clock_is_right"]:
            clock.believe(now)
        refused = ClockReading.objects.exclude(refused="").first()
        if options["run"]:
            run = job.run_if_due(now)
            refused = ClockReading.objects.exclude(refused="").first()
            if refused:
                raise CommandError(f"Nothing is erased. {refused.refused}")
            self.stdout.write(f"Erased: {run.counts}" if run else "Today's work is done, or it is too early.")
        elif refused:
            self.stdout.write(f"The clock is not believed. {refused.refused}")
        for one in job.due(now):
            made_up = " (make-believe)" if one.decision.is_example else ""
            self.stdout.write(
                f"{one.kind.key:<12}{one.rows:>6}  {one.decision.number}{made_up}, {one.decision.days} days"
            )
        for kind in decisions.undecided():
            self.stdout.write(f"{kind.key:<12}{'–':>6}  no decision: nothing is erased by age")
