"""`manage.py matching_round --from FILE --json`: the best assignment for an instance in a file, with no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentors.matching.assignment import NotAnInstance, assign
from mentors.matching.assignment.files import answer_as_data, instance_from, remarks


class Command(BaseCommand):
    """Solves one instance, for planning and checking. Nobody's data is read and nothing is written."""

    help = (
        'Finds the cheapest assignment of {"learners": [id], "mentors": [{"id", "capacity"}], "pairs": [[learner, '
        'mentor, cost]], "unmatched_cost": int, "load_cost": [cost of a mentor\'s 1st, 2nd ... learner, the last '
        "repeated]}. A price is what all together would lose by one more learner at that mentor."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--from` and `--json`."""
        parser.add_argument(
            "--from",
            dest="source",
            required=True,
            metavar="FILE",
            help="the instance; - reads standard input",
        )
        parser.add_argument(
            "--json", action="store_true", help="the whole answer in JSON, not a summary in words"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, solve, answer. What does not fit is said in one line, with exit code 1."""
        source: str = options["source"]
        try:
            content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        except OSError as error:
            raise CommandError(f"{source}: {error.strerror}") from None
        try:
            instance = instance_from(content)
        except NotAnInstance as error:
            raise CommandError(f"{'standard input' if source == '-' else source}: {error}") from None
        for remark in remarks(instance):
            self.stderr.write(remark)
        answer = assign(instance)
        if options["json"]:
            self.stdout.write(json.dumps(answer_as_data(answer), ensure_ascii=False))
            return
        self.stdout.write(
            f"{len(answer.pairs)} of {len(instance.learners)} learners have a mentor, {len(answer.unmatched)} stay "
            f"without. Total cost {answer.total_cost}, proved to be the least."
        )
