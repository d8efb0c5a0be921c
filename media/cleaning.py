"""Take out of an uploaded picture what it tells about the person behind the camera."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageOps

#: Pillow's names of the formats we store, with what to ask of each when writing.
WRITTEN_AS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80},
    "GIF": {},
}


class UnreadablePicture(ValidationError):
    """The file is not a picture that we can read."""


def without_metadata(file: File) -> ContentFile:
    """The same picture, turned the right way up, with nothing in it but its pixels.

    Returns a file of the same name and format. Raises `UnreadablePicture` for a file that is broken, too
    large (Pillow's limit against image bombs) or of a format that we do not store.
    """
    file.seek(0)
    try:
        with PillowImage.open(file) as picture:
            if picture.format not in WRITTEN_AS:
                raise UnreadablePicture(
                    _("This kind of picture cannot be used. Save it as JPEG or PNG first.")
                )
            kind = picture.format
            upright = ImageOps.exif_transpose(picture)
            clean = PillowImage.new(upright.mode, upright.size)
            if upright.mode == "P":
                clean.putpalette(upright.getpalette() or [])
            clean.paste(upright)
            transparency = upright.info.get("transparency")
    except (OSError, SyntaxError, ValueError, PillowImage.DecompressionBombError) as error:
        raise UnreadablePicture(_("The picture could not be read. Try another file.")) from error
    written = BytesIO()
    options = dict(WRITTEN_AS[kind])
    if transparency is not None and kind in {"PNG", "GIF"}:
        options["transparency"] = transparency
    clean.save(written, format=kind, **options)  # type: ignore[arg-type]
    return ContentFile(written.getvalue(), name=file.name)
