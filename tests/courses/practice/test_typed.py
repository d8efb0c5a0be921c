"""What is typed: compared kindly, and never somebody's own number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.practice.forms import FillForm
from courses.practice.typed import LONGEST, is_same, sift
from tests.courses.practice import scenes

#: From the tax agency's list of test numbers, and forms that people write them in (domain.md 4.6).
OWN_NUMBERS = [
    "191212121212",
    "19121212-1212",
    "121212+1212",
    "701063-2391",
    "811218-9876",
    "81 12 18 9876",
    "811218‑9876",
    "٧٠١٠٦٣-٢٣٩١",
    "Mitt nummer är 811218-9876 tack",
]
#: A date with another last digit: perhaps a slip of the finger in one's own number.
PERHAPS_OWN = "8112189877"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kim exempel", "Kim Exempel"),
        ("  Kim   Exempel. ", "Kim Exempel"),
        ("Ont i knat", "Ont i knät"),
        ("ont i knät!", "Ont i knät"),
        ("vardsidan.example", "vardsidan.example"),
        ("www", "WWW"),
        ("dag ٣", "Dag 3"),
    ],
)
def test_small_differences_do_not_matter(typed, wanted):
    assert is_same(typed, wanted, is_exact=False)


@pytest.mark.parametrize("typed", ["", "Kim", "Kim Exempelsson", "kimexempe"])
def test_other_words_are_other_words(typed):
    assert not is_same(typed, "Kim Exempel", is_exact=False)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Fyra katter dricker te!", True),
        (" Fyra katter dricker te! ", True),
        ("fyra katter dricker te!", False),
        ("Fyra katter dricker te", False),
        ("Fyrakatterdrickerte!", False),
    ],
)
def test_every_sign_counts_in_a_password(typed, same):
    assert is_same(typed, "Fyra katter dricker te!", is_exact=True) is same


@pytest.mark.parametrize("number", [*OWN_NUMBERS, PERHAPS_OWN])
def test_own_number_is_taken_out_before_the_form_sees_it(number):
    sifted = sift({"f1": number, "f2": "Onsdag"}, ["f1", "f2"])
    assert sifted.kept == {"f1": "", "f2": "Onsdag"}
    assert set(sifted.refused) == {"f1"}
    assert "811218" not in str(sifted.refused["f1"])


@pytest.mark.parametrize(
    "parts", [("811218", "9876"), ("811218-", "9876"), ("19811218", "-9876"), ("8112", "189876")]
)
def test_own_number_parted_over_two_fields_is_taken_out(parts):
    first, second = parts
    sifted = sift({"f1": first, "f2": second}, ["f1", "f2"])
    assert sifted.kept == {"f1": "", "f2": ""}
    assert set(sifted.refused) == {"f1", "f2"}


def test_endless_text_is_not_looked_at_further():
    sifted = sift({"f1": "a" * (LONGEST + 1)}, ["f1"])
    assert sifted.kept == {"f1": ""}
    assert set(sifted.refused) == {"f1"}


def test_fields_that_the_screen_does_not_have_are_never_seen():
    assert sift({"f1": "Kim", "comment": "811218-9876"}, ["f1"]).kept == {"f1": "Kim"}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["f1", "f2", "other"]), st.text(max_size=400), max_size=3))
def test_form_takes_anything_and_never_fails(typed):
    screen = scenes.run().screens[2]
    form = FillForm(screen, typed)
    wanted = scenes.right_words(screen)
    is_right = all(is_same(typed.get(name, ""), text, is_exact=False) for name, text in wanted.items())
    if form.is_valid():
        assert is_right
    else:
        assert form.errors
    assert all(len(form[name].value() or "") <= LONGEST for name in wanted)
