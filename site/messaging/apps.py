"""The messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The outbox, its channels and its worker."""

    name = "messaging"
    verbose_name = "Messages"

    def ready(self) -> None:
        """Send the codes that people sign in with, and let the worker tidy up after sign-ins."""
        from messaging.sign_in_codes import send_code
        from messaging.worker import register_periodic
        from users import codes, signed_in

        codes.deliver_with(send_code)
        register_periodic(codes.clear_old)
        register_periodic(signed_in.clear_old)
