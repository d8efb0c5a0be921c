"""Pictures of steps: small enough for a thin phone, sharp enough for a good one.

A browser takes the first format that it knows: AVIF, WebP, JPEG. Our own drawings are flat, so their AVIF
and WebP are made twice as wide as they are shown and still weigh less than the budget; a picture that staff
upload is made as wide as it is shown. The JPEG is for engines of 2016, whose screens are small.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from media.models import Picture, PictureRendition

logger = logging.getLogger(__name__)

#: As wide as a picture is said to be in the page, so that nothing moves when it arrives.
WIDTH_PIXELS = 320

#: The most that one picture may weigh at `WIDTH_PIXELS`.
BUDGET_BYTES = {"image/avif": 10_000, "image/webp": 12_000, "image/jpeg": 16_000}

DRAWING_SPECS = {
    "image/avif": "width-640|format-avif",
    "image/webp": "width-640|format-webp",
    "image/jpeg": "width-320|format-jpeg",
}
#: What to make ahead for our drawings, so that no reader waits for them.
RENDITIONS = tuple(DRAWING_SPECS.values())
UPLOAD_SPECS = {
    "image/avif": "width-320|format-avif",
    "image/webp": "width-320|format-webp",
    "image/jpeg": "width-320|format-jpeg",
}


@dataclass(frozen=True)
class ShownPicture:
    """A picture ready for `<picture>`: addresses by type, and the size that the page keeps free for it."""

    avif: str
    webp: str
    jpeg: str
    width: int
    height: int


def specs(picture: Picture) -> dict[str, str]:
    """Wagtail's filter for each type that `picture` is shown in."""
    return DRAWING_SPECS if picture.drawing else UPLOAD_SPECS


def prepare(picture: Picture) -> dict[str, PictureRendition]:
    """Make what is missing of the picture's formats. Returns them by type.

    Raises `SourceImageIOError` when the picture's file is gone.
    """
    wanted = specs(picture)
    made = picture.get_renditions(*wanted.values())
    return {kind: made[spec] for kind, spec in wanted.items()}


def pictures_for_reader(ids: Iterable[int]) -> dict[int, ShownPicture]:
    """The pictures with `ids`, by id. One query, however many, once their formats are made.

    A picture whose file is gone is left out and logged: the words of the step say the same.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    made: dict[int, dict[str, PictureRendition]] = {}
    all_specs = {*DRAWING_SPECS.values(), *UPLOAD_SPECS.values()}
    for rendition in PictureRendition.objects.filter(
        image_id__in=wanted, filter_spec__in=all_specs, focal_point_key=""
    ).select_related("image"):
        for kind, spec in specs(rendition.image).items():
            if spec == rendition.filter_spec:
                made.setdefault(rendition.image_id, {})[kind] = rendition
    unfinished = {pk for pk in wanted if len(made.get(pk, {})) < len(DRAWING_SPECS)}
    if unfinished:
        for picture in Picture.objects.filter(pk__in=unfinished):
            try:
                made[picture.pk] = prepare(picture)
            except (SourceImageIOError, InvalidFilterSpecError):
                logger.warning("picture %s cannot be shown: its file is missing or unreadable", picture.pk)
                made.pop(picture.pk, None)
    whole = {pk: renditions for pk, renditions in made.items() if len(renditions) == len(DRAWING_SPECS)}
    return {pk: _shown(renditions) for pk, renditions in whole.items()}


def _shown(renditions: dict[str, PictureRendition]) -> ShownPicture:
    jpeg = renditions["image/jpeg"]
    return ShownPicture(
        avif=renditions["image/avif"].url,
        webp=renditions["image/webp"].url,
        jpeg=jpeg.url,
        width=jpeg.width,
        height=jpeg.height,
    )
