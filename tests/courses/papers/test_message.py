"""The words: how late, and the one message."""

import pytest
from django.utils.translation import override

from courses.papers.calendar import Late, UsualDay
from courses.papers.kinds import BY_CODE, PAPERS
from courses.papers.message import how_late, message_in_page_language, swedish_message

pytestmark = pytest.mark.one_database

RENT = Late(UsualDay("rent", 17), 7, 7)
POWER = Late(UsualDay("electricity", 18), 8, 8)


def test_one_message_holds_all_late_papers():
    assert swedish_message(10, [RENT, POWER]).text == (
        "Hej! Min ansökan ska vara inne senast den 10 varje månad.\n"
        "Två av mina papper kommer efter den dagen:\n"
        "\n"
        "Hyresavin brukar komma den 17. Det är 7 dagar efter er sista dag.\n"
        "Elräkningen brukar komma den 18. Det är 8 dagar efter er sista dag.\n"
        "\n"
        "Jag söker i tid ändå. Hur gör jag innan papperen har kommit?\n"
        "Räcker förra månadens papper så länge?\n"
        "Räcker annars hyreskontraktet?\n"
        "\n"
        "Hur lämnar jag de nya papperen när de kommer?\n"
        "Tack för hjälpen!"
    )


def test_one_paper_that_is_not_the_rent_says_nothing_of_a_contract():
    assert swedish_message(10, [POWER]).text == (
        "Hej! Min ansökan ska vara inne senast den 10 varje månad.\n"
        "Ett av mina papper kommer efter den dagen:\n"
        "\n"
        "Elräkningen brukar komma den 18. Det är 8 dagar efter er sista dag.\n"
        "\n"
        "Jag söker i tid ändå. Hur gör jag innan papperet har kommit?\n"
        "Räcker förra månadens papper så länge?\n"
        "\n"
        "Hur lämnar jag det nya papperet när det kommer?\n"
        "Tack för hjälpen!"
    )


@pytest.mark.parametrize(
    ("late", "line"),
    [
        (
            Late(UsualDay("rent", 3, 1), 3, 6),
            "Hyresavin brukar komma den 3 i månaden efter. Det är 3 till 6 dagar efter er sista dag.",
        ),
        (
            Late(UsualDay("rent", 31), 0, 1),
            "Hyresavin brukar komma den sista dagen i månaden. Det är upp till 1 dag efter er sista dag.",
        ),
        (
            Late(UsualDay("rent", 31, 1), 28, 31),
            "Hyresavin brukar komma den sista dagen i månaden efter. "
            "Det är 28 till 31 dagar efter er sista dag.",
        ),
        (
            Late(UsualDay("other", 11), 1, 1),
            "Ett annat papper brukar komma den 11. Det är 1 dag efter er sista dag.",
        ),
    ],
)
def test_a_paper_of_the_month_after_or_of_the_last_day_is_said_so(late, line):
    assert swedish_message(10, [late]).paragraphs[1] == (line,)


def test_a_due_day_on_the_31st_is_the_last_day_of_the_month():
    late = [Late(UsualDay("rent", 3, 1), 3, 3)]
    assert swedish_message(31, late).paragraphs[0][0] == (
        "Hej! Min ansökan ska vara inne senast den sista dagen i varje månad."
    )
    with override("en"):
        assert message_in_page_language(31, late).paragraphs[0][0] == (
            "Hello! My application must be in by the last day of each month."
        )


def test_the_message_is_swedish_whatever_language_the_page_has():
    with override("sv"):
        on_a_swedish_page = swedish_message(10, [RENT])
    with override("en"):
        assert swedish_message(10, [RENT]) == on_a_swedish_page


@pytest.mark.parametrize("count", range(1, len(PAPERS) + 1))
def test_its_meaning_has_the_same_lines(count):
    late = [Late(UsualDay(paper.code, 20), 10, 10) for paper in PAPERS[:count]]
    with override("en"):
        meaning = message_in_page_language(10, late)
    assert [len(lines) for lines in meaning.paragraphs] == [
        len(lines) for lines in swedish_message(10, late).paragraphs
    ]


@pytest.mark.parametrize("count", range(1, len(PAPERS) + 1))
def test_a_text_message_carries_it_in_the_cheap_alphabet(count):
    # The typographic characters that would make a telephone send two or three times as many parts.
    late = [Late(UsualDay(paper.code, 31, 1), 0, 31) for paper in PAPERS[:count]]
    text = swedish_message(31, late).text
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789 .,:?!-\n")


@pytest.mark.parametrize(
    ("fewest", "most", "words"),
    [
        (7, 7, "7 days late"),
        (1, 1, "1 day late"),
        (3, 6, "3 to 6 days late"),
        (0, 1, "up to 1 day late"),
        (0, 2, "up to 2 days late"),
    ],
)
def test_how_late_in_words(fewest, most, words):
    with override("en"):
        assert how_late(fewest, most) == words


def test_codes_of_papers_are_unique_and_fit_addresses_and_counts():
    assert len(BY_CODE) == len(PAPERS)
    assert all(code.replace("_", "").isalpha() and code.islower() and len(code) <= 20 for code in BY_CODE)
