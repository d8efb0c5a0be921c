"""The practice runs: whole, plain, the same in every language, and walked through every way."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Locale

from core.privacy import Kind, findings
from courses.content import files
from courses.content.memory import Report
from courses.content.practices import load_practices, practice_file, practice_order
from courses.guides.easy import HIGHEST_LIX, LONGEST_SENTENCE_WORDS
from courses.practice.listing import by_area
from courses.practice.models import Practice
from courses.practice.readiness import what_is_missing
from courses.practice.run import Choose, Fill, Spot
from courses.readability import lix
from tests.courses.practice.scenes import go_on, press, right_words, soup
from tests.courses.reading_room import bytes_br

pytestmark = pytest.mark.one_database

RUNS = list(practice_order())
EIGHT = {
    "log-in-e-id",
    "bank-call",
    "smishing",
    "book-1177",
    "attach-paper",
    "activity-report",
    "strong-password",
    "video-call",
}
EASY = "sv-simple"
WRITTEN = ["sv", "en", EASY]
EVERY_RUN = [(language, key) for key in RUNS for language in WRITTEN]
#: Words that are for machines.
NOT_READ = {"kind", "device", "message"}
#: Nothing in a run looks like somebody's: not even a phone number, a price or a telephone number to call.
FIGURES = re.compile(r"\d{2,}(?!77)|\bkr\b|\bkronor\b|\bSEK\b")
BRANDS = re.compile(
    r"\b(BankID|Freja|Swish|Kivra|Swedbank|Nordea|Handelsbanken|SEB|PostNord|DHL|Google|Apple|Gmail|Microsoft|Teams"
    r"|Zoom|Skatteverket|Arbetsförmedlingen|Försäkringskassan)\b"
)
#: Words that put the fault on the one who practises.
BLAME = re.compile(
    r"\b(fel svar|ditt fel|din skuld|dum|dumt|slarvig\w*|borde ha|skulle ha vetat"
    r"|wrong answer|your fault|stupid|careless|should have)\b",
    re.IGNORECASE,
)


def texts(value: Any) -> Iterator[str]:
    """Everything in a file that somebody reads."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NOT_READ:
                yield from texts(one)


def shape(data: dict[str, Any]) -> list[Any]:
    """What must be the same in every language: kinds, right ways, warning signs, fields and what is drawn."""
    return [
        (
            screen["kind"],
            screen.get("device"),
            screen.get("message"),
            [answer.get("right", False) for answer in screen.get("answers", [])],
            [sign.get("warning", False) for sign in screen.get("signs", [])],
            [field.get("exact", False) for field in screen.get("fields", [])],
            [sorted(set(part) - {"swedish"}) for part in screen.get("shown", [])],
        )
        for screen in data["screens"]
    ]


def data_of(language: str, key: str) -> dict[str, Any]:
    file = practice_file(language, key)
    assert file is not None, f"{key} is not written in {language}"
    return file.data


def test_there_are_the_eight_runs():
    assert set(RUNS) >= EIGHT


@pytest.mark.parametrize("key", RUNS)
def test_run_belongs_to_guides_that_exist(key):
    guides = practice_order()[key]["guides"]
    assert guides
    assert set(guides) <= set(files.guide_order())


def test_every_guide_has_practice():
    practised = {guide for run in practice_order().values() for guide in run["guides"]}
    assert set(files.guide_order()) - practised == set()


@pytest.mark.parametrize("key", RUNS)
def test_languages_have_the_same_screens(key):
    for language in ("en", EASY):
        assert shape(data_of(language, key)) == shape(data_of("sv", key))
        assert len(data_of(language, key)["can_now"]) == len(data_of("sv", key)["can_now"])


@pytest.mark.parametrize("key", RUNS)
def test_buttons_show_their_swedish_word_in_other_languages(key):
    def buttons(language: str, name: str) -> list[str]:
        screens = data_of(language, key)["screens"]
        return [part[name] for screen in screens for part in screen.get("shown", []) if "button" in part]

    assert buttons("en", "swedish") == buttons(EASY, "button") == buttons("sv", "button")


