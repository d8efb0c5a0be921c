"""What people type leads to the guide that they need: everyday_words.toml against the real content."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.languages import interface_languages
from courses.search import index
from courses.search.find import Found, find
from courses.search.findables import GUIDE
from courses.search.models import SearchEntry
from tests.courses.search.real_content import real_content

__all__ = ["real_content"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_content")]

EXPECTED = tomllib.loads((Path(__file__).parent / "everyday_words.toml").read_text())
SETS = [(language, how) for language, sets in EXPECTED.items() for how in sets]


def guide_keys(found: Found) -> list[str]:
    return [entry.key for entry in found.of_kind(GUIDE)]


@pytest.mark.parametrize(("language", "how"), SETS)
def test_what_people_type_leads_to_the_guide(language: str, how: str) -> None:
    places = 2 if how == "among_first_two" else 1
    missed = []
    for guide, texts in EXPECTED[language][how].items():
        for text in texts:
            found = find(text, language)
            if guide not in guide_keys(found)[:places] or found.are_near != (how == "nearest"):
                missed.append((text, guide, guide_keys(found)))
    assert missed == []


def test_the_set_is_large_enough() -> None:
    count = {
        language: sum(len(texts) for guides in sets.values() for texts in guides.values())
        for language, sets in EXPECTED.items()
    }
    assert count["sv"] >= 60
    assert count["en"] >= 25


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("jag blev lurad", "tricked", "tricked"),
        ("klickade på en länk", "tricked", "tricked"),
        ("hyresavin kommer för sent", "papers", "papers"),
        ("papper", "papers", "papers"),
        ("handläggare", "term", "case-officer"),
        ("bankdosa", "term", "bank-device"),
        ("aktivitetsraport", "practice", "activity-report"),
        ("zoom", "practice", "video-call"),
        ("hjälp", "page", "hjalp"),
    ],
)
def test_more_than_guides_is_found(text: str, kind: str, key: str) -> None:
    assert key in [entry.key for entry in find(text, "sv").of_kind(kind)[:1]]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("försörjningstöd", "försörjningsstöd"),
        ("vårdcentarl", "vårdcentral"),
        ("boka tid vårdcentarl", "boka tid vårdcentral"),
        ("försörjningsstöd", ""),
        ("hyran", ""),
        ("bankidkort", ""),
    ],
)
def test_a_correction_is_told_and_nothing_else(text: str, read_as: str) -> None:
    assert find(text, "sv").read_as == read_as


@pytest.mark.parametrize(
    "text", ["hund", "ekorre", "fotboll", "xyzzy", "hur gör jag", "a", "12345", "مرحبا", "ሰላም", "😀"]
)
def test_what_we_know_nothing_about_is_not_found(text: str) -> None:
    found = find(text, "sv")
    assert found.are_near or not found.results


def test_a_search_asks_two_questions_and_one_more_where_nothing_is_found() -> None:
    for text in ("warm up", "rent"):
        find(text, "sv")
    for text, most in (
        ("pengar till hyran", 2),
        ("försörjningstöd bankidkort vårdcentarl mejl lurad", 2),
        ("rent", 2),
        ("fotbol", 3),
        ("", 1),
    ):
        with CaptureQueriesContext(connection) as asked:
            find(text, "sv")
        assert len(asked) <= most, text


def test_the_index_is_whole_and_made_with_the_synonyms() -> None:
    assert index.is_made_with_these_synonyms()
    kinds = set(SearchEntry.objects.values_list("kind", flat=True))
    assert kinds == {"guide", "course", "page", "practice", "term", "tricked", "papers"}
    assert set(SearchEntry.objects.values_list("language", flat=True)) == {
        each.code for each in interface_languages()
    }
