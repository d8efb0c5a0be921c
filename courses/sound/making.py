"""Makes the sound of guides, and clears away what is not used: by the worker, and by `manage.py make_sound`.

What a step says is hashed, and the files are named after it: a second run finds them and makes nothing, a step that was
changed gets new ones. A file that no guide points at any more is kept for a day, for those who have the page open.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.models import Municipality
from courses.guides.models import Guide
from courses.services.models import Fact, FactVariant, FactWording, Source, VariantWording
from courses.sound.models import GuideSound, Recording, ending_of
from courses.sound.script import AFTER, LEAD, said_hash, scripts
from courses.sound.voices import Files, SoundProblem, Tools, has_voice, installed, of_recording, speak

logger = logging.getLogger(__name__)

#: Where the files lie, in the default storage.
FOLDER = "sound"
#: Part of every hash: another number makes all sound anew.
VERSION = "2"
#: How long the worker may be kept from its messages, each time it does what has to be done.
WORKER_SECONDS = 2.0
AT_ONCE = 2
KEPT_AFTER_USE = datetime.timedelta(days=1)

#: What the files are called of what is no step.
_FILE_NAMES = {LEAD: "guide", AFTER: "after"}

Speaker = Callable[[str, str, Tools], Files]
Clip = dict[str, Any]


@dataclass(frozen=True)
class _Wanted:
    """One step's sound: what it is made of, and how."""

    key: str
    hash: str
    name: str
    recording: Recording | None
    script: str

    def files(self, code: str, tools: Tools, speaker: Speaker) -> Files:
        if self.recording is None:
            return speaker(self.script, code, tools)
        with self.recording.file.file.open("rb") as opened:
            return of_recording(opened.read(), ending_of(self.recording.file), tools)


def keep_up() -> None:
    """For the worker: a little at a time, so that messages are not kept waiting. Two workers may do the same."""
    if settings.MAKE_SOUND:
        make_due(WORKER_SECONDS)


def make_due(seconds: float | None = None, tools: Tools | None = None, speaker: Speaker = speak) -> int:
    """Make what lacks, the guides that people need first before the others; returns how many clips were made.

    Stops when `seconds` have passed, after the clips in hand; the next call goes on from there.
    """
    tools = tools or installed()
    if not tools.packers:
        return 0
    until = None if seconds is None else time.monotonic() + seconds
    made = 0
    is_changed = False
    for guide, made_of in _due(tools):
        is_changed = True
        made += _make(guide, made_of, tools, speaker, until)
        if until is not None and time.monotonic() >= until:
            return made
    if is_changed:
        clear_away()
    return made


def clear_away(now: datetime.datetime | None = None) -> int:
    """Delete the files that no guide has pointed at for a day; returns how many."""
    now = now or timezone.now()
    used = {
        f"{clip['name']}.{kind}"
        for clips in GuideSound.objects.values_list("clips", flat=True)
        for clip in clips.values()
        for kind in clip["bytes"]
    }
    old = [
        name
        for name in _stored(FOLDER)
        if name not in used and default_storage.get_modified_time(name) < now - KEPT_AFTER_USE
    ]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _due(tools: Tools) -> Iterator[tuple[Guide, str]]:
    """The published guides whose sound was made of something else than there is now, and what there is."""
    facts = _facts_hash()
    recorded: dict[int, list[str]] = {}
    for guide_id, pk, said in Recording.objects.order_by("pk").values_list(
        "guide_id", "file_id", "said_hash"
    ):
        recorded.setdefault(guide_id, []).append(f"{pk}{said[:8]}")
    known = dict(GuideSound.objects.values_list("guide_id", "made_of"))
    published = Guide.objects.live().order_by("place_in_order", "locale_id", "pk")
    due = []
    for pk, code, when in published.values_list("pk", "locale__language_code", "last_published_at"):
        if not (has_voice(code) and tools.speaker) and pk not in recorded and pk not in known:
            continue
        recordings = said_hash(" ".join(recorded.get(pk, ())))[:16] if pk in recorded else ""
        made_of = f"{VERSION} {when and when.isoformat()} {tools.name} {facts} {recordings}"
        if known.get(pk) != made_of:
            due.append((pk, made_of))
    for pk, made_of in due:
        yield Guide.objects.select_related("locale").get(pk=pk), made_of


