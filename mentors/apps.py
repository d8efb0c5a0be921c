"""The mentors app."""

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    """Pairs experienced clients with newcomers, and books their meetings."""

    name = "mentors"
    verbose_name = "Mentors"

    def ready(self) -> None:
        """Hand the worker what has to be done as time passes, and say how what people show is read."""
        from mentors.booking import passing_time
        from mentors.safety import readers
        from messaging import worker

        worker.register_periodic(passing_time.free_expired_holds)
        readers.register()
