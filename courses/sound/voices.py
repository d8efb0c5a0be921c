"""The programs that make sound: espeak-ng speaks, and opusenc, lame or ffmpeg pack. Each is used where it is installed.

They are processes of their own (espeak-ng is GPL-3), without a shell, and get their text on standard input.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.languages import SPOKEN, base_code

#: espeak-ng's voice for each language that it has one for. It has none for Somali and Tigrinya.
VOICES = {each.code: each.voice for each in SPOKEN if each.voice}
WORDS_A_MINUTE = 140
#: Easy Swedish is for those who need time.
SLOW = {"sv-simple": 120}
_FFMPEG = ("ffmpeg", "-v", "error", "-f", "wav", "-i", "-", "-map_metadata", "-1", "-ac", "1")
#: The ways to pack a WAV on standard input, best first, by format. Speech: one channel, 12 and 16 kbit/s.
PACKERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "opus": (
        ("opusenc", "--quiet", "--speech", "--bitrate", "12", "-", "-"),
        (*_FFMPEG, "-c:a", "libopus", "-b:a", "12k", "-application", "voip", "-f", "ogg", "-"),
    ),
    "mp3": (
        ("lame", "--silent", "-m", "m", "--resample", "16", "-b", "16", "-", "-"),
        (*_FFMPEG, "-ar", "16000", "-c:a", "libmp3lame", "-b:a", "16k", "-f", "mp3", "-"),
    ),
}
#: A person's voice has more in it than a computer's: the same programs, with twice the bits.
FINER = {"12": "24", "16": "32", "12k": "24k", "16k": "32k"}
_SECONDS = 60

Files = dict[str, bytes]


class SoundProblem(RuntimeError):
    """A program did not make what it was asked for. Says which one, and what it said."""


@dataclass(frozen=True)
class Tools:
    """What this machine can do: the program that speaks, and how to pack each format; empty where there is none."""

    speaker: str
    packers: Mapping[str, tuple[str, ...]]

    @property
    def missing(self) -> list[str]:
        """Debian's packages that are lacking, for whoever looks after the machine."""
        lacking = [] if self.speaker else ["espeak-ng"]
        return lacking + [
            {"opus": "opus-tools", "mp3": "lame"}[each] for each in PACKERS if each not in self.packers
        ]

    @property
    def name(self) -> str:
        """Short: what is made anew when another tool has come."""
        return " ".join([self.speaker and "espeak-ng", *sorted(self.packers)]).strip()


def installed(find: Callable[[str], str | None] = shutil.which) -> Tools:
    """The tools on this machine."""
    packers = {
        kind: chosen
        for kind, ways in PACKERS.items()
        if (chosen := next((way for way in ways if find(way[0])), None)) is not None
    }
    return Tools("espeak-ng" if find("espeak-ng") else "", packers)


def has_voice(code: str) -> bool:
    """Whether espeak-ng speaks the language."""
    return base_code(code) in VOICES


def speak(script: str, code: str, tools: Tools) -> Files:
    """`script` (SSML) spoken, by format. Raises `SoundProblem`."""
    speed = str(SLOW.get(code, WORDS_A_MINUTE))
    command = [tools.speaker, "-m", "-v", VOICES[base_code(code)], "-s", speed, "--stdin", "--stdout"]
    return _packed(_run(command, script.encode()), tools)


def of_recording(recording: bytes, ending: str, tools: Tools) -> Files:
    """A person's recording in our formats, without anything but the voice. Raises `SoundProblem`.

    Without ffmpeg nothing can be made of it.
    """
    with tempfile.TemporaryDirectory(prefix="medlots-sound-") as folder:
        # Some formats are read from the end: not from standard input.
        path = Path(folder) / f"recording.{ending}"
        path.write_bytes(recording)
        plain = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a:0", "-map_metadata", "-1"]
        wav = _run([*plain, "-ac", "1", "-ar", "24000", "-f", "wav", "-"], b"")
    return _packed(wav, tools, FINER)


def _packed(wav: bytes, tools: Tools, instead: Mapping[str, str] | None = None) -> Files:
    finer = instead or {}
    return {kind: _run([finer.get(each, each) for each in way], wav) for kind, way in tools.packers.items()}


def _run(command: list[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - fixed programs
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SoundProblem(f"{command[0]}: {error}") from error
    if done.returncode or not done.stdout:
        raise SoundProblem(f"{command[0]}: {done.stderr.decode(errors='replace').strip()[-300:]}")
    return done.stdout
