"""The messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The outbox, its channels and its worker."""

    name = "messaging"
    verbose_name = "Messages"
