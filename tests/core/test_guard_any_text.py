"""The privacy guard on any text at all: hypothesis, every script's digits, and very long hostile texts."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.privacy import findings, without
from tests.core.test_guard import ALLOWED, BLOCKED, blocks, kinds, with_check_digit

# A busy machine is no fault of the guard.
UNHURRIED = hypothesis_settings(deadline=None)
ZEROS = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.decimal(char, None) == 0]

PIECES = st.sampled_from(
    [
        *BLOCKED,
        *ALLOWED,
        "8112189877",
        "4111 1111 1111 1111",
        "SE45 5000 0000 0583 9825 7466",
        "kod",
        "PIN ",
        "konto ",
        " ",
        "-",
        "+",
        ".",
        "/",
        "\n",
        "är",
        "1",
        "12",
        "0",
        "2024",
        "+46",
        "٧",
        "@",
        "a@b.se",
        "\u200f",
        "6789-",
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))


@UNHURRIED
@given(ANY_TEXT, st.booleans())
def test_findings_never_crash_and_stand_in_order_inside_the_text(text, public):
    place = 0
    for one in findings(text, public):
        assert place <= one.start < one.end <= len(text)
        place = one.end


@UNHURRIED
@given(ANY_TEXT, st.booleans())
def test_removing_leaves_nothing_that_blocks(text, public):
    assert blocks(without(text, findings(text, public)), public) == []


@UNHURRIED
@given(st.sampled_from(BLOCKED), st.sampled_from(ZEROS))
def test_personal_numbers_are_found_in_the_digits_of_any_script(number, zero):
    written = "".join(
        chr(ord(zero) + unicodedata.decimal(char)) if char.isdecimal() else char for char in number
    )
    assert kinds(f"x {written} x") == [("personal_number", "block", written)]


@UNHURRIED
@given(st.lists(st.integers(0, 9), min_size=12, max_size=18))
def test_every_card_number_is_blocked(digits):
    number = with_check_digit("".join(map(str, [digits[0] or 4, *digits[1:]])))
    if not number.startswith(("978", "979")):
        assert kinds(f"kort {number} tack") == [("card_number", "block", number)]


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "12-",
        "+4",
        "kod ",
        "kod 1",
        "@",
        "a@a.",
        "- ",
        "811218-9876 ",
        "4111 1111 ",
        "lösenord: ",
        "konto nr ",
        "0",
        "[…]",
        "(at)",
        "8️⃣",
        "81.12.18.",
        "SE45 ",
        "a-",
        "\u202e",
        "ﷺ",
    ],
)
def test_a_hundred_thousand_hostile_characters_are_read_to_the_end(unit):
    # A rule that grew with the square of the length would take hours here, not a second.
    text = (unit * 100_000)[:99_980] + "\nx 19121212-1212 x"
    last = findings(text, public=True)[-1]
    assert (last.start, last.end) == (99_983, 99_996)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("мій пін-код 4711", "secret", "4711"),
        ("koodini on 4711", "secret", "4711"),
        ("koodhkaygu waa 4711", "secret", "4711"),
        ("ereyga sirta ah waa Hund1234", "secret", "Hund1234"),
        ("رمزي هو ٤٧١١", "secret", "٤٧١١"),
        ("كلمة المرور هي Hund1234", "secret", "Hund1234"),
        ("کودم ۴۷۱۱", "secret", "۴۷۱۱"),
        ("ኮደይ 4711 እዩ", "secret", "4711"),
        ("номер рахунку 1234567", "account", "1234567"),
        ("رقم الحساب 1234567", "account", "1234567"),
        ("tilinumeroni on 1234567", "account", "1234567"),
        ("akoonkayga 1234567", "account", "1234567"),
    ],
)
def test_what_a_word_gives_away_is_seen_in_every_language(text: str, kind: str, value: str) -> None:
    assert kinds(text) == [(kind, "block", value)]


@pytest.mark.parametrize(
    "text",
    [
        "virhekoodi 404",
        "Код має 6 цифр",
        "الرمز من 6 أرقام",
        "koodhka wuxuu leeyahay 6 lambar",
        "поштовий код 25220",
    ],
)
def test_advice_about_codes_is_free_in_every_language(text: str) -> None:
    assert findings(text) == []
