"""The terms of one language: one query, and never an old answer."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from courses.terms.glossary import glossary
from courses.terms.models import Term
from tests.courses.terms.glossaries import term

pytestmark = pytest.mark.django_db


def words(language="sv"):
    return {word.word: word.explanation for word in glossary(language).words}


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_however_many_terms(number, django_assert_num_queries):
    for which in range(number):
        term(f"ord{which}", "Något.")
    for _time in range(2):
        with django_assert_num_queries(1):
            glossary("sv")


def test_what_is_made_of_the_same_rows_is_made_once():
    term("kod", "Siffror.")
    assert glossary("sv") is glossary("sv")


def test_a_changed_a_new_and_a_deleted_term_are_seen_at_once():
    kod = term("kod", "Siffror.")
    assert words() == {"kod": "Siffror."}
    Term.objects.update(explanation="Tecken.")
    assert words() == {"kod": "Tecken."}
    term("länk", "Öppnar.")
    assert words() == {"kod": "Tecken.", "länk": "Öppnar."}
    kod.delete()
    assert words() == {"länk": "Öppnar."}


def test_each_language_has_its_own_words_and_knows_the_swedish_ones():
    term("kod", "Siffror.", key="code", forms="koden")
    term("code", "Digits.", "en", key="code")
    term("länk", "Öppnar.", key="link")
    (word,) = glossary("en").words
    assert (word.word, word.explanation, word.swedish) == ("code", "Digits.", "kod")
    assert glossary("en").starting_with("koden")[0][1] is word
    assert glossary("en").starting_with("länk") == ()
    assert {each.swedish for each in glossary("sv").words} == {""}


def test_an_own_variant_has_its_own_words_and_from_its_base_what_it_lacks():
    term("id-handling", "Ett kort eller papper.", key="id", forms="id-handlingen")
    term("id-papper", "Visar vem du är.", "sv-simple", key="id")
    term("länk", "Öppnar.", key="link")
    assert words("sv-simple") == {"id-papper": "Visar vem du är.", "länk": "Öppnar."}
    assert glossary("sv-simple").starting_with("id-handlingen")[0][1].word == "id-papper"
    assert {each.swedish for each in glossary("sv-simple").words} == {""}


def test_a_language_without_words_explains_nothing():
    term("kod", "Siffror.")
    assert glossary("ar").words == ()
    assert glossary("ar").starting_with("kod") == ()


def test_a_form_belongs_to_one_word_of_a_language():
    term("kod", "Siffror.", forms="koden, koder")
    other = Term(key="pin", language="sv", word="pin", forms="pinkod, KODER", explanation="x")
    with pytest.raises(ValidationError, match="kod"):
        other.full_clean()
    other.language = "en"
    other.full_clean()


def test_saving_a_word_again_is_no_collision_with_itself():
    term("kod", "Siffror.", forms="koden").full_clean()


@pytest.mark.parametrize("form", ["<b>kod</b>", "kod; koden", "c/o"])
def test_forms_that_no_text_can_hold_are_refused(form):
    with pytest.raises(ValidationError):
        Term(key="x", language="sv", word="ordet", forms=form, explanation="x").full_clean()


def test_an_explanation_is_short():
    with pytest.raises(ValidationError):
        Term(key="x", language="sv", word="ordet", explanation="x" * 201).full_clean()


def test_a_key_has_one_word_in_a_language():
    term("kod", "Siffror.", key="code")
    with pytest.raises(IntegrityError), transaction.atomic():
        term("koden", "Siffror.", key="code")
