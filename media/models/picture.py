"""Pictures and the sizes and formats they are shown in."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from media.cleaning import without_metadata


class Picture(AbstractImage):
    """A picture. What a camera writes into it (place, time, device) is removed before it is stored.

    Wagtail keeps the original as uploaded and copies GPS data into JPEG and PNG renditions; for a person
    with a protected identity that is a danger, so the cleaning happens here and not in a form.
    """

    drawing = models.CharField(
        _("drawing"),
        max_length=80,
        blank=True,
        editable=False,
        help_text=_("The drawing of ours that it was made from, such as bankid/check-phone."),
    )
    drawing_hash = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Where the file lies, under a name that says nothing: a name that people gave may hold a person's."""
        upload_to: str = super().get_upload_to(f"{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}")
        return upload_to

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the picture without metadata. Raises `media.cleaning.UnreadablePicture` for a broken one."""
        if self.file and not self.file._committed:
            self.file = without_metadata(self.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PictureRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
