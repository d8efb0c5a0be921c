"""Files to download."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from media.sound import CleanFile, is_sound_or_film, only_sound_and_picture


class File(AbstractDocument):
    """A file that staff offer readers, such as a paper form, a recording or a film."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store sound and films without what they tell about themselves, by whatever door they come.

        Raises `ValidationError` for one that cannot be read.
        """
        is_new = bool(self.file) and not self.file._committed
        if is_new and is_sound_or_film(self.file.name) and not isinstance(self.file.file, CleanFile):
            self.file = only_sound_and_picture(self.file.file)
            self._set_document_file_metadata()
        super().save(*args, **kwargs)
