"""The media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Custom picture and file models for Wagtail."""

    name = "media"
    verbose_name = "Media"

    def ready(self) -> None:
        """Make AVIF quickly."""
        from media import quick_avif

        quick_avif.install()
