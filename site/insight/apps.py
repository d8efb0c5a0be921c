"""The insight app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Counts. Reads no table about people."""

    name = "insight"
    verbose_name = "Insight"
