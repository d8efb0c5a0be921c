"""Turn the drawings into pictures that old browsers can show."""

from __future__ import annotations

import hashlib
from pathlib import Path

import resvg_py
from django.core.files.base import ContentFile

from media.models import Picture

#: Twice the width that a step's picture is shown in, for dense screens.
WIDTH_PIXELS = 640


def load_drawing(name: str, path: Path) -> tuple[Picture, bool]:
    """The picture made from a drawing, and whether it had to be made anew."""
    svg = path.read_bytes()
    hash_now = hashlib.sha256(svg).hexdigest()
    picture = Picture.objects.filter(drawing=name).first()
    if picture and picture.drawing_hash == hash_now:
        return picture, False
    picture = picture or Picture(drawing=name, title=name)
    picture.file = ContentFile(rasterised(svg.decode()), name=f"{name.replace('/', '-')}.png")
    picture.drawing_hash = hash_now
    picture.save()
    picture.renditions.all().delete()
    return picture, True


def rasterised(svg: str) -> bytes:
    """A drawing as PNG of `WIDTH_PIXELS`."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH_PIXELS, skip_system_fonts=True))
