"""`manage.py bake`: bake what anonymous readers see into files, look whether it is true, or take it away."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing.baking import baker

#: How much more patient than others `--gently` is (see nice(1)).
PATIENCE = 15
#: So often something may change while pages are baked before `bake` gives up.
MOST_TRIES = 20


class Command(BaseCommand):
    """Bakes the pages that are missing."""

    help = "Bakes what anonymous readers see into files under var/baked. The worker does the same by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which of its ways."""
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--all", action="store_true", help="Look at every page anew.")
        ways.add_argument("--check", action="store_true", help="Compare with the live pages; write nothing.")
        ways.add_argument("--clear", action="store_true", help="Delete all baked pages.")
        ways.add_argument("--gently", action="store_true", help="For the worker: give way to everybody else.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was done. Raises `CommandError` where something is not as it should be."""
        if options["clear"]:
            baker.tree().remove()
            self.stdout.write("There are no baked pages now.")
        elif not settings.BAKE:
            raise CommandError("Pages are not baked here (MEDLOTS_BAKE=0).")
        elif options["check"]:
            self._check()
        elif options["gently"]:
            os.nice(PATIENCE)
            parent = os.getppid()
            baker.bake(go_on=lambda: os.getppid() == parent)
        else:
            self._bake(again=options["all"])

    def _check(self) -> None:
        found = baker.differences()
        for address, what in found.items():
            self.stdout.write(f"{address} {what}")
        if found:
            raise CommandError(f"{len(found)} pages are not as they are live: manage.py bake --all")
        self.stdout.write("Every baked page is as it is live.")

    def _bake(self, *, again: bool) -> None:
        began = time.monotonic()
        for _try in range(MOST_TRIES):
            report = baker.bake(again=again)
            if report.is_busy:
                raise CommandError(
                    "The worker is baking; it is done when `bake --check` finds nothing missing."
                )
            if report.is_whole:
                break
        else:
            raise CommandError(
                "Something changed again and again while pages were baked. The worker goes on."
            )
        for address, why in report.left_out.items():
            self.stdout.write(f"Not baked: {address} {why}")
        seconds = time.monotonic() - began
        self.stdout.write(f"Baked {report.baked} pages, kept {report.kept}, in {seconds:.1f} s.")