@pytest.mark.parametrize("key", RUNS)
@pytest.mark.parametrize(("language", "highest"), [("sv", 35), (EASY, HIGHEST_LIX)])
def test_swedish_is_plain(key, language, highest):
    segments = list(texts(data_of(language, key)))
    figure = lix.lix(segments)
    assert figure is not None
    assert figure <= highest
    assert lix.findings(segments) == []


@pytest.mark.parametrize(("language", "key"), EVERY_RUN)
def test_sentences_are_short(language, key):
    longest = LONGEST_SENTENCE_WORDS if language == EASY else 20
    assert lix.long_sentences(list(texts(data_of(language, key))), longest) == []


@pytest.mark.parametrize(("language", "key"), EVERY_RUN)
def test_nothing_is_real_and_nobody_is_blamed(language, key):
    for text in texts(data_of(language, key)):
        assert not BRANDS.search(text), text
        assert not BLAME.search(text), text
        assert not FIGURES.search(text.replace("1177", "")), text
        assert not [one for one in findings(text) if one.kind is not Kind.SECRET], text
        for address in re.findall(r"\b[\w-]+\.[a-z]{2,}\b", text):
            assert address.endswith((".example", ".jpg")), text


@pytest.fixture(scope="module")
def all_runs(django_db_setup, django_db_blocker):
    """All runs in the database, as the loader leaves them, for this module; its report."""
    with django_db_blocker.unblock(), transaction.atomic():
        for code in WRITTEN:
            Locale.objects.get_or_create(language_code=code)
        report = Report()
        load_practices(report)
        yield report
        transaction.set_rollback(True)


@pytest.fixture
def loaded(all_runs, db):
    """What was loaded. What a test changes is taken back after it."""
    return all_runs


def test_every_run_is_loaded_whole_and_published(loaded):
    assert len(loaded.loaded) == len(EVERY_RUN)
    for practice in Practice.objects.all():
        assert practice.live
        assert what_is_missing(practice.run) == []
        assert len(practice.run.screens) >= 4
        assert practice.run.wrong_ways() >= 2
    assert Practice.objects.count() == len(EVERY_RUN)


def walk(client: Client, language: str, practice: Practice, wrong_ways: bool) -> tuple[str, int]:
    """Go through a run as a reader does; with `wrong_ways` press every wrong answer first.

    The address of its end, and how many wrong answers were pressed. Every page is looked at on the way, and weighed
    on the right one.
    """
    run, tried = practice.run, 0
    response = client.get(f"/{language}/ova/{practice.key}/")
    first = soup(response).find("a", class_="button")["href"]
    response = client.get(first)
    for screen in run.screens:
        assert response.status_code == 200
        assert soup(response).h1.text == screen.title
        assert wrong_ways or bytes_br(response) <= 13_000
        if isinstance(screen, Choose):
            if wrong_ways:
                for answer in screen.answers:
                    if not answer.is_right:
                        response = press(client, response, answer.text)
                        assert answer.reason in soup(response).find(id="reason").text
                        assert soup(response).find("a", rel="next") is None
                        tried += 1
            right = next(answer for answer in screen.answers if answer.is_right)
            response = press(client, response, right.text)
            assert right.reason in soup(response).find(id="reason").text
        elif isinstance(screen, Fill):
            form = soup(response).find("form", method="post")
            response = client.post(form["action"], right_words(screen), follow=True)
            assert screen.done in soup(response).find(id="reason").text
        elif isinstance(screen, Spot):
            form = soup(response).find("fieldset").find_parent("form")
            hidden = {field["name"]: [field["value"]] for field in form.find_all("input", type="hidden")}
            marks = [*hidden.pop("m"), *screen.warnings()]
            response = client.get(form["action"].split("#")[0], {**hidden, "m": marks})
            assert len(soup(response).select(".signs li")) == len(screen.signs)
        following = go_on(response)
        response = client.get(following)
    assert response.status_code == 200
    assert not client.cookies
    return following, tried


