"""What a guide's page shows of its sound and films (see courses/guides/additions.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.languages import language as known_language
from courses.sound.models import Film, ending_of
from courses.sound.script import AFTER, LEAD
from courses.sound.voices import has_voice
from media.ranges import TYPES

if TYPE_CHECKING:
    from courses.guides.models import Guide

#: What a player is told of each format, so that it asks for none that it cannot play. The smallest first.
PLAYED_AS = {"opus": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}
FILM_TITLES = {Film.Kind.SIGN.value: _("Film in sign language"), Film.Kind.SPOKEN.value: _("Film")}


@dataclass(frozen=True)
class ShownClip:
    """A step's sound: its files as (address, type), the one for every phone, and what that weighs."""

    sources: list[tuple[str, str]]
    address: str
    size: str
    is_person: bool


@dataclass(frozen=True)
class ShownSound:
    """The lead's sound, where it has one; and whether no voice speaks the language."""

    clip: ShownClip | None
    has_voice: bool


@dataclass(frozen=True)
class ShownFilm:
    """A film: where it and its captions are, what it weighs, and its words."""

    kind: str
    title: str
    address: str
    type: str
    captions: str
    language: str
    direction: str
    own_name: str
    size: str
    transcript: str


def clips_of(guide: Guide, language: str) -> dict[str, ShownClip]:
    """The sound of `guide`, which readers of `language` are shown, by step key."""
    return _what_there_is(guide)[0]


def _what_there_is(guide: Guide) -> tuple[dict[str, ShownClip], bool]:
    """The guide's sound, and whether it has a film that readers are shown. One query for a page."""
    kept: tuple[dict[str, ShownClip], bool] | None = getattr(guide, "_sound_and_film", None)
    if kept is None:
        films = Film.objects.shown().filter(guide=OuterRef("pk"))
        rows = type(guide).objects.filter(pk=guide.pk).annotate(has_film=Exists(films))
        clips, has_film = rows.values_list("sound__clips", "has_film").first() or (None, False)
        kept = {key: _shown(clip) for key, clip in (clips or {}).items()}, has_film
        guide._sound_and_film = kept  # type: ignore[attr-defined]
    return kept


def sound_of(guide: Guide, language: str) -> ShownSound | None:
    """What stands under the lead; nothing where a voice will speak and has not yet."""
    shown = ShownSound(clips_of(guide, language).get(LEAD), has_voice(guide.written_in_code()))
    has_none = not shown.has_voice and not clips_of(guide, language)
    return shown if shown.clip or has_none else None


def after_of(guide: Guide, language: str) -> ShownClip | None:
    """The sound of what stands below the steps, where there is one."""
    return clips_of(guide, language).get(AFTER)


def own_voice_of(guide: Guide, language: str) -> str:
    """The language in which the reader's device may read `guide` itself; empty where nothing is said of listening."""
    own = guide.written_in_code()
    return known_language(own).tag if clips_of(guide, language) or not has_voice(own) else ""


def films_of(guide: Guide, language: str) -> list[ShownFilm]:
    """The films about `guide` that readers are shown. One query where there are any."""
    if not _what_there_is(guide)[1]:
        return []
    spoken = known_language(guide.written_in_code())
    return [
        ShownFilm(
            kind=film.kind,
            title=str(FILM_TITLES[film.kind]),
            address=reverse("courses:film", args=[film.pk, "film"]),
            type=TYPES[ending_of(film.file)],
            captions=reverse("courses:film", args=[film.pk, "text"]),
            language=spoken.tag,
            direction=spoken.direction,
            own_name=spoken.own_name,
            size=size(film.file.file_size or 0),
            transcript=film.transcript,
        )
        for film in guide.films.shown()
    ]


def size(size_bytes: int) -> str:
    """What a file weighs, as a phone shows it: `67 kB`, `1.2 MB`."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"


def _shown(clip: dict[str, Any]) -> ShownClip:
    addresses = {kind: default_storage.url(f"{clip['name']}.{kind}") for kind in clip["bytes"]}
    last = next(kind for kind in ("mp3", "opus") if kind in addresses)
    return ShownClip(
        sources=[(addresses[kind], played_as) for kind, played_as in PLAYED_AS.items() if kind in addresses],
        address=addresses[last],
        size=size(clip["bytes"][last]),
        is_person=clip["person"],
    )
