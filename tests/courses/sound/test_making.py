"""Sound is made once, anew for what has changed, and cleared away; by a person where one has recorded it."""

from __future__ import annotations

import datetime
import shutil
import subprocess

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from courses.sound import making, voices
from courses.sound.models import GuideSound, Recording
from courses.sound.script import AFTER
from courses.sound.voices import Tools
from media.models import File
from tests.courses import pages

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TOOLS = Tools("espeak-ng", {"opus": ("opusenc",), "mp3": ("lame",)})


class Speaker:
    """A synthesizer that keeps what it was asked to say."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, script: str, code: str, tools: Tools) -> dict[str, bytes]:
        self.said.append(script)
        return {kind: f"{kind} {script}".encode() for kind in tools.packers}


@pytest.fixture
def speaker(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Speaker()


def publish(guide, **changes):
    for name, value in changes.items():
        setattr(guide, name, value)
    guide.save_revision().publish()
    return guide


def clips(guide):
    return GuideSound.objects.get(guide=guide).clips


def test_second_run_makes_nothing_and_a_changed_step_is_made_anew(speaker):
    guide = publish(pages.guide(steps=[pages.step("one"), pages.step("two")]))
    assert making.make_due(tools=TOOLS, speaker=speaker) == 4
    before = clips(guide)
    assert making.make_due(tools=TOOLS, speaker=speaker) == 0
    publish(guide, steps=[pages.step("one"), pages.step("two", see="Another page.")])
    assert making.make_due(tools=TOOLS, speaker=speaker) == 1
    assert "Another page." in speaker.said[-1]
    after = clips(guide)
    assert [after[key] == before[key] for key in ("", "one", "two", AFTER)] == [True, True, False, True]
    old, new = (f"{each['two']['name']}.mp3" for each in (before, after))
    assert default_storage.exists(old)
    assert making.clear_away(timezone.now() + datetime.timedelta(days=2)) == 2
    assert (default_storage.exists(old), default_storage.exists(new)) == (False, True)


def test_time_that_is_over_stops_it_and_the_next_run_goes_on(speaker):
    guide = publish(pages.guide(steps=[pages.step(f"step-{number}") for number in range(4)]))
    assert making.make_due(0, TOOLS, speaker) == making.AT_ONCE
    assert GuideSound.objects.get(guide=guide).made_of == ""
    assert making.make_due(tools=TOOLS, speaker=speaker) == 4
    assert len(set(speaker.said)) == len(speaker.said) == 6


def test_a_changed_number_is_said_anew_without_publishing(speaker):
    number = pages.fact("police", "114 14", kind="phone")
    publish(pages.guide(steps=[pages.step("one"), pages.step("two", facts=[number])]))
    making.make_due(tools=TOOLS, speaker=speaker)
    number.value = "114 15"
    number.save()
    assert making.make_due(tools=TOOLS, speaker=speaker) == 1
    assert "1 1 4" in speaker.said[-1]
    assert "1 5" in speaker.said[-1]
    assert making.make_due(tools=TOOLS, speaker=speaker) == 0


def test_the_day_that_a_source_should_have_been_checked_is_heard(speaker):
    old = pages.source(check_by=timezone.localdate() + datetime.timedelta(days=1))
    number = pages.fact("police", "114 14", kind="phone", source=old)
    publish(pages.guide(steps=[pages.step("one"), pages.step("two", facts=[number])]))
    making.make_due(tools=TOOLS, speaker=speaker)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3), tick=False):
        assert making.make_due(tools=TOOLS, speaker=speaker) == 1
        assert "kan ha ändrats" in speaker.said[-1]
        assert making.make_due(tools=TOOLS, speaker=speaker) == 0


def test_step_that_cannot_be_made_is_left_out_and_a_language_without_voice_too(speaker):
    def broken(script, code, tools):
        if "Do two" in script:
            raise voices.SoundProblem("espeak-ng: no")
        return speaker(script, code, tools)

    guide = publish(pages.guide(steps=[pages.step("one"), pages.step("two")]))
    pages.guide(language="so", same_as=guide)
    assert making.make_due(tools=TOOLS, speaker=broken) == 3
    assert set(clips(guide)) == {"", "one", AFTER}
    assert GuideSound.objects.count() == 1


def test_recording_is_used_for_as_long_as_the_step_says_the_same(speaker, monkeypatch):
    monkeypatch.setattr(making, "of_recording", lambda content, ending, tools: {"mp3": content})
    monkeypatch.setattr("media.models.file.is_sound_or_film", lambda name: False)
    guide = publish(pages.guide(steps=[pages.step("one")]))
    file = File.objects.create(title="One", file=ContentFile(b"voice", name="one.mp3"))
    recording = Recording.objects.create(guide=guide, step_key="one", file=file)
    making.make_due(tools=TOOLS, speaker=speaker)
    clip = clips(guide)["one"]
    assert (clip["person"], clip["bytes"]) == (True, {"mp3": 5})
    publish(guide, steps=[pages.step("one", see="Another page.")])
    making.make_due(tools=TOOLS, speaker=speaker)
    recording.guide = guide
    assert (clips(guide)["one"]["person"], recording.is_behind) == (False, True)
    recording.save()
    making.make_due(tools=TOOLS, speaker=speaker)
    assert clips(guide)["one"]["person"]


def test_what_is_not_installed_is_left_out_and_named():
    nothing = voices.installed(lambda name: None)
    assert (nothing.missing, making.make_due(tools=nothing)) == (["espeak-ng", "opus-tools", "lame"], 0)
    only = voices.installed(lambda name: name if name in {"espeak-ng", "ffmpeg"} else None)
    assert (only.missing, [way[0] for way in only.packers.values()]) == ([], ["ffmpeg", "ffmpeg"])


@pytest.mark.skipif(
    bool(voices.installed().missing), reason="espeak-ng and what packs its sound (opus-tools, lame, ffmpeg)"
)
def test_espeak_speaks_and_its_sound_is_small(speaker, capsys):
    guide = publish(pages.guide(language="en", steps=[]))
    pages.start_page("sv")
    call_command("make_sound")
    assert capsys.readouterr().out == "2 new sound files.\n"
    clip = clips(guide)[""]
    starts = {}
    for kind in ("opus", "mp3"):
        with default_storage.open(f"{clip['name']}.{kind}") as opened:
            starts[kind] = opened.read()
    assert starts["opus"].startswith(b"OggS")
    assert {kind: len(content) for kind, content in starts.items()} == clip["bytes"]
    assert all(1_000 < size < 40_000 for size in clip["bytes"].values())


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg")
def test_recording_keeps_nothing_but_the_voice(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    given = tmp_path / "given.m4a"
    told = "-metadata title=Fatima -metadata location=+12.345+67.8/"
    command = f"ffmpeg -v error -f lavfi -i sine=duration=1 {told} -f mp4"
    subprocess.run([*command.split(), str(given)], check=True)
    assert b"Fatima" in given.read_bytes()
    file = File.objects.create(title="One", file=ContentFile(given.read_bytes(), name="one.m4a"))
    with file.file.open("rb") as opened:
        stored = opened.read()
    assert b"Fatima" not in stored
    assert b"12.345" not in stored
    made = voices.of_recording(stored, "m4a", voices.installed())
    assert set(made) == set(voices.installed().packers)
