"""The messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The outbox, its channels and its worker."""

    name = "messaging"
    verbose_name = "Messages"

    def ready(self) -> None:
        """Send the codes that people sign in with, and hand the worker what has to be done as time passes."""
        from core.database.statistics import keep_statistics
        from core.retention import job
        from messaging import worker
        from messaging.old_contacts import tell_the_old_one
        from messaging.sign_in_codes import send_code
        from users import codes, contacts, erasure, signed_in

        codes.deliver_with(send_code)
        contacts.tell_the_old_one_with(tell_the_old_one)
        worker.register_periodic(codes.clear_old)
        worker.register_periodic(signed_in.clear_old)
        worker.register_periodic(erasure.replay_at_start)
        worker.register_periodic(job.run_if_due)
        worker.register_periodic(keep_statistics)
