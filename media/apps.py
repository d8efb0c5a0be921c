"""The media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Custom picture and file models for Wagtail."""

    name = "media"
    verbose_name = "Media"
