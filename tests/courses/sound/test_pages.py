"""What readers meet of sound and film, and what they load for it: nothing that they have not asked for."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from courses.sound.captions import are_captions
from courses.sound.models import Film, GuideSound, Recording
from media.models import File
from tests.courses import pages
from tests.courses.reading_room import is_anonymous, parts, words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:04.000\nPress the button.\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("media.models.file.is_sound_or_film", lambda name: False)


def clip(name: str) -> dict[str, object]:
    return {
        "name": f"sound/sv/{name}",
        "hash": name,
        "person": False,
        "bytes": {"opus": 41_900, "mp3": 67_300},
    }


def file(name: str, content: bytes = b"0123456789") -> File:
    made = File(title=name, file=ContentFile(content, name=name))
    made._set_document_file_metadata()
    made.save()
    return made


def film(guide, **fields) -> Film:
    values = {
        "file": file("film.mp4"),
        "captions": file("film.vtt", CAPTIONS),
        "transcript": "Press the button.",
    }
    return Film(guide=guide, is_shown=True, **{**values, **fields})


@pytest.mark.parametrize("address", ["/sv/bankid/", "/sv/bankid/2/"])
def test_step_has_a_player_that_loads_nothing_and_a_link_with_its_size(client, address):
    guide = pages.guide(steps=[pages.step("one"), pages.step("two")])
    GuideSound.objects.create(guide=guide, clips={"two": clip("two-1")})
    answer = client.get(address)
    assert is_anonymous(answer)
    assert "media-src 'self'" in answer["Content-Security-Policy"]
    said = parts(answer).find_all(class_="listen")
    assert len(said) == 1
    assert words(said[0].text) == "Lyssna: Do two 67 kB"
    assert (said[0].audio["preload"], said[0].a["href"]) == ("none", "/files/sound/sv/two-1.mp3")
    assert [source["src"] for source in said[0].find_all("source")] == [
        "/files/sound/sv/two-1.opus",
        "/files/sound/sv/two-1.mp3",
    ]


@pytest.mark.parametrize(("language", "says_so"), [("sv", False), ("so", True)])
def test_guide_without_sound_says_so_only_where_no_voice_will_read_it(client, language, says_so):
    guide = pages.guide()
    if language != "sv":
        pages.guide(language=language, same_as=guide)
    page = parts(client.get(f"/{language}/bankid/"))
    assert ("Weli qofna kor uma akhrin hagahan." in page.text) is says_so


@pytest.mark.parametrize(
    ("asked", "status", "got", "where"),
    [
        ("", 200, b"0123456789", None),
        ("bytes=0-1", 206, b"01", "bytes 0-1/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=20-", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
    ],
)
def test_player_gets_the_part_that_it_asks_for(client, asked, status, got, where):
    default_storage.save("sound/sv/one.mp3", ContentFile(b"0123456789"))
    answer = client.get("/files/sound/sv/one.mp3", headers={"range": asked})
    assert (answer.status_code, answer.getvalue(), answer.get("Content-Range")) == (status, got, where)


@pytest.mark.parametrize("name", ["sound/none.mp3", "sound/../images/a.mp3", "sound/sv/one.html"])
def test_no_other_file_is_sent(client, name):
    default_storage.save("sound/sv/one.html", ContentFile(b"no"))
    default_storage.save("images/a.mp3", ContentFile(b"no"))
    assert client.get(f"/files/{name}").status_code == 404


def test_film_stands_with_captions_and_its_words_in_the_page(client):
    shown = film(pages.guide())
    shown.full_clean()
    shown.save()
    section = parts(client.get("/sv/bankid/")).find(id="film-sign")
    assert words(section.h2.text) == "Film på teckenspråk"
    assert (section.video["preload"], section.track["kind"], section.track["srclang"]) == (
        "none",
        "captions",
        "sv",
    )
    assert "Press the button." in section.text
    assert "1 kB" in section.text
    got = [client.get(address) for address in (section.source["src"], section.track["src"])]
    assert [(one["Content-Type"], one.getvalue()) for one in got] == [
        ("video/mp4", b"0123456789"),
        ("text/vtt; charset=utf-8", CAPTIONS),
    ]
    Film.objects.update(is_shown=False)
    assert parts(client.get("/sv/bankid/")).find(class_="film") is None
    assert client.get(section.source["src"]).status_code == 404


@pytest.mark.parametrize(
    ("lacks", "field"),
    [({"captions": None}, "captions"), ({"transcript": " "}, "transcript")],
    ids=["captions", "transcript"],
)
def test_film_is_not_shown_without_captions_and_words(lacks, field):
    with pytest.raises(ValidationError) as problem:
        film(pages.guide(), **lacks).full_clean()
    assert field in problem.value.message_dict


def test_database_shows_no_film_without_captions():
    with pytest.raises(IntegrityError), transaction.atomic():
        film(pages.guide(), captions=None).save()


@pytest.mark.parametrize(
    ("content", "are"),
    [
        (CAPTIONS, True),
        (b"WEBVTT\n", False),
        (b"WEBVTT\n\n00:01.000 --> 00:04.000\n\n", False),
        (b"1\n00:00:01,000 --> 00:00:04,000\nSubRip\n", False),
        (b"\xff\xfe", False),
    ],
)
def test_captions_are_webvtt_with_words(content, are):
    assert are_captions(content) is are


def test_recording_is_sound_for_a_step_that_there_is():
    with pytest.raises(ValidationError) as problem:
        Recording(guide=pages.guide(), step_key="none", file=file("text.pdf")).full_clean()
    assert set(problem.value.message_dict) == {"step_key", "file"}
