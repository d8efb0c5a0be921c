"""The drawing: what stands where, mirrored, no text outside, and nothing that is a score."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from mentors.portrait.drawing import WIDTH, Said, voyage
from mentors.portrait.measuring import lines_of, width_of

LONG_SWEDISH = (
    "Fylla i ansökan om bostadstillägg och äldreförsörjningsstöd tillsammans med barnbarnet på biblioteket"
)
LONG_ARABIC = (
    "أريد أن أتعلم كيف أحجز موعداً عند الطبيب وأن أقرأ الرسائل التي تصلني من البلدية دون مساعدة من أحد"
)
ONE_WORD = "Realisationsvinstbeskattningsblanketterna"


def drawn(is_rtl: bool = False) -> str:
    can = [Said("Skicka e-post", "sv", "letter")]
    wants = [Said(LONG_SWEDISH, "sv", "home"), Said(LONG_ARABIC, "ar", ""), Said(ONE_WORD, "", "star")]
    with override("sv"):
        return str(voyage("Lugn <Å>", can, wants, is_rtl=is_rtl))


def test_the_drawing_is_well_formed_and_escapes_what_people_write() -> None:
    tree = ElementTree.fromstring(drawn())
    words = [unescape(one.text or "") for one in tree.iter("text")]
    assert "Lugn <Å>" in words


@pytest.mark.parametrize("is_rtl", [False, True])
def test_no_line_is_wider_than_its_room_and_none_starts_outside(is_rtl: bool) -> None:
    tree = ElementTree.fromstring(drawn(is_rtl))
    height = float(tree.attrib["height"])
    sizes = {"word": 15, "word-me": 18, "word-heading": 14, "word-soft": 14}
    for one in tree.iter("text"):
        x, y = float(one.attrib["x"]), float(one.attrib["y"])
        width = width_of(one.text or "", sizes[one.attrib["class"]])
        start, end = (x - width, x) if is_rtl else (x, x + width)
        assert start >= 0, one.text
        assert end <= WIDTH, one.text
        assert 0 < y < height


def test_right_to_left_is_the_mirror_image() -> None:
    one, other = drawn(), drawn(is_rtl=True)
    assert 'direction="rtl"' in other
    assert f"translate({WIDTH} 0) scale(-1 1)" in other
    assert re.findall(r' d="([^"]+)"', one) == re.findall(r' d="([^"]+)"', other)


def test_what_one_can_is_behind_the_boat_and_wishes_are_ahead_of_it() -> None:
    tree = ElementTree.fromstring(drawn())
    at = {(one.text or ""): float(one.attrib["y"]) for one in tree.iter("text")}
    first_wish = lines_of(LONG_SWEDISH, size=15, width=210, at_most=3)[0]
    assert at["Skicka e-post"] < at["Lugn <Å>"] < at[first_wish]


def test_nothing_in_it_is_a_score() -> None:
    with override("sv"):
        drawing = str(voyage("A", [Said("x", "", "")] * 3, [Said("y", "", "")] * 3))
    words = " ".join(re.findall(r"<(?:text|title)[^>]*>([^<]*)", drawing))
    assert not re.search(r"[\d%]", words)


def test_a_card_with_nothing_on_it_is_a_boat() -> None:
    with override("sv"):
        tree = ElementTree.fromstring(str(voyage("A", [], [])))
    assert [one.attrib["class"] for one in tree.iter("path")].count("hull") == 1


def test_lines_break_between_words_and_end_in_an_ellipsis() -> None:
    lines = lines_of(LONG_SWEDISH, size=15, width=210, at_most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line, 15) <= 210 for line in lines)
    whole = lines_of(ONE_WORD, size=15, width=100, at_most=9)
    assert "".join(whole) == ONE_WORD
