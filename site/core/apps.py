"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base pages, the municipality's settings, languages, the privacy guard, system checks, health."""

    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Register the system checks, and the languages that Django has no name for."""
        from core import checks, languages  # noqa: F401

        languages.tell_django()
