"""The media app's models, gathered for Django."""

from media.models.file import File
from media.models.picture import Picture, PictureRendition

__all__ = ["File", "Picture", "PictureRendition"]
