"""From A to Ö in Swedish, and otherwise in English."""

from courses.terms.alphabet import DIGITS, by_letter, sort_key
from courses.terms.glossary import Word


def in_order(words, language):
    return sorted(words, key=lambda word: sort_key(word, language))


def test_swedish_puts_a_with_ring_a_and_o_with_dots_last():
    assert in_order(["öl", "ärende", "zon", "å", "app", "Över", "äga"], "sv") == [
        "app",
        "zon",
        "å",
        "äga",
        "ärende",
        "öl",
        "Över",
    ]


def test_english_sorts_them_as_letters_with_a_sign():
    assert in_order(["zone", "ärende", "app", "åt"], "en") == ["app", "ärende", "åt", "zone"]


def test_big_letters_hyphens_and_spaces_make_no_difference():
    assert in_order(["e-tjänst", "enhet", "E-post", "e-legitimation"], "sv") == [
        "e-legitimation",
        "enhet",
        "E-post",
        "e-tjänst",
    ]


def test_accents_are_passed_over_and_digits_come_first():
    assert in_order(["idé", "ide", "idel", "1177", "über", "ybb"], "sv")[0] == "1177"
    assert in_order(["idél", "idé"], "sv") == ["idé", "idél"]
    assert in_order(["zon", "über", "xen"], "sv") == ["xen", "über", "zon"]


def test_a_decomposed_letter_is_the_same_letter():
    assert sort_key("A\u030angra", "sv") == sort_key("Ångra", "sv")


def test_words_stand_under_their_letters():
    words = [Word(word, word, "x") for word in ("ärende", "app", "1177", "Öppen", "a-kassa")]
    letters = by_letter(words, "sv")
    assert [(letter.name, [word.word for word in letter.words]) for letter in letters] == [
        (DIGITS, ["1177"]),
        ("A", ["a-kassa", "app"]),
        ("Ä", ["ärende"]),
        ("Ö", ["Öppen"]),
    ]
    assert letters[0].anchor == "0-9"
