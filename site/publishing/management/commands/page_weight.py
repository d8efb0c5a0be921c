"""`manage.py page_weight /sv/bankid/ …`: what pages weigh when a reader is sent them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test import Client

from publishing.budget import FIRST_VIEW_BYTES, weigh


class Command(BaseCommand):
    """Weighs pages of this installation, asked for inside this process as an anonymous reader would."""

    help = "What pages weigh: bytes plain and packed, scripts and style sheets that a reader waits for."

    def add_arguments(self, parser: CommandParser) -> None:
        """The addresses."""
        parser.add_argument(
            "addresses", nargs="+", metavar="URL", help="path on this site, such as /sv/bankid/"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each page. Raises `CommandError` when one is too heavy or cannot be had."""
        host = next((host for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))), "localhost")
        client = Client(SERVER_NAME=host)
        too_heavy = []
        self.stdout.write(f"{'Brotli':>9} {'plain':>9}  scripts  styles  address")
        for address in options["addresses"]:
            response = client.get(address, secure=settings.SECURE_SSL_REDIRECT)
            if response.status_code != 200:
                raise CommandError(
                    f"{address} answered {response.status_code}, so there is no page to weigh."
                )
            weight = weigh(response.content)
            self.stdout.write(
                f"{weight.bytes_br:>7} B {weight.bytes_plain:>7} B  {weight.scripts:>7}  "
                f"{weight.blocking_style_sheets:>6}  {address}"
            )
            if not weight.fits:
                too_heavy.append(address)
        if too_heavy:
            raise CommandError(
                f"Over the budget of {FIRST_VIEW_BYTES} bytes in one request: {', '.join(too_heavy)}"
            )
