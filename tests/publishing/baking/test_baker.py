"""Baked pages are the live pages, byte by byte, and stop being given when they no longer are."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from core.models import Municipality
from core.permission_matrix import Role
from courses import baked
from courses.models import CourseGuide, FactWording, Guide, GuideSound, Practice, Source, Term
from publishing.baking import addresses, baker, noticing, watching
from publishing.baking.addresses import Address
from publishing.baking.models import Change
from publishing.baking.rendering import NotBakedError, Renderer
from publishing.baking.serving import BakedPages
from publishing.baking.tree import BakedPage
from tests.courses import pages
from tests.courses.practice import scenes as practice_scenes
from tests.courses.progress import scenes as progress_scenes
from tests.roles import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.one_database]

#: One of each kind of page.
KINDS = [
    Address("/", "sv"),
    Address("/", "ar"),
    *map(
        Address,
        [
            "/sv/",
            "/sv/utan/bank/",
            "/sv/bankid/",
            "/sv/bankid/1/",
            "/sv/bankid/utan/smartphone-e_id/",
            "/en/bankid/bredvid/",
            "/en/bankid/2/bredvid/",
            "/sv-simple/bankid/",
            "/en/fraud/",
            "/sv/course-start-safely/",
            "/sv/hjalp/",
            "/en/hjalp/",
            "/sv/ord/",
            "/sv/lurad/",
            "/sv/papper/",
            "/sv/ova/",
            "/sv/ova/parcel/",
            "/sv/ova/parcel/3/",
            "/sv/ova/parcel/klart/",
            "/sv/ova/parcel/papper/",
        ],
    ),
]
TODAY = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
CHECK_BY = datetime.date(2026, 12, 1)


@pytest.fixture(scope="module")
def scene(kept: None) -> None:
    """A small site."""
    Municipality.objects.update_or_create(
        pk=1, defaults={"name": "Lyckebo kommun", "help_phone": "0123-45 67 89"}
    )
    pages.start_page("sv-simple")
    source = pages.source("BID1", check_by=CHECK_BY)
    fact = pages.fact("phone", "0771-1", kind="phone", source=source)
    swedish = pages.guide("bankid", steps=2, facts=(fact,), sources=(source,))
    pages.guide("bankid", "en", steps=2, same_as=swedish, facts=(fact,), sources=(source,))
    pages.guide("fraud", steps=1)
    pages.info_page("hjalp")
    progress_scenes.course(guides=("bankid", "fraud"))
    practice_scenes.practice()
    values = {"word": "knapp", "explanation": "Det du trycker på.", "forms": ""}
    Term.objects.create(key="button", language="sv", **values)
    Change.objects.all().delete()


@pytest.fixture(scope="module")
def first_tree(scene: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with all of them, baked once."""
    folder = tmp_path_factory.mktemp("baked")
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(TODAY):
        patch.setattr("django.conf.settings.BAKED_DIR", folder)
        patch.setattr(addresses, "_sources", {"kinds": lambda: KINDS})
        assert replace(baker.bake(), left_out={}) == baker.Report(baked=len(KINDS), is_whole=True)
    return folder