def _facts_hash() -> str:
    """A fingerprint of all facts that may be said: another number, name, region or municipality makes another.

    So does a day by which a fact or its source should have been checked, when it passes.
    """
    ours = (Fact, FactWording, FactVariant, VariantWording)
    rows = [list(model.objects.order_by("pk").values_list()) for model in ours]
    past = {"check_by__lt": timezone.localdate()}
    overdue = [
        list(model.objects.filter(**past).order_by("pk").values_list("pk")) for model in (Fact, Source)
    ]
    here = Municipality.objects.values_list("region", "help_phone").first()
    return said_hash(repr([here, rows, overdue]))[:16]


def _make(guide: Guide, made_of: str, tools: Tools, speaker: Speaker, until: float | None) -> int:
    """Make what `guide` lacks, write down what it has, and return how many clips were made."""
    sound = GuideSound.objects.filter(guide=guide).first() or GuideSound(guide=guide)
    code = guide.locale.language_code
    clips: dict[str, Clip] = {}
    lacking = []
    for wanted in _wanted(guide, tools):
        if (known := sound.clips.get(wanted.key)) and known["hash"] == wanted.hash:
            clips[wanted.key] = known
        else:
            lacking.append(wanted)
    made, is_whole = 0, True
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for some in _in_pairs(lacking):
            if until is not None and made and time.monotonic() >= until:
                is_whole = False
                break
            for wanted, files in zip(some, pool.map(_quietly(code, tools, speaker), some), strict=True):
                if files:
                    clips[wanted.key] = _stored_clip(wanted, files)
                    made += 1
    GuideSound.objects.update_or_create(
        guide=guide, defaults={"clips": clips, "made_of": made_of if is_whole else ""}
    )
    return made


def _wanted(guide: Guide, tools: Tools) -> Iterator[_Wanted]:
    """What each step's sound is made of: a person's recording that says it, else a voice, else nothing."""
    code = guide.locale.language_code
    recordings = {each.step_key: each for each in guide.recordings.select_related("file")}
    can_speak = bool(tools.speaker) and has_voice(code)
    for key, script in scripts(guide).items():
        said = said_hash(script)
        recording = recordings.get(key)
        if recording is not None and recording.said_hash != said:
            recording = None
        if recording is None and not can_speak:
            continue
        source = f"file {recording.file_id} {recording.file.file_hash}" if recording else "espeak-ng"
        whole = said_hash(f"{VERSION} {source} {tools.name} {said}")
        yield _Wanted(
            key,
            whole,
            f"{FOLDER}/{code}/{guide.key}/{_FILE_NAMES.get(key, key)}-{whole[:8]}",
            recording,
            script,
        )


def _quietly(code: str, tools: Tools, speaker: Speaker) -> Callable[[_Wanted], Files]:
    """Makes the files of one step; a step that cannot be made is told in the log, and left out."""

    def files(wanted: _Wanted) -> Files:
        try:
            return wanted.files(code, tools, speaker)
        except (SoundProblem, OSError) as problem:
            logger.warning("No sound for %s: %s", wanted.name, problem)
            return {}

    return files


def _stored_clip(wanted: _Wanted, files: Files) -> Clip:
    for kind, content in files.items():
        name = f"{wanted.name}.{kind}"
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, ContentFile(content))
    return {
        "name": wanted.name,
        "hash": wanted.hash,
        "person": wanted.recording is not None,
        "bytes": {kind: len(content) for kind, content in files.items()},
    }


def _in_pairs(lacking: list[_Wanted]) -> Iterable[list[_Wanted]]:
    return (lacking[start : start + AT_ONCE] for start in range(0, len(lacking), AT_ONCE))


def _stored(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _stored(f"{folder}/{name}")
