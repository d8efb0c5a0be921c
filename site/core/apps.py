"""The core app."""

from typing import Any

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base pages, the municipality's settings, languages, the privacy guard, system checks, health."""

    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Register the system checks and our languages; plant a canary for each key when tables are made."""
        from django.db.models.signals import post_migrate

        from core import checks, languages  # noqa: F401
        from core.sealing import checks as sealing_checks  # noqa: F401

        languages.tell_django()
        post_migrate.connect(plant_canaries, sender=self, dispatch_uid="core.sealing.canary.plant")


def plant_canaries(**kwargs: Any) -> None:
    """Write down by which keys this database is sealed. Raises `WrongKey` for other keys than before."""
    from django.db import connection

    from core.models import SealingCanary
    from core.sealing import canary

    if SealingCanary._meta.db_table not in connection.introspection.table_names():
        return
    canary.forget_what_was_verified()
    canary.verify()
