"""The insight app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Counts. Reads no table about people."""

    name = "insight"
    verbose_name = "Insight"

    def ready(self) -> None:
        """Count what is erased by age: how many of which kind, and nothing else."""
        from core.retention import job
        from insight import counts

        job.register_counter(counts.add)
