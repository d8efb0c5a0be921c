"""The messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The outbox, its channels and its worker."""

    name = "messaging"
    verbose_name = "Messages"

    def ready(self) -> None:
        """Hand the worker what has to be done about people's data as time passes."""
        from core.retention import job
        from messaging import worker
        from users import erasure

        worker.register_periodic(erasure.replay_at_start)
        worker.register_periodic(job.run_if_due)
