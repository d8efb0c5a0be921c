"""`manage.py sealing_keys`: make a key, and change keys."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.sealing import keys, rotation


class Command(BaseCommand):
    """Prints how many values each key seals; makes a new key; seals everything with the current key."""

    help = "Keys of sealed fields: how many values each seals. --new prints a key, --rotate seals anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do; without an option only counts are printed."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--new", action="store_true", help="print a fresh key for the environment")
        choice.add_argument("--rotate", action="store_true", help="seal every value with the current key")
        choice.add_argument(
            "--rehash", action="store_true", help="after a change of FINDING_KEY: hash every value anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked for."""
        if options["new"]:
            self.stdout.write(keys.new_key())
            return
        if options["rotate"]:
            self.stdout.write(f"{rotation.seal_all_anew()} values sealed with {keys.keyring().current}.")
        if options["rehash"]:
            self.stdout.write(f"{rotation.hash_all_anew()} rows have a new hash.")
        for key_id, count in sorted(rotation.values_by_key().items()):
            self.stdout.write(f"{key_id}: {count}")
