"""Forms for uploads: titles, descriptions, tags and names of files are read by the privacy guard."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.privacy.admin_forms import GuardedAdminForm


class GuardedPictureForm(GuardedAdminForm, BaseImageForm):
    """For pictures."""


class GuardedFileForm(GuardedAdminForm, BaseDocumentForm):
    """For files to download."""
