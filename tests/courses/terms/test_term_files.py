"""The word lists of the starting content: used, plain, the same in every language, and loaded with care."""

import re

import pytest
from django.utils.safestring import SafeString
from wagtail.models import Locale

from courses.content import files
from courses.content.markup import to_html
from courses.content.memory import Report
from courses.content.terms import load_terms, term_files
from courses.guides.easy import HIGHEST_LIX, LONGEST_SENTENCE_WORDS
from courses.readability import lix
from courses.terms.explaining import Explainer
from courses.terms.glossary import glossary
from courses.terms.models import LONGEST_EXPLANATION, Term

pytestmark = pytest.mark.one_database

FILES = term_files()
LANGUAGES = sorted(FILES)
EASY = "sv-simple"


def running_texts(language):
    """What every guide says in running text, one page a guide."""
    for key in files.guide_order():
        data = files.guide(language, key).data
        yield [
            *(text for row in data["before"] for text in (row["what"], row.get("without", ""))),
            data["what"],
            *(
                text
                for step in data["steps"]
                for text in (step.get("warning", ""), step["text"], step.get("see", ""))
            ),
            *(step.get("if_not", "") for step in data["steps"]),
            *(row["text"] for row in (*data["ways"], *data["traps"])),
        ]


def test_the_lists_have_the_same_keys_in_every_language():
    assert LANGUAGES == ["en", "sv", EASY]
    for language in ("en", EASY):
        assert list(FILES[language].data["terms"]) == list(FILES["sv"].data["terms"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanations_are_short_and_plain(language):
    explanations = [row["explanation"] for row in FILES[language].data["terms"].values()]
    assert max(map(len, explanations)) <= LONGEST_EXPLANATION
    longest, highest = (LONGEST_SENTENCE_WORDS, HIGHEST_LIX) if language == EASY else (20, 35)
    assert lix.long_sentences(explanations, longest) == []
    assert [text for text in explanations if not re.fullmatch(r"[A-ZÅÄÖ0-9].*\.", text)] == []
    if language != "en":
        assert lix.lix(explanations) <= highest
        assert lix.findings(explanations) == []


@pytest.fixture(scope="module")
def loaded(kept):
    """The lists in the database, for this module. What a test changes is taken back after it."""
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    load_terms(Report())


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_25_words_are_met_in_the_guides(loaded, language):
    met = set()
    for texts in running_texts(language):
        explain = Explainer(glossary(language))
        html = "".join(explain.html(SafeString(to_html(text))) for text in texts)
        met |= set(re.findall(r"<small><b>(.*?)</b>", html))
    assert len(met) >= 25, sorted({word.word for word in glossary(language).words} - met)


@pytest.mark.django_db
def test_loading_twice_changes_nothing(loaded):
    before = list(Term.objects.order_by("pk").values_list("pk", "explanation"))
    again = Report()
    load_terms(again)
    assert again.loaded == again.kept == []
    assert list(Term.objects.order_by("pk").values_list("pk", "explanation")) == before
    assert len(before) == len(LANGUAGES) * len(FILES["sv"].data["terms"])


@pytest.mark.django_db
def test_what_an_editor_has_changed_is_kept_and_named(loaded):
    Term.objects.filter(key="wifi", language="sv").update(explanation="Vårt eget nät.")
    report = Report()
    load_terms(report)
    assert report.kept == ["terms/sv.toml"]
    assert Term.objects.get(key="wifi", language="sv").explanation == "Vårt eget nät."


@pytest.mark.django_db
def test_a_word_that_an_editor_has_added_is_no_change_of_ours(loaded):
    Term.objects.create(key="own", language="sv", word="eget", explanation="Vårt.")
    report = Report()
    load_terms(report)
    assert report.kept == []
    assert Term.objects.filter(key="own").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_belongs_to_two_words(loaded, language):
    for term in Term.objects.filter(language=language):
        term.full_clean()
