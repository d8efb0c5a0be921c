"""`manage.py demo_codes`: the second-factor codes of the demo's staff, as a phone would show them now."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from users import demo_accounts
from users.models import User


class Command(BaseCommand):
    """Prints user name, password and current code of each staff account of the demo."""

    help = (
        "Prints the sign-ins and current second-factor codes of the demo's staff. Refuses outside the demo."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses where `MEDLOTS_DEMO` is off."""
        if not settings.MEDLOTS_DEMO:
            raise CommandError("There are codes to show only in the demo (MEDLOTS_DEMO=1).")
        accounts = demo_accounts.sign_ins()
        if not accounts:
            raise CommandError("There are no demo accounts here yet. `make demo` makes them.")
        for account in accounts:
            code = demo_accounts.code_of(User.objects.get(username=account.username))
            self.stdout.write(
                f"{account.group:<13} {account.username:<11} {account.password:<19} code {code}"
            )
        self.stdout.write(f"New codes in {demo_accounts.seconds_left()} seconds.")
