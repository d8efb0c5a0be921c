"""The courses that come with the site: in the order of readiness, plain, and never over an editor's work."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from courses.content import courses as loader
from courses.content import files
from courses.content.memory import Report
from courses.guides.easy import HIGHEST_LIX, LONGEST_SENTENCE_WORDS
from courses.models import Course
from courses.readability import lix
from tests.courses import pages

#: domain.md 2.26: what has to be in place before what. Fraud comes before any e-ID.
STAGES = [
    ("id-papers",),
    ("bank-account",),
    ("email",),
    ("passwords",),
    ("bankid", "freja"),
    ("1177", "forsakringskassan", "arbetsformedlingen", "skatteverket", "digital-mail"),
    ("income-support",),
]
READINESS = [
    ("fraud", "bankid"),
    ("fraud", "freja"),
    *(pair for earlier, later in combinations(STAGES, 2) for pair in product(earlier, later)),
]

EASY = "sv-simple"
LANGUAGES = [*files.whole_languages(), EASY]
#: Every course in every language.
IN_ALL = sum(1 for language in LANGUAGES for _course in loader.courses_in(language))


@pytest.mark.one_database
def test_courses_are_the_same_in_every_language_and_follow_the_order_of_readiness():
    by_language = {
        language: [
            (file.data["key"], [row["guide"] for row in file.data["guides"]])
            for file in loader.courses_in(language)
        ]
        for language in LANGUAGES
    }
    assert len(by_language["sv"]) >= 2
    assert all(courses == by_language["sv"] for courses in by_language.values())
    for _key, guides in [*by_language["sv"], ("all", list(files.guide_order()))]:
        assert set(guides) <= set(files.guide_order())
        assert len(set(guides)) == len(guides)
        for first, then in READINESS:
            assert not {first, then} <= set(guides) or guides.index(first) < guides.index(then)
    assert {guide for _key, guides in by_language["sv"] for guide in guides} == set(files.guide_order())


@pytest.mark.one_database
@pytest.mark.parametrize("language", LANGUAGES)
def test_courses_are_plain(language):
    for file in loader.courses_in(language):
        texts = [file.data["title"], file.data["summary"], *(row["can_do"] for row in file.data["guides"])]
        longest, highest = (LONGEST_SENTENCE_WORDS, HIGHEST_LIX) if language == EASY else (20, 35)
        assert lix.long_sentences(texts, longest) == []
        if language != "en":
            assert lix.lix(texts) <= highest
            assert lix.findings(texts) == []


@pytest.mark.one_database
def test_what_stands_on_a_certificate_tells_nobody_that_one_is_a_client():
    hints = (
        "bistånd",
        "försörjning",
        "social",
        "stöd",
        "kommun",
        "income support",
        "benefit",
        "client",
        "brukare",
    )
    for language in files.languages():
        for file in loader.courses_in(language):
            printed = " ".join([file.data["title"], *(row["can_do"] for row in file.data["guides"])]).lower()
            assert [hint for hint in hints if hint in printed] == []


@pytest.fixture
def start_pages(db):
    return [pages.start_page(language) for language in LANGUAGES]


def load() -> Report:
    report = Report()
    loader.load_courses(report)
    return report


def test_courses_are_loaded_as_each_others_translations(start_pages):
    report = load()
    assert (len(report.loaded), report.kept) == (IN_ALL, [])
    for swedish in Course.objects.live().filter(locale__language_code="sv"):
        for language in ("en", EASY):
            other = Course.objects.get(key=swedish.key, locale__language_code=language)
            assert other.translation_key == swedish.translation_key
            assert [row.guide_key for row in other.guides.all()] == [
                row.guide_key for row in swedish.guides.all()
            ]
        # The same address in both, so that what is on paper leads right whichever one reads.
        assert other.slug == swedish.slug


def test_loading_again_changes_nothing(start_pages):
    load()
    before = list(Course.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    assert load().loaded == []
    assert list(Course.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_what_an_editor_changed_is_kept_and_the_other_courses_are_not_held_back(start_pages, monkeypatch):
    load()
    course = Course.objects.get(key="start-safely", locale__language_code="sv")
    course.title = "Vår egen kurs"
    course.save_revision().publish()
    original = loader.courses_in

    def changed(language):
        for file in original(language):
            yield files.ContentFile(file.path, {**file.data, "summary": "New."}, file.hash[::-1])

    monkeypatch.setattr(loader, "courses_in", changed)
    report = load()
    assert report.kept == ["sv/courses.toml#start-safely"]
    assert len(report.loaded) == IN_ALL - 1
    assert Course.objects.get(pk=course.pk).title == "Vår egen kurs"


def test_an_editors_draft_is_kept(start_pages):
    load()
    course = Course.objects.get(key="your-errands", locale__language_code="en")
    course.summary = "A draft."
    course.save_revision()
    assert load().kept == ["en/courses.toml#your-errands"]
