"""The core app."""

from typing import Any

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base pages, the municipality's settings, languages, the privacy guard, system checks, health."""

    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Register the system checks and our languages, ask before data is kept, plant canaries for the keys."""
        from django.db.models.signals import post_migrate, pre_save
        from wagtail.signals import page_published

        from core import checks, languages  # noqa: F401
        from core.retention import checks as retention_checks  # noqa: F401
        from core.retention.decisions import refuse_what_is_not_decided
        from core.sealing import checks as sealing_checks  # noqa: F401
        from core.signing import forget_what_changed

        languages.tell_django()
        page_published.connect(forget_what_changed, dispatch_uid="core.signing.forget")
        pre_save.connect(refuse_what_is_not_decided, dispatch_uid="core.retention.decisions.insist")
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
