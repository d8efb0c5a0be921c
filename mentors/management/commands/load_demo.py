"""`manage.py load_demo`: the make-believe municipality, and how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentors.demo.decisions import fill_decisions
from mentors.demo.fill import fill, people_to_sign_in_as
from users import demo_accounts


class Command(BaseCommand):
    """Fills in what is missing and prints the demo's sign-ins. Refuses outside `make demo`."""

    help = "Fill the make-believe municipality (demo only) and print how to sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill and print."""
        if not settings.MEDLOTS_DEMO:
            raise CommandError("Demo accounts are made only where MEDLOTS_DEMO=1 (that is, by `make demo`).")
        fill()
        fill_decisions()
        site = settings.WAGTAILADMIN_BASE_URL
        lines = ["", f"Read and ask for help   {site}/", "", f"With a login card       {site}/sv/in/"]
        lines += [
            f"  {person.role:<12} {person.code}   ({person.alias})" for person in people_to_sign_in_as()
        ]
        lines += ["", f"Staff                   {site}/staff/login/"]
        lines += [
            f"  {account.group.lower()[:-1]:<12} {account.username} / {account.password}"
            for account in demo_accounts.sign_ins()
        ]
        lines += ["  The page after the password shows the second-factor code (only in the demo).", ""]
        for line in lines:
            self.stdout.write(f"  {line}")