@pytest.fixture
def site(first_tree: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of that tree, for one test, on the day on which it was baked."""
    settings.BAKED_DIR = tmp_path / "baked"
    shutil.copytree(first_tree, settings.BAKED_DIR, symlinks=True)
    monkeypatch.setattr(addresses, "_sources", {"kinds": lambda: KINDS})
    with time_machine.travel(TODAY):
        yield settings.BAKED_DIR


def given(path: str, language: str = "") -> BakedPage | None:
    """What readers are given; None where they get the live page."""
    ours = baker.tree()
    return ours.read(ours.current(), Address(path, language).folder)


def in_order(headers: Any) -> dict[str, list[str]]:
    """Headers; the parts of the content policy come in any order."""
    return {name: sorted(value.split("; ")) for name, value in dict(headers).items()}


def test_each_kind_of_page_is_given_as_it_is_live_also_to_whoever_is_signed_in(site: Path) -> None:
    signed_in = signed_in_as(Role.LEARNER)
    for address in KINDS:
        said: list[Any] = []
        take = said.extend
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address.path,
            "HTTP_HOST": "testserver",
            "HTTP_ACCEPT_LANGUAGE": address.language,
        }
        body = b"".join(BakedPages(lambda *_: [], site)(environ, lambda *answer, take=take: take(answer)))
        live: HttpResponse = Client().get(address.path, headers={"Accept-Language": address.language})
        assert said[0] == "200 OK", address
        assert body == live.content, address
        headers = in_order(said[1])
        assert headers.pop("ETag")
        assert headers == in_order(live.headers), address
        assert signed_in.get(address.path, headers={"Accept-Language": address.language}).content == body, (
            address
        )


def test_every_address_that_the_courses_name_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """And among them are those that are compared above."""
    monkeypatch.undo()
    named = set(addresses.all_addresses())
    assert set(KINDS) - named == set()
    ours = [one for one in named if one.path.startswith(("/en/bankid/", "/sv-simple/bankid/", "/en/ova/"))]
    renderer = Renderer()
    for one in ours[::7]:
        renderer.plain(one)


def term(**fields: str) -> Callable[[], object]:
    return lambda: Term.objects.filter(key="button").update(**fields)


def publish_in_english() -> None:
    guide = Guide.objects.get(key="bankid", locale__language_code="en")
    guide.title = "Another title"
    guide.save_revision().publish()


def move_into_another_address() -> None:
    guide = Guide.objects.get(key="fraud")
    guide.slug = "bluff"
    guide.save_revision().publish()


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "publish": (publish_in_english, "/en/bankid/bredvid/"),
    "unpublish": (lambda: Guide.objects.get(key="fraud").unpublish(), "/sv/course-start-safely/"),
    "delete": (lambda: Guide.objects.get(key="fraud").delete(), "/sv/"),
    "another address": (move_into_another_address, "/sv/"),
    "fact": (lambda: FactWording.objects.filter(language="sv").update(label="New label"), "/sv/bankid/1/"),
    "source": (lambda: Source.objects.update(title="New title"), "/sv/bankid/"),
    "term": (term(explanation="Annat."), "/sv/ord/"),
    "term gone": (lambda: Term.objects.all().delete(), "/sv/ord/"),
    "municipality": (lambda: Municipality.objects.update(help_phone="0999-1"), "/sv/papper/"),
    "course": (lambda: CourseGuide.objects.update(can_do="something else"), "/sv/course-start-safely/"),
    "practice": (lambda: Practice.objects.update(title="New title"), "/sv/ova/"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_takes_pages_away_at_once_and_what_is_baked_then_is_true(what: str) -> None:
    change, shows = CHANGES[what]
    before = given(shows)
    assert before is not None
    assert not baker.settle(), "control: nothing has changed"
    change()
    assert baker.settle()
    assert given(shows) is None
    report = baker.bake()
    assert report.is_whole
    if what != "municipality":
        assert report.baked < len(KINDS), "what asked nothing that changed is not packed again"
    assert given(shows) != before
    assert baker.differences() == {}


def test_what_can_wait_is_given_as_before_until_it_is_baked() -> None:
    before = given("/sv/bankid/")
    clip = {"name": "sound/sv/bankid/step-1", "hash": "x", "person": False, "bytes": {"mp3": 1000}}
    guide = Guide.objects.get(key="bankid", locale__language_code="sv")
    GuideSound.objects.create(guide=guide, clips={"step-1": clip}, made_of="x")
    assert not baker.settle()
    assert given("/sv/bankid/") == before
    assert not baker.has_to_bake(), "not so soon"
    with time_machine.travel(TODAY + datetime.timedelta(seconds=baker.SOME_SECONDS + 60)):
        assert baker.has_to_bake()
        assert baker.bake().is_whole
        assert given("/sv/bankid/") != before
        assert not baker.has_to_bake()
    assert baker.differences() == {}


def test_on_the_day_after_a_fact_should_have_been_checked_pages_say_so() -> None:
    assert baked.next_check(timezone.localdate()) == CHECK_BY + datetime.timedelta(days=1)
    before = given("/sv/bankid/")
    midnight = datetime.datetime.combine(
        CHECK_BY + datetime.timedelta(days=1), datetime.time(), timezone.get_current_timezone()
    )
    with time_machine.travel(midnight - datetime.timedelta(seconds=5), tick=False):
        assert not baker.settle()
    with time_machine.travel(midnight, tick=False):
        assert baker.settle()
        assert given("/sv/bankid/") is None
        assert baker.bake().is_whole
        assert given("/sv/bankid/") != before
        assert baker.differences() == {}


def test_the_page_of_a_deleted_guide_is_gone_from_the_disk(site: Path) -> None:
    assert list(site.glob("trees/*/en/fraud/index.html"))
    Guide.objects.get(key="fraud").delete()
    baker.settle()
    report = baker.bake()
    assert report.left_out == {"/en/fraud/": "answers 404"}
    assert not list(site.glob("trees/*/en/fraud/*"))


def test_a_day_later_each_page_is_made_anew_and_what_had_changed_unseen_is_told(settings: Any) -> None:
    settings.BAKE = True
    watching.take_down()
    Term.objects.update(explanation="Nobody watches.")
    assert not baker.settle()
    assert set(baker.differences()) == {"/sv/ord/"}
    with pytest.raises(CommandError, match="1 pages are not as they are live"):
        call_command("bake", check=True)
    with time_machine.travel(TODAY + datetime.timedelta(days=1, minutes=1)):
        assert baker.has_to_bake()
        ours = baker.tree()
        target = ours.begin(ours.until(ours.current()), thorough=True)
        report = baker._fill(ours, target, ours.current(), lambda: True)
    assert report.untrue == ["/sv/ord/"]


def test_a_change_in_the_middle_of_baking_is_never_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    Municipality.objects.update(help_phone="0999-1")
    baker.settle()
    render = Renderer.plain

    def change_meanwhile(renderer: Renderer, address: Address) -> Any:
        page = render(renderer, address)
        if address.path == "/sv/ord/":
            Term.objects.update(explanation="Meanwhile.")
        return page

    with monkeypatch.context() as changing:
        changing.setattr(Renderer, "plain", change_meanwhile)
        assert not baker.bake().is_whole
    assert given("/sv/ord/") is None
    assert given("/sv/hjalp/") is not None, "what was baked before is given"
    assert baker.settle()
    assert baker.bake().is_whole
    assert baker.differences() == {}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/sv/in/", "not the same for everybody"),
        ("/sv/framsteg/", "not the same for everybody"),
        ("/sv/fastnat/bankid/step-1/", "holds a token"),
        ("/robots.txt", "no page"),
        ("/sv/nothing/", "404"),
    ],
)
def test_what_is_one_readers_or_no_page_is_not_baked(path: str, why: str) -> None:
    with pytest.raises(NotBakedError, match=why):
        Renderer().plain(Address(path))


def test_a_page_that_reads_what_nobody_watches_is_not_baked(monkeypatch: pytest.MonkeyPatch) -> None:
    unwatched = {name: watched for name, watched in watching._watched.items() if name != "courses_term"}
    monkeypatch.setattr(watching, "_watched", unwatched)
    with pytest.raises(NotBakedError, match="courses_term"):
        Renderer().plain(Address("/sv/ord/"))


def test_whoever_changes_something_takes_the_pages_away_when_it_stands(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.BAKE = True
    noticing.listen(connection)
    try:
        with django_capture_on_commit_callbacks(execute=True) as called:
            Term.objects.update(explanation="Annat.")
            Term.objects.update(explanation="Och annat.")
            assert given("/sv/ord/") is not None, "it does not stand yet"
        assert len(called) == 1
        assert given("/sv/ord/") is None
        assert not Change.objects.exists()
    finally:
        connection.execute_wrappers.remove(noticing._look)
