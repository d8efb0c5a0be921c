"""Nothing that a camera or a program wrote into a picture is stored, in any format that we take."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin

from media.cleaning import UnreadablePicture, without_metadata
from media.models import Picture

#: Stands in every place that a format has for words. Found again in a file, it would have been stored.
TOLD = b"KanariefagelAmalBergStorgatan5"
GPS, MAKE, THUMBNAIL = 0x8825, 0x010F, 0x0201
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + TOLD + b"</x:xmpmeta>"
#: IPTC's caption in Photoshop's block, as news pictures carry it.
IPTC = (
    b"Photoshop 3.0\x008BIM\x04\x04\x00\x00"
    + (len(TOLD) + 5).to_bytes(4, "big")
    + b"\x1c\x02\x78\x00"
    + bytes([len(TOLD)])
    + TOLD
)


def exif_of(told: bytes) -> Image.Exif:
    """A camera's notes: maker, words, a place, and a small picture of the picture."""
    exif = Image.Exif()
    exif[MAKE] = told.decode()
    exif[0x010E] = told.decode()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (59.0, 19.0, 45.0)
    return exif


def picture(kind: str) -> bytes:
    """A picture that tells everything that its format can."""
    image = Image.new("RGB", (40, 30), "steelblue")
    if kind == "GIF":
        image = image.convert("P")
    written = BytesIO()
    exif = exif_of(TOLD).tobytes()
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", TOLD.decode())
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        words.add_text("Comment", TOLD.decode(), zip=True)
        image.save(written, "PNG", pnginfo=words, exif=exif)
    elif kind == "GIF":
        image.save(written, "GIF", comment=TOLD)
    elif kind == "JPEG":
        image.save(written, "JPEG", exif=exif, xmp=XMP, comment=TOLD)
        raw = written.getvalue()
        segment = b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC
        return raw[:2] + segment + raw[2:] + TOLD
    else:
        image.save(written, kind, exif=exif, xmp=XMP)
    return written.getvalue()


FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_is_left_but_the_pixels(kind):
    before = picture(kind)
    assert TOLD in before, "the negative control"
    after = without_metadata(ContentFile(before, name="x")).read()
    assert TOLD not in after
    assert b"xmpmeta" not in after
    assert b"Photoshop" not in after
    with Image.open(BytesIO(after)) as clean:
        assert clean.format == kind
        assert clean.size == (40, 30)
        assert not dict(clean.getexif())
        assert not set(clean.info) & {
            "exif",
            "xmp",
            "comment",
            "photoshop",
            "Author",
            "XML:com.adobe.xmp",
            "icc_profile",
        }


# Wagtail leaves its temporary file to be closed by whoever comes by.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_stored_original_and_what_is_made_of_it_tell_nothing(kind):
    stored = Picture(title="Ett kort", file=ContentFile(picture(kind), name="Amal Berg.jpg"))
    stored.save()
    with stored.file.open() as original:
        assert TOLD not in original.read()
    rendition = stored.get_rendition("width-20|format-jpeg")
    with rendition.file.open() as made:
        raw = made.read()
    assert TOLD not in raw
    assert b"Exif" not in raw
    assert "Amal" not in f"{stored.file.name} {rendition.file.name}"


def test_a_picture_is_turned_upright_before_it_forgets_how_it_was_held():
    image = Image.new("RGB", (40, 20), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    written = BytesIO()
    image.save(written, "JPEG", exif=exif.tobytes())
    with Image.open(without_metadata(ContentFile(written.getvalue(), name="x.jpg"))) as clean:
        assert clean.size == (20, 40)


@pytest.mark.parametrize(
    "raw", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"GIF89a"]
)
def test_what_is_no_picture_is_refused(raw):
    with pytest.raises(UnreadablePicture):
        without_metadata(ContentFile(raw, name="x.png"))
