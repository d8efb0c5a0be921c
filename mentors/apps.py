"""The mentors app."""

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    """Pairs experienced clients with newcomers, and books their meetings."""

    name = "mentors"
    verbose_name = "Mentors"

    def ready(self) -> None:
        """Hand the worker what has to be done as time passes."""
        from mentors.booking import leaving, passing_time
        from mentors.retention_kinds import without_meetings_since
        from messaging import worker
        from users import erasure
        from users.retention_kinds import register_in_use

        worker.register_periodic(passing_time.free_expired_holds)
        erasure.register_before_erasing(leaving.leave_everything)
        register_in_use(without_meetings_since)