@pytest.mark.parametrize("key", RUNS)
def test_right_way_leads_to_the_end(loaded, client, key):
    practice = Practice.objects.get(key=key, locale__language_code="sv")
    end, _tried = walk(client, "sv", practice, wrong_ways=False)
    assert end.startswith(f"/sv/ova/{key}/klart/")
    for line in practice.can_now:
        assert str(line.value) in soup(client.get(end)).main.text


@pytest.mark.parametrize(
    ("language", "key"), [*(("sv", key) for key in RUNS), *(("en", key) for key in sorted(EIGHT))]
)
def test_every_wrong_way_leads_back_with_its_reason(loaded, client, language, key):
    """In English the eight that everything began with: each run has the same screens and answers in all languages."""
    practice = Practice.objects.get(key=key, locale__language_code=language)
    end, tried = walk(client, language, practice, wrong_ways=True)
    assert tried == practice.run.wrong_ways()
    assert end.startswith(f"/{language}/ova/{key}/klart/?v=")
    if language == "en":
        assert f"You tried {tried} ways that lead wrong." in " ".join(soup(client.get(end)).main.text.split())


def test_easy_swedish_run_is_walked_in_its_own_words(loaded, client):
    practice = Practice.objects.get(key="smishing", locale__language_code=EASY)
    end, tried = walk(client, EASY, practice, wrong_ways=True)
    assert tried == practice.run.wrong_ways()
    assert end.startswith(f"/{EASY}/ova/smishing/klart/?v=")


def test_what_easy_swedish_lacks_comes_from_swedish(loaded, client):
    Practice.objects.filter(key="bank-call", locale__language_code=EASY).update(live=False)
    response = client.get(f"/{EASY}/ova/bank-call/")
    assert soup(response).h1.text == data_of("sv", "bank-call")["title"]
    assert soup(response).find("a", hreflang="sv")["href"] == "/sv/ova/bank-call/"
    listed = {run.address: run.title for area in by_area(EASY) for run in area.practices}
    assert listed == {
        f"/{EASY}/ova/{key}/": data_of("sv" if key == "bank-call" else EASY, key)["title"] for key in RUNS
    }


def test_second_load_changes_nothing(loaded):
    before = list(Practice.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    report = Report()
    load_practices(report)
    assert (report.loaded, report.kept) == ([], [])
    assert list(Practice.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


@pytest.mark.parametrize("as_draft", [True, False])
def test_load_keeps_what_an_editor_changed(loaded, as_draft):
    practice = Practice.objects.get(key="smishing", locale__language_code="sv")
    practice.title = "Vår egen rubrik"
    revision = practice.save_revision()
    if not as_draft:
        revision.publish()
    report = Report()
    load_practices(report)
    assert report.kept == ["practice/sv/smishing.toml"]
    assert any("practice/sv/smishing.toml" in line for line in report.lines())


def test_load_brings_a_changed_file_in(loaded, monkeypatch):
    original = practice_file

    def changed(language, key):
        file = original(language, key)
        if (language, key) == ("en", "smishing"):
            return files.ContentFile(file.path, {**file.data, "title": "A new title"}, "another hash")
        return file

    monkeypatch.setattr("courses.content.practices.practice_file", changed)
    report = Report()
    load_practices(report)
    assert report.loaded == ["practice/en/smishing.toml"]
    assert Practice.objects.get(key="smishing", locale__language_code="en").title == "A new title"


def test_languages_of_a_run_are_each_others_translation(loaded):
    runs = Practice.objects.filter(key="bank-call")
    assert len({run.translation_key for run in runs}) == 1
    assert len({tuple(block.id for block in run.screens) for run in runs}) == 1
    assert len(runs) == len(WRITTEN)
