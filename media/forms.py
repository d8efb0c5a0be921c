"""Forms for uploads: titles, descriptions, tags and names of files are read by the privacy guard."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.privacy.admin_forms import GuardedAdminForm
from media.sound import is_sound_or_film, only_sound_and_picture


class GuardedPictureForm(GuardedAdminForm, BaseImageForm):
    """For pictures."""


class GuardedFileForm(GuardedAdminForm, BaseDocumentForm):
    """For files to download, sound and films."""

    def clean_file(self) -> Any:
        """Sound and films as they are stored; what cannot be read is said beside the field."""
        file = self.cleaned_data["file"]
        if file and not getattr(file, "_committed", False) and is_sound_or_film(file.name):
            return only_sound_and_picture(file)
        return file
