"""Digits of any script are read as 0-9."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.digits import ascii_digits

# A busy machine is no fault of the code.
UNHURRIED = hypothesis_settings(deadline=None)

ZEROS = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.decimal(char, None) == 0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("０１２３", "0123"),
        ("kl ١٤:٣٠", "kl 14:30"),
        ("070-123 45 67", "070-123 45 67"),
        ("", ""),
        ("åäö", "åäö"),
    ],
)
def test_ascii_digits_reads_the_digits_people_type(typed, read):
    assert ascii_digits(typed) == read


def test_ascii_digits_leaves_what_is_no_decimal_digit():
    assert ascii_digits("m² Ⅶ ½ 一") == "m² Ⅶ ½ 一"


@pytest.mark.parametrize("zero", ZEROS, ids=lambda zero: f"U+{ord(zero):04X}")
def test_ascii_digits_reads_every_script(zero):
    typed = "".join(chr(ord(zero) + value) for value in range(10))
    assert ascii_digits(typed) == "0123456789"


@UNHURRIED
@given(st.text())
def test_ascii_digits_keeps_the_length_and_leaves_only_ascii_digits(text):
    read = ascii_digits(text)
    assert len(read) == len(text)
    assert all(char.isascii() for char in read if char.isdecimal())
