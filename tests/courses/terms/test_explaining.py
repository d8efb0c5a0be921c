"""Explaining hard words in place: once a page, whole words, never where it would disturb."""

from __future__ import annotations

import re

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.terms.explaining import Explainer
from tests.courses.terms.glossaries import glossary_of

KOD = {"kod, koden, koder": "Siffror som låser upp."}
LINK = {"länk, länken": "Öppnar en sida."}


def explained(text: str, words: dict[str, str], language: str = "sv") -> str:
    return str(Explainer(glossary_of(words, language)).text(text))


def explained_html(html: str, words: dict[str, str]) -> str:
    return str(Explainer(glossary_of(words)).html(SafeString(html)))


def marked(html: str) -> list[str]:
    return re.findall(r"<dfn>(.*?)</dfn>", html, re.DOTALL)


def test_word_is_marked_and_explained_on_a_line_of_its_own_under_the_text():
    assert explained("Skriv koden.", KOD) == (
        "Skriv <dfn>koden</dfn>.<br><small><b>kod</b>: Siffror som låser upp.</small>"
    )


def test_explanation_stands_in_the_same_paragraph_and_in_the_same_list_item():
    assert explained_html("<p>Skriv koden.</p><p>Klart.</p>", KOD) == (
        "<p>Skriv <dfn>koden</dfn>.<br><small><b>kod</b>: Siffror som låser upp.</small></p><p>Klart.</p>"
    )
    assert explained_html("<p>Ta med:</p><ul><li>en kod</li><li>pass</li></ul>", KOD) == (
        "<p>Ta med:</p><ul><li>en <dfn>kod</dfn><br><small><b>kod</b>: Siffror som låser upp.</small></li>"
        "<li>pass</li></ul>"
    )


def test_only_the_first_use_on_a_page():
    explain = Explainer(glossary_of(KOD))
    first, second = explain.text("Skriv koden. Koden är hemlig."), explain.html(SafeString("<p>En kod.</p>"))
    assert marked(first) == ["koden"]
    assert second == "<p>En kod.</p>"


def test_two_words_of_one_text_are_explained_in_the_order_of_the_text():
    html = explained("Tryck på länken. Skriv koden.", KOD | LINK)
    assert re.findall(r"<b>(.*?)</b>", html) == ["länk", "kod"]


@pytest.mark.parametrize(
    "text", ["barkoden", "kodord", "en-kod", "kod-ord", "kodé", "kod\u0301", "kod'en", "KODS", "k od"]
)
def test_parts_of_words_are_left_alone(text):
    assert explained(text, KOD).count("<dfn>") == 0


@pytest.mark.parametrize(
    "text", ["kod", "Kod.", "(koden)", "”KOD”", "kod/nummer", "kod!", "\u00a0kod\u00a0", "'kod'"]
)
def test_whole_words_are_found_whatever_stands_around_them(text):
    assert explained(text, KOD).count("<dfn>") == 1


def test_letters_with_marks_are_the_same_however_they_are_written():
    assert marked(explained("La\u0308nken", LINK)) == ["La\u0308nken"]


def test_the_longest_phrase_wins():
    words = {"fönster": "Glas.", "privat fönster, privata fönster": "Glömmer.", "privat": "Eget."}
    assert marked(explained("Öppna ett privat\n fönster.", words)) == ["privat\n fönster"]
    assert marked(explained("Öppna ett privat rum med fönster.", words)) == ["privat", "fönster"]


def test_a_shorter_phrase_is_found_where_the_longer_breaks_off():
    words = {"säkert konto": "Bluff.", "säkert": "Tryggt."}
    assert marked(explained("Ett säkert kontor", words)) == ["säkert"]
    assert marked(explained("Ett säkert, konto", words)) == ["säkert"]


def test_what_is_inside_a_longer_phrase_is_not_explained_when_that_comes_again():
    words = {"privat fönster": "Glömmer.", "fönster": "Glas."}
    explain = Explainer(glossary_of(words))
    explain.text("Ett privat fönster.")
    assert explain.text("Stäng ditt privat fönster.") == "Stäng ditt privat fönster."
    assert marked(explain.text("Ett fönster.")) == ["fönster"]


@pytest.mark.parametrize("tag", ["a", "b", "strong", "button", "h2", "h3", "code"])
def test_links_headings_and_words_of_buttons_are_left_alone(tag):
    html = f"<{tag}>Koden</{tag}><p>Skriv koden.</p>"
    assert explained_html(html, KOD).startswith(f"<{tag}>Koden</{tag}><p>Skriv <dfn>koden</dfn>")


def test_no_phrase_reaches_over_a_tag():
    assert marked(explained_html("<p>privat <b>x</b> fönster</p>", {"privat fönster": "Glömmer."})) == []


def test_a_word_with_three_words_or_more_in_brackets_after_it_explains_itself():
    words = {"kontoutdrag": "Bankens lista."}
    assert explained("Ta med kontoutdrag (bankens lista på pengar).", words) == (
        "Ta med kontoutdrag (bankens lista på pengar)."
    )


def test_a_translation_in_brackets_is_no_explanation():
    words = {"case officer": "Looks after you."}
    assert marked(explained("Ask the case officer (handläggare).", words, "en")) == ["case officer"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Bluff är när någon ljuger."),
        ("sv", "Så är det. En bluff är när någon ljuger."),
        ("en", "A bluff is when somebody lies."),
        ("en", "Yes. The bluff is over."),
    ],
)
def test_a_sentence_that_begins_by_saying_what_the_word_is_explains_itself(language, text):
    assert explained(text, {"bluff": "En lögn."}, language) == text


def test_after_a_text_that_explains_itself_the_word_is_known():
    explain = Explainer(glossary_of({"bluff": "En lögn."}))
    explain.html(SafeString("<p>En bluff är när någon ljuger.</p>"))
    assert explain.text("Det är en bluff.") == "Det är en bluff."


def test_in_the_middle_of_a_sentence_it_explains_nothing():
    assert marked(explained("Säg till om det som var en bluff är kvar.", {"bluff": "En lögn."})) == ["bluff"]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script> kod", '"><img src=x onerror=kod()>', "&lt;kod&gt; & kod"]
)
def test_a_hostile_text_stays_text(hostile):
    html = explained(hostile, KOD)
    assert not re.search(r"<(?!/?(?:dfn|br|small|b)\b)", html)
    assert html.count("<dfn>") == 1


def test_a_hostile_explanation_stays_text():
    html = explained("kod", {"kod": "</small><script>alert('x')</script>"})
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_nothing_is_put_inside_a_tag_or_an_entity():
    html = '<p title="kod > kod">A &kod; B</p>'
    assert explained_html(html, KOD) == html


def test_an_empty_text_stays_empty():
    assert explained("", KOD) == ""


@given(st.text(alphabet="kodlän <>&;\"'()-.pb/\u0308\u200c", max_size=80))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_only_adds_and_never_changes_the_text(text):
    explain = Explainer(glossary_of(KOD | LINK))
    html = explain.text(text)
    without = re.sub(r"<br><small>.*?</small>", "", html).replace("<dfn>", "").replace("</dfn>", "")
    assert without == str(Explainer(glossary_of({})).text(text))
    assert len(marked(html)) <= 2
