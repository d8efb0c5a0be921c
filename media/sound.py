"""Sound and films that staff upload: nothing but sound and picture is stored.

A phone writes where and when it filmed into the file; for a person with a protected identity that is a danger. So
the file is copied by ffmpeg without what it tells about itself, before it is stored. Where ffmpeg is not installed, no
sound and no film is taken in.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

#: How ffmpeg reads, and then writes, each kind of file, by its ending. Named, so that no file can pass for a playlist.
_READ_AND_WRITTEN_AS = {
    "mp3": ("mp3", "mp3"),
    "m4a": ("mov", "ipod"),
    "ogg": ("ogg", "ogg"),
    "opus": ("ogg", "opus"),
    "wav": ("wav", "wav"),
    "mp4": ("mov", "mp4"),
    "webm": ("matroska", "webm"),
}
SOUND_ENDINGS = frozenset({"mp3", "m4a", "ogg", "opus", "wav"})
FILM_ENDINGS = frozenset({"mp4", "webm"})
_SECONDS = 60


class CleanFile(ContentFile):
    """A sound or a film with nothing else in it."""


def is_sound_or_film(name: str) -> bool:
    """Whether a file of that name is cleaned here."""
    return _ending(name) in _READ_AND_WRITTEN_AS


def only_sound_and_picture(file: File) -> CleanFile:
    """The same sound or film without anything else in it, ready to be played from its beginning.

    Raises `ValidationError` for a file that cannot be read, and where ffmpeg is not installed.
    """
    name = file.name or ""
    ending = _ending(name)
    read_as, write_as = _READ_AND_WRITTEN_AS[ending]
    streams = ["-map", "0:a:0"] if ending in SOUND_ENDINGS else ["-map", "0:v:0", "-map", "0:a:0?"]
    with tempfile.TemporaryDirectory(prefix="medlots-media-") as folder:
        given, clean = Path(folder) / "given", Path(folder) / "clean"
        file.seek(0)
        with given.open("wb") as written:
            written.writelines(file.chunks())
        command = ["ffmpeg", "-v", "error", "-protocol_whitelist", "file", "-f", read_as, "-i", str(given)]
        command += [
            *streams,
            "-map_metadata",
            "-1",
            "-map_chapters",
            "-1",
            "-fflags",
            "+bitexact",
            "-c",
            "copy",
        ]
        if read_as == "mov":
            command += ["-movflags", "+faststart"]
        command += ["-f", write_as, str(clean)]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
        except FileNotFoundError as error:
            raise ValidationError(_("Sound and film need the program ffmpeg on the server.")) from error
        except subprocess.TimeoutExpired as error:
            raise ValidationError(_("The file could not be read. Try another one.")) from error
        if done.returncode or not clean.exists() or not clean.stat().st_size:
            raise ValidationError(_("The file could not be read. Try another one."))
        return CleanFile(clean.read_bytes(), name=name)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")
