"""Where words begin and end, in any script."""

import re

import pytest

from courses.terms.words import WORD, is_plain_phrase, phrase_of, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Öppna webbläsaren.", ["Öppna", "webbläsaren"]),
        ("e-post, e\u2011post och usb-minne", ["e-post", "e\u2011post", "och", "usb-minne"]),
        ("BankID-appen (Freja+)", ["BankID-appen", "Freja"]),
        ("e- och a-", ["e", "och", "a"]),
        ("ba'an, zv’yazok", ["ba'an", "zv’yazok"]),
        ("‘kod’ 'länk'", ["kod", "länk"]),
        ("A\u030angra la\u0308nk", ["A\u030angra", "la\u0308nk"]),
        ("رَمْز می\u200cخواهم", ["رَمْز", "می\u200cخواهم"]),
        ("ትግርኛ፡ አማርኛ", ["ትግርኛ", "አማርኛ"]),
        ("web\u00adbläsare", ["web\u00adbläsare"]),
    ],
)
def test_words_of_a_text(text, words):
    assert re.findall(WORD, text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Länk", "la\u0308nk"),
        ("E\u2011post", "e-post"),
        ("web\u00adbläsare", "webbläsare"[:3] + "bläsare"),
        ("ba’an", "BA'AN"),
    ],
)
def test_words_that_are_the_same(one, other):
    assert plain(one) == plain(other)


def test_a_phrase_is_compared_word_by_word():
    assert phrase_of("Privat  fönster") == ("privat", "fönster")


@pytest.mark.parametrize("form", ["länk", "privat fönster", "e-post", "NFC", "رمز"])
def test_forms_that_can_be_found(form):
    assert is_plain_phrase(form)


@pytest.mark.parametrize("form", ["", "  ", "Freja+", "c/o", "<b>kod</b>", "länk.", "kod;"])
def test_forms_that_cannot_be_found(form):
    assert not is_plain_phrase(form)
