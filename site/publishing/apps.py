"""The publishing app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """How pages leave the house: compressed, listed, weighed."""

    name = "publishing"
    verbose_name = "Publishing"
