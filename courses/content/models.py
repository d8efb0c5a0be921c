"""What the loader remembers of the files it has loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedFile(models.Model):
    """A content file as it was when it was loaded, and what it became in the database.

    When the database no longer matches `stored_hash`, an editor has changed it since: the loader then
    says so and leaves it alone.
    """

    path = models.CharField(_("file"), max_length=120, unique=True)
    file_hash = models.CharField(max_length=64)
    stored_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    class Meta:
        verbose_name = _("loaded file")
        verbose_name_plural = _("loaded files")

    def __str__(self) -> str:
        return self.path
