"""Publishes what was scheduled, and takes off what has expired, when its time comes."""

from django.core.management import call_command


def keep_up() -> None:
    """For the worker, every half minute. Wagtail's own command: what is published twice is published once."""
    call_command("publish_scheduled", verbosity=0)
